/** Part of the composition root: what opens something in; the same thing for all who ask, opened with the first request, out. */

export interface OpenedOnce<Value> {
  /** What could not be opened is tried again by the next who asks. */
  open(): Promise<Value>;
  /** What is open or about to be; nothing where nobody asked, or where it failed. */
  opened(): Promise<Value | undefined>;
}

export function openedOnce<Value>(open: () => Promise<Value>): OpenedOnce<Value> {
  let opening: Promise<Value> | undefined;
  return {
    open() {
      opening ??= open().catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    opened: async () => opening?.catch(() => undefined),
  };
}
