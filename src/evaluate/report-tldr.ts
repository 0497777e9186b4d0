/** How good one-line summaries are in, the table that tells it out. Pure. */
import type { Block, Line } from '../domain/message.ts';
import type { TldrReport } from './measure-tldr.ts';

const COLUMNS = ['summaries', 'ROUGE-1', 'ROUGE-2', 'ROUGE-L', 'words', 'longest run', 'runs of 3+', 'titles'];

export function tldrBlocks({ papers, withoutSummary, cut, rows }: TldrReport): Block[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const cells = rows.map((row) => [
    row.summaries,
    ...[row.rouge1, row.rouge2, row.rougeL].map((value) => (100 * value).toFixed(1)),
    row.words.toFixed(1),
    percent(row.longestRun),
    percent(row.runs),
    row.titles.toLocaleString('en-US'),
  ]);
  return [
    {
      kind: 'paragraph',
      line: [
        `${papers.toLocaleString('en-US')} papers; ${withoutSummary} of them got no summary, and ${cut} a piece of a sentence.`,
      ],
    },
    { kind: 'table', columns: COLUMNS, rows: cells.map((row) => row.map((cell): Line => [cell])) },
    {
      kind: 'paragraph',
      line: [
        'ROUGE: F1 × 100, the best over the references. Runs: of all words of the summaries, those in the longest run ' +
          'that a summary shares with its title, and those in runs of three or more words of the title. Titles: ' +
          'summaries that are the title again.',
      ],
    },
  ];
}
