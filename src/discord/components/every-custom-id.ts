/** Components of a message, as Discord tells them, come in; the custom_ids in them, however deep, go out. */
export function everyCustomId(components: readonly unknown[]): string[] {
  return components.flatMap((component) => {
    if (typeof component !== 'object' || component === null) return [];
    const { custom_id, components: inner, accessory } = component as Readonly<Record<string, unknown>>;
    return [
      ...(typeof custom_id === 'string' ? [custom_id] : []),
      ...(Array.isArray(inner) ? everyCustomId(inner) : []),
      ...(accessory ? everyCustomId([accessory]) : []),
    ];
  });
}
