/** A folded sheet: what stands in the tab of a browser and beside a feed. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0a58b8"/><path d="M9 6h10l5 5v15H9z" fill="#fff"/><path d="M19 6v5h5" fill="#b9d4f2"/><path d="M12 15h9M12 19h9M12 23h6" stroke="#0a58b8" stroke-width="1.8" stroke-linecap="round"/></svg>`;
