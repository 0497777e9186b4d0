/** A review → a message: parts with their citations, a table of the papers, counts, open questions, and two files to keep. */
import { type Answer, citedPapers } from '../domain/answer.ts';
import type { Block, Line, Message } from '../domain/message.ts';
import { type Paper, paperAddress, shortName } from '../domain/paper.ts';
import { claimsOf, type Review } from '../domain/review.ts';
import { shorten } from '../domain/text/clean.ts';
import { inARow, type Label, say, sayCounted } from '../domain/words.ts';
import { type AnswerContext, citationSpans, howMade } from './answer.ts';
import { bibTex } from './bibtex.ts';
import { sourceLine } from './paper-lines.ts';
import { reviewNotes } from './research-notes.ts';
import { reviewReport } from './research-report.ts';

const LONGEST_QUESTION = 200;
/** A chat window is no place for long tables; the report holds all rows. */
const MOST_ROWS = 6;
const LONGEST_KEY_SENTENCE = 140;
const LONGEST_NAME = 40;
export const NO_OPEN_QUESTIONS = say('These abstracts state no limits, and leave nothing open in so many words.');

/** What has been done so far, step by step; the last line is what goes on now. */
export function renderResearchProgress(steps: readonly Label[], written?: Message): Message {
  const now = steps.at(-1) ?? '';
  const done = steps.slice(0, -1);
  return {
    status: 'progress',
    blocks: [
      ...(done.length && !written ? [{ kind: 'list', items: done.map((step): Line => [step]) } as const] : []),
      ...(written?.blocks ?? []),
      { kind: 'paragraph', line: [say('{step}…', { step: now })] },
    ],
  };
}

/** The parts that are written already, for the time until all are. */
export function renderGrowingReview(review: Pick<Review, 'overview' | 'parts' | 'open'>): Message {
  const numbers = numberPapers(review);
  return { status: 'progress', blocks: [...partBlocks(review, numbers), sources(review, numbers)] };
}

/** @param day of today, for the report */
export function renderReview(review: Review, context: AnswerContext, day: string): Message {
  const numbers = numberPapers(review);
  const answer = mergedAnswer(review);
  const papers = citedPapers(answer.claims);
  const name = fileName(review.question);
  return {
    status: answer.status,
    blocks: [
      { kind: 'heading', line: [say('Review: {question}', { question: shorten(review.question, LONGEST_QUESTION) })] },
      ...partBlocks(review, numbers),
      ...tableBlocks(review, numbers),
      ...countBlocks(review),
      { kind: 'heading', line: [say('Open questions')] },
      review.open.claims.length ? answerBlock(review.open, numbers) : { kind: 'paragraph', line: [NO_OPEN_QUESTIONS] },
      sources(review, numbers),
      // Which parts are quoted, and why, stands in a note of its own.
      howMade(answer.mode === 'mixed' ? { ...answer, mode: 'model', fallback: undefined } : answer, context),
      ...reviewNotes(review).map((note): Block => ({ kind: 'note', line: [note] })),
    ],
    private: context.private,
    files: [
      {
        name: `${name}.md`,
        content: reviewReport(review, { model: context.model, day }),
        description: sayCounted(
          {
            one: 'The whole review as Markdown, with {count} source.',
            other: 'The whole review as Markdown, with {count} sources.',
          },
          papers.length,
        ),
      },
      {
        name: `${name}.bib`,
        content: bibTex(papers),
        description: sayCounted(
          {
            one: 'BibTeX of the {count} paper that the review cites.',
            other: 'BibTeX of the {count} papers that the review cites.',
          },
          papers.length,
        ),
      },
    ],
    answer,
    papers,
  };
}

/** All parts as one answer: by a model if any part is, broken off if any part had to be quoted instead. */
export function mergedAnswer({ overview, parts, open }: Pick<Review, 'overview' | 'parts' | 'open'>): Answer {
  const answers = [overview, ...parts.map(({ answer }) => answer), open];
  const written = answers.filter(({ claims }) => claims.length);
  const quoted = written.filter((answer) => answer.mode === 'extract');
  const mode = !quoted.length ? 'model' : quoted.length === written.length ? 'extract' : 'mixed';
  const cause = (written.length ? written : answers).find(({ fallback }) => fallback !== undefined);
  const isWhole = written.length > 0 && !cause && written.every(({ status }) => status !== 'partial');
  const withoutModel = mode === 'extract' && (!cause || cause.fallback === 'no-model');
  const writtenBy = written.find((answer) => answer.writtenBy)?.writtenBy;
  const status = !written.length ? 'abstained' : isWhole || withoutModel ? 'answered' : 'partial';
  return {
    status,
    mode,
    claims: written.flatMap((answer) =>
      mode === 'mixed' && answer.mode === 'extract'
        ? answer.claims.map((claim) => ({ ...claim, wordForWord: true as const }))
        : answer.claims,
    ),
    closest: [],
    dropped: answers.flatMap(({ dropped }) => dropped),
    ...(cause?.fallback && mode !== 'model' && { fallback: cause.fallback }),
    ...(cause?.budget && mode !== 'model' && { budget: cause.budget }),
    ...(writtenBy && { writtenBy }),
  };
}

