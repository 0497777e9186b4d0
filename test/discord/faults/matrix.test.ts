/** A part of the fault matrix: what most people do, and every fault at the step at which the answer is shown. The whole: `npm run bench -- --only discord-faults`. */
import { beforeAll, expect, it } from 'vitest';
import { GOOD, judge, linesOf } from '../../../bench/discord/faults/judge.ts';
import { type Matrix, playMatrix } from '../../../bench/discord/faults/matrix.ts';
import { reportMatrix } from '../../../bench/discord/faults/report-faults.ts';
import { STRIKES } from '../../../bench/discord/faults/strikes.ts';
import type { Seen } from '../../../bench/discord/people.ts';
import { renderTable } from '../../../bench/table.ts';

const STORIES = ['/help', '/search', '/forget', 'button Next', 'mention'];
let matrix: Matrix;
beforeAll(async () => {
  matrix = await playMatrix({
    lanes: STORIES.length,
    stories: ({ name }) => STORIES.includes(name),
    phases: ['answer'],
  });
}, 240_000);

it('ends in an answer, a sentence or a clean stop, nothing twice and nothing hanging', () => {
  const bad = matrix.cells.filter(({ ending, why }) => why === undefined && !(ending && GOOD.has(ending)));
  expect(bad, reportMatrix(matrix).tables.map(renderTable).join('\n\n')).toEqual([]);
  expect(matrix.problems).toEqual([]);
  expect(matrix.violations).toEqual([]);
});

it('leaves no fault out, and says why of what cannot be made', () => {
  for (const story of STORIES) {
    const kinds = matrix.cells.filter((cell) => cell.story === story).map(({ kind }) => kind);
    expect(kinds).toEqual(Object.keys(STRIKES));
  }
  const impossible = matrix.cells.filter(({ ending }) => ending === undefined);
  expect(impossible.every(({ why }) => why !== undefined)).toBe(true);
});

it('a passing fault does not keep the answer from anybody', () => {
  const passing = [
    '429 user',
    '429 shared',
    '429 global',
    '502 before',
    '502 after',
    'cut before',
    'cut after',
    'reconnect',
  ];
  const cells = matrix.cells.filter(({ kind }) => passing.includes(kind));
  expect(cells.filter(({ ending }) => ending !== 'answer')).toEqual([]);
});

/** The oracle must be able to find what is wrong. */
const seen = (text: string, unfinished = false): Seen => ({ id: '1', text, files: '', unfinished });
const answer = 'It searches when it is not sure of what it knows.\nA second line of the answer that is long enough.';
const usual = [seen(answer)];
const sight = (...messages: Seen[]) => ({ seen: messages, ignored: false, unreachable: false });

it.each([
  ['an answer', sight(seen(answer)), 'answer'],
  [
    'an answer of which the end is in a file',
    sight(seen(answer.split('\n')[0] ?? ''), seen(answer.split('\n')[1] ?? '')),
    'answer',
  ],
  ['somebody who waits', sight(seen('Reading 3 abstracts…', true)), 'hanging'],
  ['an answer that stands there twice', sight(seen(answer), seen(answer)), 'twice'],
  ['half an answer', sight(seen(answer.split('\n')[0] ?? '')), 'cut off'],
  [
    'half an answer with a word on it',
    sight(seen(`${answer.split('\n')[0]}\nI was restarted before I could finish.`)),
    'sentence',
  ],
  ['nothing', sight(), 'silent'],
  [
    'what stood there before, and nothing else',
    { ...sight(seen('Page one of the list.')), before: [seen('Page one of the list.')] },
    'silent',
  ],
  ['nothing where nothing can be shown', { seen: [], ignored: false, unreachable: true }, 'stop'],
  ['nothing, which Discord itself tells', { seen: [], ignored: true, unreachable: false }, 'stop'],
] as const)('the oracle sees %s', (_, shown, ending) => {
  expect(judge(usual, shown)).toBe(ending);
});

it('the oracle looks through ids, and not through words', () => {
  expect(linesOf([seen('Id: `abcdefgh`')])).toEqual(linesOf([seen('Id: `zyxwvuts`')]));
  expect(linesOf([seen('one')])).not.toEqual(linesOf([seen('two')]));
});
