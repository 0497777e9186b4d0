/** A checked comparison → a table, one row a paper, then how they differ; without a model the facts and key sentences of each. */
import type { Answer, Claim } from '../domain/answer.ts';
import type { Block, Line, Message } from '../domain/message.ts';
import { type Paper, shortName } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { inARow, inTurn, say, several } from '../domain/words.ts';
import { type AnswerContext, citationSpans, howMade, renderAnswer } from './answer.ts';
import { columnLabel } from './column-labels.ts';
import { paperFacts } from './paper-facts.ts';
import { labelled, sourceLine } from './paper-lines.ts';

const NOT_IN_ABSTRACT = say('not in the abstract');
const NOTHING = say('The abstracts say too little to set these papers side by side.');
const MOST_COLUMNS = 4;
/** A cell has under ten words; a longer one is a quote, and is cut. */
const MOST_CELL_WORDS = 9;
const LONGEST_NAME = 40;
/** Whoever is told that findings conflict wants to know which is the newer. */
const CONFLICT = /\b(?:disagree\w*|conflict\w*|contradict\w*|at odds|opposite|contrary)\b/i;

type Numbers = ReadonlyMap<string, number>;

/**
 * @param papers in the order they were asked for; each has its row, whatever was found on it
 * @param focus has a line of its own where sentences are quoted, even if no abstract speaks of it
 */
export function renderComparison(
  answer: Answer,
  papers: readonly Paper[],
  context: AnswerContext,
  focus: string | undefined,
  final = true,
): Message {
  if (final && !answer.claims.length) return renderAnswer(answer, { ...context, nothing: NOTHING });
  const numbers: Numbers = new Map(papers.map((paper, index) => [paper.id, index + 1]));
  const isQuoted = answer.mode === 'extract';
  return {
    status: final ? answer.status : 'progress',
    blocks: [
      ...(isQuoted ? quoted(answer.claims, papers, numbers, focus) : written(answer.claims, papers, numbers)),
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

/** A model's cells and differences. */
function written(claims: readonly Claim[], papers: readonly Paper[], numbers: Numbers): Block[] {
  const cells = claims.filter((claim) => claim.column);
  const differences = claims.filter((claim) => !claim.column);
  const columns = [...new Set(cells.map((claim) => claim.column as string))].slice(0, MOST_COLUMNS);
  const rows = papers.map((paper): readonly Line[] => [
    nameLine(paper, numbers),
    ...columns.map((column) => cellLine(cells, paper, column, numbers)),
  ]);
  return [
    ...(columns.length ? [{ kind: 'table', columns: [say('Paper'), ...columns], rows } as const] : []),
    ...(differences.length
      ? [{ kind: 'list', items: differences.map((claim) => differenceLine(claim, numbers)) } as const]
      : []),
  ];
}

function cellLine(cells: readonly Claim[], paper: Paper, column: string, numbers: Numbers): Line {
  const [found] = cells.filter((claim) => claim.column === column && claim.citations[0]?.paper.id === paper.id);
  if (!found) return [{ kind: 'emphasis', text: NOT_IN_ABSTRACT }];
  const words = found.text.split(/\s+/);
  const text = words.length > MOST_CELL_WORDS ? `${words.slice(0, MOST_CELL_WORDS).join(' ')}…` : found.text;
  return [text, ' ', ...citationSpans(found, numbers)];
}

function differenceLine(claim: Claim, numbers: Numbers): Line {
  const papers = [...new Map(claim.citations.map(({ paper }) => [paper.id, paper])).values()];
  const days = inARow(
    papers.map((paper) => [`${nameOf(paper)}: `, dayOf(paper) ?? say('no date known')]),
    '; ',
  );
  const isConflict = CONFLICT.test(claim.text);
  return [claim.text, ' ', ...citationSpans(claim, numbers), ...(isConflict ? [' (', days, ')'] : [])];
}

/** Facts and sentences, never a judgement. */
function quoted(
  claims: readonly Claim[],
  papers: readonly Paper[],
  numbers: Numbers,
  focus: string | undefined,
): Block[] {
  const { columns, rows } = paperFacts(papers, claims);
  const onFocus = focus && shorten(focus, LONGEST_NAME);
  return [
    ...(columns.length
      ? [
          {
            kind: 'table',
            columns: [say('Paper'), ...columns],
            rows: papers.map((paper, index) => [nameLine(paper, numbers), ...(rows[index] ?? [])]),
          } as const,
        ]
      : []),
    {
      kind: 'paragraph',
      line: [inTurn(say('Side by side, without a judgement.'), say('What each abstract says, word for word:'))],
    },
    {
      kind: 'entries',
      items: papers.map((paper) => {
        const own = claims.filter((claim) => claim.citations[0]?.paper.id === paper.id);
        const isSilent = onFocus && !own.some(({ column }) => column === onFocus);
        return {
          title: nameLine(paper, numbers),
          details: [
            ...sentenceLines(own, numbers),
            ...(isSilent ? [labelled(onFocus, { kind: 'emphasis', text: NOT_IN_ABSTRACT })] : []),
          ],
        };
      }),
    },
  ];
}

/** A sentence that tells of two things is shown once, with both names. */
function sentenceLines(claims: readonly Claim[], numbers: Numbers): Line[] {
  const texts = [...new Set(claims.map(({ text }) => text))];
  return texts.map((text) => {
    const same = claims.filter((claim) => claim.text === text);
    const label = several(same.flatMap(({ column }) => (column ? [columnLabel(column)] : [])));
    return labelled(label, text, ' ', ...citationSpans(same[0] as Claim, numbers));
  });
}

function nameLine(paper: Paper, numbers: Numbers): Line {
  return [{ kind: 'strong', text: nameOf(paper) }, ' ', { kind: 'citation', number: numbers.get(paper.id) ?? 0 }];
}

function nameOf(paper: Paper): string {
  return shortName(paper.title) ?? shorten(paper.title, LONGEST_NAME);
}

function dayOf({ publishedAt, listedOn }: Paper): string | undefined {
  return publishedAt ?? listedOn;
}
