/** What marks look like on a terminal. In: runs of escaped text with a mark. Out: text with or without ANSI codes. */

export interface Look {
  /** Columns; no line is wider. */
  readonly width: number;
  /** ANSI colours and OSC 8 hyperlinks; without them the text says everything by itself. */
  readonly colours: boolean;
}

/** SGR codes (ECMA-48, 8.3.117) and the address that a click opens. */
export interface Mark {
  readonly codes: readonly number[];
  readonly url?: string;
}

export interface Run {
  /** Escaped; see `escape.ts`. */
  readonly text: string;
  readonly mark: Mark;
  /** Stays on the line of what stands before it. */
  readonly glued?: boolean;
}

export const MARKS = {
  none: { codes: [] },
  strong: { codes: [1] },
  emphasis: { codes: [3] },
  quote: { codes: [3] },
  note: { codes: [2] },
  citation: { codes: [2] },
  link: { codes: [4] },
  code: { codes: [33] },
  command: { codes: [36] },
} as const satisfies Record<string, Mark>;

/** Colours belong on a terminal whose owner did not decline them (https://no-color.org). */
export function wantsColours(output: { readonly isTTY?: boolean }, declined: boolean): boolean {
  return Boolean(output.isTTY) && !declined;
}

/** A mark within another: both show. */
export function combine(outer: Mark, inner: Mark): Mark {
  if (!outer.codes.length) return inner;
  if (!inner.codes.length && !inner.url) return outer;
  return { codes: [...new Set([...outer.codes, ...inner.codes])], url: inner.url };
}

export function paint(runs: readonly Run[], colours: boolean): string {
  return runs.map(({ text, mark }) => (colours ? paintRun(text, mark) : text)).join('');
}

function paintRun(text: string, { codes, url }: Mark): string {
  const coloured = codes.length ? `\x1b[${codes.join(';')}m${text}\x1b[0m` : text;
  return url ? `\x1b]8;;${url}\x1b\\${coloured}\x1b]8;;\x1b\\` : coloured;
}
