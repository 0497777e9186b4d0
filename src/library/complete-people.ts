/** The beginning of a name, as it is being typed, in; authors and organisations of that name out. */
import type { People } from '../domain/ports.ts';
import { nameWords } from './name-words.ts';
import { quoted, type Tables } from './tables.ts';

/** Papers that are looked at for one beginning; who types on narrows them. */
const MOST_PAPERS = 2_000;
const MOST_WORDS = 8;

/** @param limit of each kind */
export async function completePeople({ papers }: Tables, typed: string, limit: number): Promise<People> {
  const words = nameWords(typed).slice(0, MOST_WORDS);
  if (!words.length && typed.trim()) return { authors: [], organisations: [] };
  // `people` holds the words of all names of a paper as `nameWords` gives them, so no word is a wildcard.
  const conditions = ['withdrawn = false', ...words.map((word) => `people LIKE ${quoted(`%${word}%`)}`)];
  const [authors, organisations] = [new Map<string, number>(), new Map<string, number>()];
  const begun = new Map<string, boolean>();
  const count = (names: Map<string, number>, name: string) => {
    const isBegun = begun.get(name) ?? beginsWords(name, words);
    begun.set(name, isBegun);
    if (isBegun) names.set(name, (names.get(name) ?? 0) + 1);
  };
  const rows = papers.query().where(conditions.join(' AND ')).select(['authors', 'organisation']).limit(MOST_PAPERS);
  for await (const batch of rows) {
    for (const row of batch.toArray() as unknown as { authors: Iterable<string>; organisation: string | null }[]) {
      for (const author of row.authors) count(authors, author);
      if (row.organisation) count(organisations, row.organisation);
    }
  }
  return { authors: mostCounted(authors, limit), organisations: mostCounted(organisations, limit) };
}

function beginsWords(name: string, words: readonly string[]): boolean {
  const held = nameWords(name);
  return words.every((word) => held.some((one) => one.startsWith(word)));
}

function mostCounted(names: ReadonlyMap<string, number>, limit: number): string[] {
  return [...names]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, limit)
    .map(([name]) => name);
}
