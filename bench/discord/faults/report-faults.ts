/** The matrix of commands and faults, as a table: what each combination ended in. */
import { type Findings, findingsOf, type Table } from '../../table.ts';
import type { CellResult } from './cell.ts';
import { type Ending, GOOD } from './judge.ts';
import { type Matrix, playMatrix } from './matrix.ts';

const LANES = 4;
const SIGNS: Readonly<Record<Ending, string>> = {
  answer: 'A',
  sentence: 'S',
  stop: 'C',
  hanging: 'HANGING',
  twice: 'TWICE',
  'cut off': 'CUT OFF',
  silent: 'SILENT',
};

export async function benchDiscordFaults(): Promise<Findings> {
  const matrix = await playMatrix({
    lanes: LANES,
    onCell: (done, of) => process.stderr.write(`  ${done} of ${of} commands\n`),
  });
  return reportMatrix(matrix);
}

export function reportMatrix({ stories, kinds, cells, violations, problems }: Matrix): Findings {
  const made = cells.filter(({ ending }) => ending !== undefined);
  const count = (...endings: readonly Ending[]) =>
    String(made.filter(({ ending }) => ending && endings.includes(ending)).length);
  const bad = made.filter(({ ending }) => ending && !GOOD.has(ending));
  const matrix: Table = {
    heading: 'What each command ends in, a letter a step: A answer, S sentence, C clean stop, - cannot be',
    columns: kinds,
    rows: stories.map((story) => [story, ...kinds.map((kind) => signsOf(cells, story, kind))]),
  };
  const impossible = [...new Set(cells.flatMap(({ kind, why }) => (why ? [`${kind}: ${why}`] : [])))];
  const sums = findingsOf('Fault matrix', [
    {
      what: 'combinations',
      figure: String(made.length),
      beside: `${stories.length} commands × ${kinds.length} faults, at every step there is`,
    },
    { what: 'the right answer', figure: count('answer') },
    { what: 'a sentence', figure: count('sentence') },
    { what: 'a clean stop', figure: count('stop') },
    { what: 'something twice', figure: count('twice'), beside: 'wanted: 0' },
    { what: 'somebody waits for ever', figure: count('hanging'), beside: 'wanted: 0' },
    { what: 'a part, or nothing at all', figure: count('cut off', 'silent'), beside: 'wanted: 0' },
    { what: 'requests that Discord would not take', figure: String(violations.length), beside: 'wanted: 0' },
    ...impossible.map((figure) => ({ what: 'cannot be', figure })),
    ...bad.map(({ story, kind, phase, ending, said }) => ({
      what: 'PROBLEM',
      figure: `${story}, ${kind} at the ${phase}: ${ending}${said.length ? `; seen: ${said.join(' | ')}` : ''}`,
    })),
    ...problems.map((figure) => ({ what: 'PROBLEM', figure })),
    ...violations.map((figure) => ({ what: 'VIOLATION', figure })),
  ]);
  return { tables: [matrix, ...sums.tables], figures: { cells, violations, problems, rows: sums.figures } };
}

function signsOf(cells: readonly CellResult[], story: string, kind: string): string {
  const here = cells.filter((cell) => cell.story === story && cell.kind === kind);
  const signs = here.map(({ ending }) => (ending ? SIGNS[ending] : '-'));
  return signs.join(signs.some((sign) => sign.length > 1) ? ' ' : '');
}
