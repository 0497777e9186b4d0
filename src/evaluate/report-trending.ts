/** What trending lists are worth in, the tables that tell it out. Pure. */
import type { Block, Line } from '../domain/message.ts';
import type { GrowthRow, TrendingReport } from './measure-trending.ts';

const LISTED = { recorded: 'at recorded hours', spread: 'at any hour' } as const;

export function trendingBlocks({ papers, days, differences, growth, totals }: TrendingReport): Block[] {
  const hours = growth[0]?.found.map(({ hours: after }) => `${after} h`) ?? [];
  return [
    paragraph(`${papers.toLocaleString('en-US')} papers of ${days.toLocaleString('en-US')} recorded days.`),
    table(
      ['list', 'lists', 'of ten as upvotes', 'tau', 'of ten as listed', 'tau'],
      differences.map((row) => [
        row.list,
        String(row.lists),
        row.overlapWithUpvotes.toFixed(1),
        row.tauWithUpvotes.toFixed(3),
        row.overlapWithListing.toFixed(1),
        row.tauWithListing.toFixed(3),
      ]),
    ),
    paragraph(
      'Simulated growth: the share of the papers that end among the first ten which a list has so many hours after the ' +
        'newest day began, by score / by plain upvotes; ! where the score found fewer.',
    ),
    table(['days', 'listed', 'shape', ...hours, 'ratio'], growth.map(growthRow)),
    table(
      ['days', 'listed', 'found by score ÷ by upvotes', 'cells below'],
      totals.map((row) => [String(row.days), LISTED[row.listing], row.ratio.toFixed(3), `${row.below} of ${row.of}`]),
    ),
  ];
}

function growthRow({ days, listing, shape, found, ratio }: GrowthRow): string[] {
  const cells = found.map(
    ({ score, upvotes }) => `${score.toFixed(2)}/${upvotes.toFixed(2)}${score < upvotes ? '!' : ''}`,
  );
  return [String(days), LISTED[listing], shape, ...cells, ratio.toFixed(3)];
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', line: [text] };
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): Block {
  return { kind: 'table', columns, rows: rows.map((row) => row.map((cell): Line => [cell])) };
}
