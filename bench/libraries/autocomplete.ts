/** A library of many papers and people in; how long suggestions take while titles, names, languages and days are typed, out. */
import { systemClock } from '../../src/domain/clock.ts';
import type { Paper } from '../../src/domain/paper.ts';
import { seededRandom } from '../../src/evaluate/random.ts';
import { withTemporaryLibrary } from '../../src/evaluate/temporary-library.ts';
import { suggestLanguages } from '../../src/flows/languages.ts';
import { createSuggestions } from '../../src/flows/suggestions.ts';
import { type Corpus, papersOf } from '../corpus.ts';
import { type Times, timeEach } from '../measure.ts';
import { describeTimes, type Findings, findingsOf, wholeNumber } from '../table.ts';

const PAPERS = 11_000;
/** Distinct people, of whom few have many papers, as in the real lists. */
const PEOPLE = 30_000;
const ORGANISATIONS = 900;
const AUTHORS_A_PAPER = 6;
const TYPED = 20;
const CALLERS = 8;
/** What Discord users notice; the floor of the project. */
const BESIDE = 'p99 under 300 ms';
const SYLLABLES = 'an ber chen da el fu go hao in jo ka li mo na or pa qi ro sa tu ul vi wu xi ya zhang'.split(' ');

/** Text is typed letter by letter, and every letter asks for suggestions. */
export async function benchAutocomplete(corpus: Corpus): Promise<Findings> {
  const papers = withPeople([...papersOf(corpus, PAPERS)].flat());
  return withTemporaryLibrary(papers, systemClock, async (library) => {
    const suggestions = createSuggestions(library, () => '2026-06-30');
    const some = papers.filter((_, at) => at % Math.floor(PAPERS / TYPED) === 0);
    const titles = some.flatMap(({ title }) => beginnings(title, 16));
    const authors = some.flatMap((paper) => beginnings(paper.authors[0] ?? '', 12));
    const organisations = some.flatMap(({ organisation = '' }) => beginnings(organisation, 12));
    const ways: readonly [what: string, texts: readonly string[], suggest: (typed: string) => unknown][] = [
      ['titles', titles, suggestions.completePaper],
      ['the last of several papers', titles.map((text) => `2602.00001, ${text}`), suggestions.completePapers],
      ['authors', authors, (typed) => suggestions.completePeople('author', typed)],
      ['organisations', organisations, (typed) => suggestions.completePeople('organisation', typed)],
      ['languages', beginnings('Portuguese', 10), suggestLanguages],
      ['days', beginnings('last week', 9), suggestions.suggestDays],
      ['periods', beginnings('last 10 days', 12), suggestions.suggestPeriods],
    ];
    const rows: { what: string; figure: string; beside: string; one: Times; eight: Times }[] = [];
    for (const [what, texts, suggest] of ways) {
      await timeEach(texts.slice(0, 20), 1, suggest);
      const one = await timeEach(texts, 1, suggest);
      const eight = await timeEach(texts, CALLERS, suggest);
      const figure = `${describeTimes(one)}; eight at once ${describeTimes(eight)}`;
      rows.push({ what: `${what} (${texts.length} typed)`, figure, beside: BESIDE, one, eight });
    }
    const heading = `Suggestions while typing, ${wholeNumber(PAPERS)} papers; times are p50 / p95 / p99`;
    return { ...findingsOf(heading, rows), figures: rows };
  });
}

/** "w", "wa", "wal", …, from nothing on. */
function beginnings(text: string, most: number): string[] {
  return Array.from({ length: Math.min(most, text.length) + 1 }, (_, length) => text.slice(0, length));
}

function withPeople(papers: readonly Paper[]): Paper[] {
  const random = seededRandom(1);
  const name = (number: number) => `${word(number, 2)} ${word(Math.floor(number / 7) + number, 3)}`;
  const often = (most: number) => Math.floor(random() ** 2 * most);
  return papers.map((paper) => ({
    ...paper,
    authors: Array.from({ length: AUTHORS_A_PAPER }, () => name(often(PEOPLE))),
    organisation: `${word(often(ORGANISATIONS), 3)} Lab`,
  }));
}

function word(number: number, syllables: number): string {
  let rest = number * 2_654_435_761;
  const parts = Array.from({ length: syllables }, () => {
    rest = Math.floor(rest / 3) % 4_294_967_296;
    return SYLLABLES[rest % SYLLABLES.length] ?? '';
  });
  const joined = parts.join('');
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}
