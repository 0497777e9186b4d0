/** Papers in, listing days as Hugging Face sends them out, for where no days were recorded. */
import { daysBetween } from '../../src/domain/days.ts';
import type { Day } from '../../src/domain/paper.ts';
import { dailyItem } from '../../test/jobs/daily-lists.ts';
import { type Corpus, papersOf } from '../corpus.ts';

/** @returns the body of each day, every one with papers of its own */
export function madeDays(corpus: Corpus, from: Day, to: Day, papersADay: number): Map<Day, string> {
  const days = daysBetween(from, to);
  const items = [...papersOf(corpus, days.length * papersADay)]
    .flat()
    .map(({ title, abstract }, number) =>
      dailyItem(`2605.${String(number).padStart(5, '0')}`, { title: `${title} ${number}`, summary: abstract }),
    );
  return new Map(
    days.map((day, place) => [day, JSON.stringify(items.slice(place * papersADay, (place + 1) * papersADay))]),
  );
}
