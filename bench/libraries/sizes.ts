/** Libraries of several sizes in, one table out: what each takes to build, to open, to ask, and to keep. */

import { describeTimes, type Findings, megabytes, rounded, secondsOf, wholeNumber } from '../table.ts';
import type { Refreshed } from './build-library.ts';
import type { Libraries, LibraryFigures } from './libraries.ts';
import type { Way } from './serve-library.ts';

const WORDS: Readonly<Record<Way, string>> = {
  text: 'text alone',
  vector: 'vectors alone',
  candidates: 'text and vectors, not ranked',
  hybrid: 'hybrid ranking',
  dated: 'hybrid ranking within days (43 % of the papers)',
  ask: '/ask without a model',
};

export async function benchSizes(sizes: readonly number[], libraries: Libraries): Promise<Findings> {
  const figures: LibraryFigures[] = [];
  for (const size of sizes) figures.push(await libraries.measured(size));
  const origin = figures[0]?.built.origin ?? '';
  return {
    figures,
    tables: [
      {
        heading: `Libraries by size (${origin}); times are p50 / p95 / p99`,
        columns: figures.map(({ papers, kept }) => `${wholeNumber(papers)} papers${kept ? ', kept' : ''}`),
        rows: rowsOf(figures),
      },
    ],
  };
}

function rowsOf(figures: readonly LibraryFigures[]): string[][] {
  const row = (what: string, figure: (of: LibraryFigures) => string) => [what, ...figures.map(figure)];
  const ways = figures[0]?.served.ways.map(({ way }) => way) ?? [];
  const asked = (wanted: Way, callers: 'one' | 'eight') => (of: LibraryFigures) => {
    const times = of.served.ways.find(({ way }) => way === wanted)?.[callers];
    return times ? describeTimes(times) : '';
  };
  return [
    row('taking in', ({ built, papers }) => {
      const seconds = built.takingInMilliseconds / 1000;
      return `${rounded(seconds)} s, ${wholeNumber(papers / seconds)} papers a second`;
    }),
    row('term statistics and vectors', ({ built }) => secondsOf(built.refresh.milliseconds)),
    row('  a question meanwhile, by text', ({ built }) => meanwhile(built.refresh)),
    row('the same with 3 % more papers', ({ built }) =>
      built.refreshAgain ? secondsOf(built.refreshAgain.milliseconds) : 'not measured',
    ),
    row('  a question meanwhile, hybrid', ({ built }) => meanwhile(built.refreshAgain)),
    row('memory while building, most', ({ built }) => megabytes(built.peakBytes)),
    row('opening in a new process', ({ served }) => secondsOf(served.openMilliseconds)),
    row('  until the first candidates', ({ served }) => secondsOf(served.firstAnswerMilliseconds)),
    row('  the same since the process began', ({ served }) => secondsOf(served.sinceStartMilliseconds)),
    ...ways.flatMap((way) => [
      row(`${WORDS[way]}, one caller`, asked(way, 'one')),
      row(`${WORDS[way]}, eight callers`, asked(way, 'eight')),
    ]),
    row('memory while serving, most', ({ served }) => megabytes(served.memory.peakBytes)),
    row('memory after that', ({ served }) => megabytes(served.memory.residentBytes)),
    row('on disk', ({ diskBytes }) => megabytes(diskBytes)),
    row(
      "a day's 50 papers, findable",
      ({ served: { adding } }) => `${rounded(adding.p50)} ms, at most ${rounded(adding.longest)}`,
    ),
    row('recall@10 of the vector search', ({ served }) => served.recallAt10.toFixed(3)),
  ];
}

function meanwhile(refreshed: Refreshed | undefined): string {
  if (!refreshed) return '';
  const { p50, p95, longest, count } = refreshed.questions;
  return `p50 ${rounded(p50)}, p95 ${rounded(p95)}, at most ${rounded(longest)} ms (${count} questions)`;
}
