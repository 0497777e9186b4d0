/** Reads an answer of one shape, once the shape is known: see `json-passage.ts` and `line-reader.ts`. */
export interface ShapeReader {
  /** JSON that the next characters add; possibly nothing. */
  push(text: string): string;
  /** Whether nothing more belongs to the answer; its last brace comes with `end`. */
  complete(): boolean;
  /** The rest. @param whole whether the text came to an end of its own @returns `undefined` when it ends too early */
  end(whole: boolean): string | undefined;
}
