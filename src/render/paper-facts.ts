/** Papers and the sentences quoted of them → what is known of each, side by side: columns and cells of a table. */
import type { Claim } from '../domain/answer.ts';
import type { Line } from '../domain/message.ts';
import { describeAuthors, type Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { quantitiesIn } from '../domain/text/written-quantities.ts';
import { inARow, type Label, say, textIn, type Words } from '../domain/words.ts';

const MOST_NUMBERS = 3;
const LONGEST_BY = 60;
const NOT_KNOWN: Line = ['–'];

export interface PaperFacts {
  readonly columns: readonly Label[];
  /** One a paper. */
  readonly rows: readonly (readonly Line[])[];
}

/** A column of which nothing is known is left out. @param claims sentences, word for word; each number that is shown stands in one of them */
export function paperFacts(papers: readonly Paper[], claims: readonly Claim[]): PaperFacts {
  const columns: readonly (readonly [name: Words, cell: (paper: Paper) => Label | undefined, nothing: Line])[] = [
    [say('Date'), ({ publishedAt, listedOn }) => publishedAt ?? listedOn, NOT_KNOWN],
    [say('By'), byWhom, NOT_KNOWN],
    [say('Upvotes'), ({ upvotes }) => (upvotes === undefined ? undefined : inARow([upvotes])), NOT_KNOWN],
    [say('Numbers'), (paper) => numbersOf(paper, claims), [{ kind: 'emphasis', text: say('none') }]],
  ];
  const shown = columns.filter(([, cell]) => papers.some((paper) => cell(paper)));
  return {
    columns: shown.map(([name]) => name),
    rows: papers.map((paper) =>
      shown.map(([, cell, nothing]): Line => {
        const text = cell(paper);
        return text ? [text] : nothing;
      }),
    ),
  };
}

/** An organisation, its people, or both. */
function byWhom(paper: Paper): Label | undefined {
  const people = describeAuthors(paper);
  const by = [paper.organisation, people].filter((name) => name !== undefined);
  const whole = inARow(by, '; ');
  const text = textIn(whole);
  return text.length > LONGEST_BY ? shorten(text, LONGEST_BY) : text && whole;
}

function numbersOf(paper: Paper, claims: readonly Claim[]): string {
  const sentences = claims.filter(({ citations }) => citations[0]?.paper.id === paper.id).map(({ text }) => text);
  return shorten([...new Set(sentences.flatMap(quantitiesIn))].slice(0, MOST_NUMBERS).join(', '), LONGEST_BY);
}