function numberPapers(review: Pick<Review, 'overview' | 'parts' | 'open'>): ReadonlyMap<string, number> {
  return new Map(citedPapers(claimsOf(review)).map(({ id }, index) => [id, index + 1]));
}

function partBlocks(
  { overview, parts }: Pick<Review, 'overview' | 'parts'>,
  numbers: ReadonlyMap<string, number>,
): Block[] {
  return [
    ...(overview.claims.length ? [answerBlock(overview, numbers)] : []),
    ...parts
      .filter(({ answer }) => answer.claims.length)
      .flatMap(({ heading, answer }): Block[] => [{ kind: 'heading', line: [heading] }, answerBlock(answer, numbers)]),
  ];
}

/** What a model wrote reads as one paragraph; quotes stay apart. */
function answerBlock({ claims, mode }: Answer, numbers: ReadonlyMap<string, number>): Block {
  const lines = claims.map((claim): Line => [claim.text, ' ', ...citationSpans(claim, numbers)]);
  if (mode === 'extract') return { kind: 'list', items: lines };
  return { kind: 'paragraph', line: lines.flatMap((line, index) => (index ? [' ', ...line] : line)) };
}

function tableBlocks({ table }: Review, numbers: ReadonlyMap<string, number>): Block[] {
  if (!table.length) return [];
  const rows = table
    .slice(0, MOST_ROWS)
    .map(({ paper, key }): readonly Line[] => [
      [
        { kind: 'strong', text: shortName(paper.title) ?? shorten(paper.title, LONGEST_NAME) },
        ' ',
        citation(paper, numbers),
      ],
      [paper.listedOn ?? paper.publishedAt ?? '–'],
      [shorten(paper.organisation ?? '–', LONGEST_NAME)],
      [paper.upvotes === undefined ? '–' : inARow([paper.upvotes])],
      [key ? shorten(key.text, LONGEST_KEY_SENTENCE) : '–'],
    ]);
  const left = table.length - rows.length;
  return [
    { kind: 'heading', line: [say('Papers')] },
    {
      kind: 'table',
      columns: [say('Paper'), say('Date'), say('Organisation'), say('Upvotes'), say('In its own words')],
      rows,
    },
    ...(left > 0
      ? [
          {
            kind: 'note',
            line: [
              sayCounted(
                { one: '{count} more paper in the report.', other: '{count} more papers in the report.' },
                left,
              ),
            ],
          } as const,
        ]
      : []),
  ];
}

function countBlocks({ counts: { months, isMore } }: Review): Block[] {
  if (!months.length) return [];
  return [
    { kind: 'heading', line: [say('Papers on this in the library, by month')] },
    {
      kind: 'table',
      columns: [say('Month'), say('Papers')],
      rows: months.map(({ month, papers }) => [[month], [inARow([papers])]]),
    },
    ...(isMore ? [{ kind: 'note', line: [say('More papers fit than were counted.')] } as const] : []),
  ];
}

function citation(paper: Paper, numbers: ReadonlyMap<string, number>) {
  return { kind: 'citation', number: numbers.get(paper.id) ?? 0, url: paperAddress(paper) } as const;
}

function sources(review: Pick<Review, 'overview' | 'parts' | 'open'>, numbers: ReadonlyMap<string, number>): Block {
  const papers = citedPapers(claimsOf(review));
  return {
    kind: 'sources',
    items: papers.map((paper) => ({ number: numbers.get(paper.id) ?? 0, line: sourceLine(paper) })),
  };
}

/** "research-when-should-a-model-search". */
function fileName(question: string): string {
  const words =
    question
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const slug = words.join('-').slice(0, 40).replace(/-+$/, '');
  return slug ? `research-${slug}` : 'research';
}
