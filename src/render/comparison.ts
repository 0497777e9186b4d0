/** A checked comparison → a table, one row a paper, then how they differ. */
import type { Answer, Claim } from '../domain/answer.ts';
import type { Block, Line, Message } from '../domain/message.ts';
import { type Paper, shortName } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { type AnswerContext, citationSpans, howMade, renderAnswer } from './answer.ts';
import { sourceLine } from './paper-lines.ts';

const NOT_IN_ABSTRACT = 'not in the abstract';
const NOTHING = 'The abstracts say too little to set these papers side by side.';
const MOST_COLUMNS = 4;
const LONGEST_NAME = 40;

/**
 * @param papers in the order they were asked for; each has its row, whatever was found on it
 * @param focus has a column of its own where sentences are quoted, even if no abstract speaks of it
 */
export function renderComparison(
  answer: Answer,
  papers: readonly Paper[],
  context: AnswerContext,
  focus: string | undefined,
  final = true,
): Message {
  if (final && !answer.claims.length) return renderAnswer(answer, { ...context, nothing: NOTHING });
  const numbers = new Map(papers.map((paper, index) => [paper.id, index + 1]));
  const cells = answer.claims.filter((claim) => claim.column);
  const wanted = focus && answer.mode === 'extract' ? [shorten(focus, LONGEST_NAME)] : [];
  const columns = [...new Set([...cells.map((claim) => claim.column as string), ...wanted])].slice(0, MOST_COLUMNS);
  const differences = answer.claims.filter((claim) => !claim.column);
  const rows = papers.map((paper): readonly Line[] => [
    [
      { kind: 'strong', text: shortName(paper.title) ?? shorten(paper.title, LONGEST_NAME) },
      ' ',
      { kind: 'citation', number: numbers.get(paper.id) ?? 0 },
    ],
    ...columns.map((column) => cellLine(cells, paper, column, numbers)),
  ]);
  return {
    status: final ? answer.status : 'progress',
    blocks: [
      ...(columns.length ? [{ kind: 'table', columns: ['Paper', ...columns], rows } as const] : []),
      ...differenceBlocks(differences, numbers, answer, final),
      {
        kind: 'sources',
        items: papers.map((paper) => ({ number: numbers.get(paper.id) ?? 0, line: sourceLine(paper) })),
      },
      ...(final ? [howMade(answer, context)] : []),
    ],
    private: context.private,
    answer,
    papers,
  };
}

function cellLine(cells: readonly Claim[], paper: Paper, column: string, numbers: ReadonlyMap<string, number>): Line {
  const found = cells.filter((claim) => claim.column === column && claim.citations[0]?.paper.id === paper.id);
  if (!found.length) return [{ kind: 'emphasis', text: NOT_IN_ABSTRACT }];
  return found.flatMap((claim, index) => [...(index ? [' '] : []), claim.text, ' ', ...citationSpans(claim, numbers)]);
}

function differenceBlocks(
  differences: readonly Claim[],
  numbers: ReadonlyMap<string, number>,
  answer: Answer,
  final: boolean,
): Block[] {
  if (differences.length) {
    return [{ kind: 'list', items: differences.map((claim) => [claim.text, ' ', ...citationSpans(claim, numbers)]) }];
  }
  if (!final || answer.mode === 'model') return [];
  return [
    {
      kind: 'paragraph',
      line: ['Side by side, without a judgement: each cell is a sentence of that paper’s abstract.'],
    },
  ];
}
