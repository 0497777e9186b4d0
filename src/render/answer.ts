/** A checked answer → a message: every sentence with its citations, the cited papers, and how the answer was made. */
import { type Answer, type Claim, citedPapers, type FallbackReason } from '../domain/answer.ts';
import type { Block, Line, Message, Span } from '../domain/message.ts';
import { type Paper, paperAddress } from '../domain/paper.ts';
import { counted, sourceLine } from './paper-lines.ts';

export interface AnswerContext {
  /** The name of the language model, where there is one. */
  readonly model?: string;
  readonly private?: boolean;
  /** What precedes the claims, such as the title of a summary. */
  readonly heading?: Line;
  /** What is said when there is no claim. */
  readonly nothing?: string;
}

/** Numbers for the cited papers, from 1 in the order of first citation. */
function numberPapers(claims: readonly Claim[]): ReadonlyMap<string, number> {
  return new Map(citedPapers(claims).map((paper, index) => [paper.id, index + 1]));
}

/** @param final whether the answer is done; before that it is shown as progress */
export function renderAnswer(answer: Answer, context: AnswerContext, final = true): Message {
  if (final && !answer.claims.length) return renderAbstention(answer, context);
  const numbers = numberPapers(answer.claims);
  const heading: Block[] = context.heading ? [{ kind: 'heading', line: context.heading }] : [];
  return {
    status: final ? answer.status : 'progress',
    blocks: [
      ...heading,
      ...claimBlocks(answer, numbers),
      sourcesBlock(answer.claims),
      ...(final ? [howMade(answer, context)] : []),
    ],
    private: context.private,
    answer,
  };
}

/** Citation marks of a claim, one a paper, in the order of their numbers. */
export function citationSpans(claim: Claim, numbers: ReadonlyMap<string, number>): Span[] {
  const papers = new Map(claim.citations.map(({ paper }) => [paper.id, paper]));
  return [...papers.values()]
    .map((paper) => ({ kind: 'citation', number: numbers.get(paper.id) ?? 0, url: paperAddress(paper) }) as const)
    .sort((left, right) => left.number - right.number);
}

function sourcesBlock(claims: readonly Claim[]): Block {
  const numbers = numberPapers(claims);
  return {
    kind: 'sources',
    items: citedPapers(claims).map((paper) => ({ number: numbers.get(paper.id) ?? 0, line: sourceLine(paper) })),
  };
}

/** One line of small print that says where the sentences come from and what was left out. */
export function howMade(answer: Answer, { model }: AnswerContext): Block {
  const left = answer.fallback === 'nothing-verified' ? 0 : answer.dropped.length;
  const leftOut = left
    ? ` ${counted(left, 'sentence')} that could not be verified ${left === 1 ? 'was' : 'were'} left out.`
    : '';
  const scope = answer.mode === 'model' ? ' From abstracts only.' : '';
  return { kind: 'note', line: [`${origin(answer, model)}${leftOut}${scope}`] };
}

function origin({ mode, fallback }: Answer, model: string | undefined): string {
  if (mode === 'model') {
    const written = `Written by ${model ?? 'a language model'}; citations, quotes and numbers checked against the abstracts.`;
    return fallback ? `${written} The model broke off, so this may be incomplete.` : written;
  }
  const extracts = 'These are sentences of the abstracts, word for word.';
  switch (fallback) {
    case 'no-model':
    case undefined:
      return 'Sentences quoted word for word from abstracts only; no language model is set up.';
    default:
      return `${failure(fallback)} ${extracts}`;
  }
}

function failure(fallback: Exclude<FallbackReason, 'no-model'>): string {
  switch (fallback) {
    case 'model-failed':
      return 'The language model did not answer.';
    case 'model-too-slow':
      return 'The language model took too long.';
    case 'nothing-verified':
      return 'Nothing that the language model wrote could be verified.';
  }
}

/** Model claims read as one paragraph; extracts stay apart, so that two papers never seem to agree by standing together. */
function claimBlocks(answer: Answer, numbers: ReadonlyMap<string, number>): Block[] {
  const lines = answer.claims.map((claim): Line => [claim.text, ' ', ...citationSpans(claim, numbers)]);
  if (answer.mode === 'extract') return [{ kind: 'list', items: lines }];
  return [{ kind: 'paragraph', line: lines.flatMap((line, index) => (index ? [' ', ...line] : line)) }];
}

function renderAbstention(answer: Answer, { heading, nothing, private: hidden }: AnswerContext): Message {
  const { fallback, closest } = answer;
  return {
    status: 'abstained',
    blocks: [
      ...(heading ? [{ kind: 'heading', line: heading } as const] : []),
      { kind: 'paragraph', line: [nothing ?? 'The abstracts in the library do not answer this.'] },
      ...closestBlocks(closest),
      { kind: 'note', line: nothing ? READ_IT : [whatHelps(fallback)] },
    ],
    private: hidden,
    answer,
    papers: closest,
  };
}

const READ_IT: Line = ['The abstract itself: ', { kind: 'command', name: 'paper' }, ' and the id or title.'];

function whatHelps(fallback: FallbackReason | undefined): string {
  if (fallback === undefined) return 'Other words may help, or a question about one paper by its name.';
  if (fallback === 'no-model')
    return 'No language model is set up, so only wording close to yours is found: other words may help.';
  return `${failure(fallback)} Trying again may help.`;
}

export function closestBlocks(papers: readonly Paper[]): Block[] {
  if (!papers.length) return [];
  return [
    { kind: 'paragraph', line: ['The closest papers:'] },
    { kind: 'list', items: papers.map(sourceLine) },
  ];
}
