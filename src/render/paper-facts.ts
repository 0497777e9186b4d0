/** Papers and the sentences quoted of them → what is known of each, side by side: columns and cells of a table. */
import type { Claim } from '../domain/answer.ts';
import type { Line } from '../domain/message.ts';
import { describeAuthors, type Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { quantitiesIn } from '../domain/text/written-quantities.ts';

const MOST_NUMBERS = 3;
const LONGEST_BY = 60;
const NOT_KNOWN: Line = ['–'];

export interface PaperFacts {
  readonly columns: readonly string[];
  /** One a paper. */
  readonly rows: readonly (readonly Line[])[];
}

/** A column of which nothing is known is left out. @param claims sentences, word for word; each number that is shown stands in one of them */
export function paperFacts(papers: readonly Paper[], claims: readonly Claim[]): PaperFacts {
  const columns: readonly (readonly [name: string, cell: (paper: Paper) => string | undefined])[] = [
    ['Date', ({ publishedAt, listedOn }) => publishedAt ?? listedOn],
    ['By', (paper) => [paper.organisation, describeAuthors(paper)].filter(Boolean).join('; ')],
    ['Upvotes', ({ upvotes }) => upvotes?.toLocaleString('en-US')],
    ['Numbers', (paper) => numbersOf(paper, claims)],
  ];
  const shown = columns.filter(([, cell]) => papers.some((paper) => cell(paper)));
  return {
    columns: shown.map(([name]) => name),
    rows: papers.map((paper) =>
      shown.map(([name, cell]): Line => {
        const text = cell(paper);
        if (text) return [shorten(text, LONGEST_BY)];
        return name === 'Numbers' ? [{ kind: 'emphasis', text: 'none' }] : NOT_KNOWN;
      }),
    ),
  };
}

function numbersOf(paper: Paper, claims: readonly Claim[]): string {
  const sentences = claims.filter(({ citations }) => citations[0]?.paper.id === paper.id).map(({ text }) => text);
  return [...new Set(sentences.flatMap(quantitiesIn))].slice(0, MOST_NUMBERS).join(', ');
}
