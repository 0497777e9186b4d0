/** Discord counts characters, not UTF-16 units. What is no text has none: its type is the schema's business. */
export function characters(text: unknown): number {
  return typeof text === 'string' ? [...text].length : 0;
}
