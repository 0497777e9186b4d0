/** In: a typed line, or the arguments of a shell. Out: words that know whether they were quoted. */

export interface Word {
  /** Without the quotes. */
  readonly text: string;
  /** As typed, so that a text of several words keeps the quotes that were meant for its reader. */
  readonly raw: string;
  /** The whole word, or the value after `name:` or `--name=`, was within quotes. */
  readonly quoted?: 'whole' | 'value';
}

const WORD = /(?<lead>(?:--[\w-]+=|[\w-]+:))?(?:"(?<straight>[^"]*)"|“(?<curly>[^”]*)”)(?=\s|$)|\S+/gu;

/** A quote that is never closed is a character like any other. */
export function splitLine(line: string): Word[] {
  return [...line.matchAll(WORD)].map((match) => {
    const inside = match.groups?.straight ?? match.groups?.curly;
    if (inside === undefined) return { text: match[0], raw: match[0] };
    const lead = match.groups?.lead ?? '';
    return { text: lead + inside, raw: match[0], quoted: lead ? 'value' : 'whole' };
  });
}

/** What the shell took out of quotes is put back where it holds several words. */
export function wordsOfArgv(argv: readonly string[]): Word[] {
  return argv.map((text) => {
    if (!/\s/.test(text)) return { text, raw: text };
    const option = /^(?:--[\w-]+=|[\w-]+:(?!\s))/.test(text);
    return { text, raw: text.includes('"') ? text : `"${text}"`, quoted: option ? 'value' : 'whole' };
  });
}
