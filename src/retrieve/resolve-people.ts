/** Names as they are typed → the author or organisation that the library knows by them. */
import type { PaperIndex } from '../domain/ports.ts';

/** A name that several people or organisations answer to. */
export interface UnclearName {
  readonly name: string;
  /** As papers spell them, those with most papers first. */
  readonly meant: readonly string[];
}

export interface ResolvedPeople {
  readonly authors: readonly string[];
  readonly organisation?: string;
  /** Names that nobody in the library has. */
  readonly unknown: readonly string[];
  readonly unclear: readonly UnclearName[];
}

type Kind = 'authors' | 'organisations';

const MOST_NAMES = 12;

/**
 * A paper has every one of the authors, and one organisation: the first that is named.
 * @param kinds what a name may be
 */
export async function resolvePeople(
  index: PaperIndex,
  names: readonly string[],
  kinds: readonly Kind[] = ['authors', 'organisations'],
): Promise<ResolvedPeople> {
  const authors = new Set<string>();
  const unknown: string[] = [];
  const unclear: UnclearName[] = [];
  let organisation: string | undefined;
  for (const name of names) {
    const found = await index.findPeople(name, MOST_NAMES);
    const meant = kinds.map((kind) => ({ kind, names: found[kind], one: theOne(name, found[kind]) }));
    const exact = meant.find(({ one }) => one !== undefined && isSpelledLike(one, name));
    const clear = exact ?? meant.find(({ one }) => one !== undefined);
    if (clear?.kind === 'authors') authors.add(clear.one as string);
    else if (clear && (organisation === undefined || organisation === clear.one)) organisation = clear.one;
    else if (meant.some((kind) => kind.names.length))
      unclear.push({ name, meant: meant.flatMap((kind) => kind.names) });
    else unknown.push(name);
  }
  return { authors: [...authors], ...(organisation && { organisation }), unknown, unclear };
}

/** The name that is meant, when all of them are spellings of one: "Ada Lovelace", "A. Lovelace", "Lovelace Ada". */
function theOne(typed: string, names: readonly string[]): string | undefined {
  const exact = names.find((name) => isSpelledLike(name, typed));
  if (exact !== undefined) return exact;
  const [first] = names;
  return first !== undefined && names.every((name) => mayBeOne(name, first)) ? first : undefined;
}

function isSpelledLike(name: string, typed: string): boolean {
  return wordsOf(name).join(' ') === wordsOf(typed).join(' ');
}

/** Every word of the shorter name is one of the longer, or its initial. */
function mayBeOne(one: string, other: string): boolean {
  const [shorter = [], longer = []] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.length - b.length);
  const rest = [...longer];
  return shorter.every((word) => {
    const at = rest.findIndex(
      (candidate) => candidate === word || isInitial(candidate, word) || isInitial(word, candidate),
    );
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

function isInitial(initial: string, word: string): boolean {
  return initial.length === 1 && word.startsWith(initial);
}

/** Lower case, accents gone. */
function wordsOf(name: string): string[] {
  return (
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
