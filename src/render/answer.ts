/** A checked answer → a message: every sentence with its citations, the cited papers, and how the answer was made. */
import { type Answer, type Claim, citedPapers, type FallbackReason } from '../domain/answer.ts';
import type { Block, Line, Message, Span } from '../domain/message.ts';
import { type Paper, paperAddress } from '../domain/paper.ts';
import { inTurn, type Label, languageName, say, sayCounted, type Words } from '../domain/words.ts';
import { budgetSentence } from './budget.ts';
import { fullTextNote } from './full-text-note.ts';
import { sourceLine, titleSpan } from './paper-lines.ts';

export interface AnswerContext {
  /** The name of the language model, where there is one. */
  readonly model?: string;
  readonly private?: boolean;
  /** What precedes the claims, such as the title of a summary. */
  readonly heading?: Line;
  /** What is said when there is no claim. */
  readonly nothing?: Label;
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
      ...(final && answer.abstention === 'false-premise' ? [NOT_SO] : []),
      ...claimBlocks(answer, numbers),
      sourcesBlock(answer.claims),
      ...(final && answer.abstention === 'false-premise' ? [MEANT_OTHERWISE] : []),
      ...(final ? [howMade(answer, context)] : []),
    ],
    private: context.private,
    answer,
  };
}

const NOT_SO: Block = { kind: 'paragraph', line: [say('That is not what the abstracts say. What they say:')] };
const MEANT_OTHERWISE: Block = {
  kind: 'note',
  line: [say('If another paper or another setting is meant, name it and ask again.')],
};

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
  const leftOut =
    left > 0
      ? sayCounted(
          {
            one: '{count} sentence that could not be verified was left out.',
            other: '{count} sentences that could not be verified were left out.',
          },
          left,
        )
      : undefined;
  const scope = answer.mode === 'extract' ? undefined : say('From abstracts only.');
  return { kind: 'note', line: [inTurn(origin(answer, model), leftOut, scope)] };
}

function origin({ mode, fallback, budget, writtenBy, language }: Answer, model: string | undefined): Label {
  if (mode !== 'extract') {
    const writer = writtenBy ?? model ?? say('a language model');
    if (mode === 'mixed') {
      return inTurn(
        language
          ? say(
              'What stands above the list was written by {writer}; citations, quotes and numbers checked against the abstracts; whether the {language} means the same as the quotes, was not.',
              { writer, language: languageName(language) },
            )
          : say(
              'What stands above the list was written by {writer}; citations, quotes and numbers checked against the abstracts.',
              { writer },
            ),
        say('What is in the list is quoted word for word from the abstracts. This may be incomplete.'),
      );
    }
    const written = language
      ? say(
          'Written by {writer}; citations, quotes and numbers checked against the abstracts; whether the {language} means the same as the quotes, was not.',
          { writer, language: languageName(language) },
        )
      : say('Written by {writer}; citations, quotes and numbers checked against the abstracts.', { writer });
    return inTurn(written, fallback && incomplete(fallback));
  }
  switch (fallback) {
    case 'no-model':
    case undefined:
      return say('Sentences quoted word for word from abstracts only; no language model is set up.');
    default:
      return inTurn(failure(fallback, budget), say('These are sentences of the abstracts, word for word.'));
  }
}

function incomplete(fallback: FallbackReason): Words {
  if (fallback === 'over-budget') return say('The budget for the model was used up, so this may be incomplete.');
  return fallback === 'model-too-slow'
    ? say('The model took too long, so this may be incomplete.')
    : say('The model broke off, so this may be incomplete.');
}

function interruption(fallback: FallbackReason): Words {
  if (fallback === 'over-budget') return say('The budget for the model was used up.');
  return fallback === 'model-too-slow' ? say('The model took too long.') : say('The model broke off.');
}

function failure(fallback: Exclude<FallbackReason, 'no-model'>, budget: Answer['budget']): Words {
  switch (fallback) {
    case 'model-failed':
      return say('The language model did not answer.');
    case 'model-too-slow':
      return say('The language model took too long.');
    case 'model-busy':
      return say('The language model is busy with other questions.');
    case 'nothing-verified':
      return say('Nothing that the language model wrote could be verified.');
    case 'over-budget':
      return budgetSentence(budget);
  }
}

/** Model claims read as one paragraph; extracts stay apart, so that two papers never seem to agree by standing together. */
function claimBlocks(answer: Answer, numbers: ReadonlyMap<string, number>): Block[] {
  const lineOf = (claim: Claim): Line => [claim.text, ' ', ...citationSpans(claim, numbers)];
  if (answer.mode === 'extract') return [{ kind: 'list', items: answer.claims.map(lineOf) }];
  const written = answer.claims.filter((claim) => !claim.wordForWord).map(lineOf);
  const quoted = answer.claims.filter((claim) => claim.wordForWord).map(lineOf);
  return [
    { kind: 'paragraph', line: written.flatMap((line, index) => (index ? [' ', ...line] : line)) },
    ...(quoted.length ? quotedBlocks(quoted, answer.fallback) : []),
  ];
}

function quotedBlocks(quoted: readonly Line[], fallback: FallbackReason | undefined): Block[] {
  return [
    {
      kind: 'paragraph',
      line: [inTurn(interruption(fallback ?? 'model-failed'), say('From the abstracts, word for word:'))],
    },
    { kind: 'list', items: quoted },
  ];
}

function renderAbstention(answer: Answer, { heading, nothing, private: hidden }: AnswerContext): Message {
  const { closest } = answer;
  return {
    status: 'abstained',
    blocks: [
      ...(heading ? [{ kind: 'heading', line: heading } as const] : []),
      ...(nothing ? [{ kind: 'paragraph', line: [nothing] } as const] : whatIsMissing(answer)),
      ...(nothing || !isInLibrary(answer) ? closestBlocks(closest) : []),
      nothing ? READ_IT : whatHelps(answer),
    ],
    private: hidden,
    answer,
    papers: closest,
  };
}

const READ_IT: Block = {
  kind: 'note',
  line: [say('The abstract itself: {command} and the id or title.', { command: { kind: 'command', name: 'paper' } })],
};

/** The paper is there, and its abstract does not say. */
function isInLibrary({ abstention, about = [] }: Answer): boolean {
  return abstention === 'not-in-abstract' && about.length > 0;
}

function whatIsMissing(answer: Answer): Block[] {
  const { about: [paper, ...others] = [], fallback } = answer;
  if (fallback === 'nothing-verified') {
    return paragraph(say('Nothing that the language model wrote on this could be verified, so none of it is shown.'));
  }
  if (!isInLibrary(answer) || !paper) return paragraph(say('The abstracts in the library do not answer this.'));
  if (!others.length)
    return paragraph(say('{title} is in the library, but its abstract does not say.', { title: titleSpan(paper) }));
  return [
    ...paragraph(say('These papers are in the library, but their abstracts do not say:')),
    { kind: 'list', items: [paper, ...others].map(sourceLine) },
  ];
}

function paragraph(...line: Line): Block[] {
  return [{ kind: 'paragraph', line }];
}

function whatHelps(answer: Answer): Block {
  const { fallback, budget, about } = answer;
  if (isInLibrary(answer)) return fullTextNote(about?.length === 1 ? about[0] : undefined);
  const note = (text: Label): Block => ({ kind: 'note', line: [text] });
  switch (fallback) {
    case undefined:
      return note(say('Other words may help, or a question about one paper by its name.'));
    case 'nothing-verified':
      return note(say('Trying again may help, or a question about one paper by its name.'));
    case 'no-model':
      return note(say('No language model is set up, so only wording close to yours is found: other words may help.'));
    case 'over-budget':
      return note(inTurn(budgetSentence(budget), say('Until then only wording close to yours is found.')));
    default:
      return note(inTurn(failure(fallback, budget), say('Trying again may help.')));
  }
}

export function closestBlocks(papers: readonly Paper[]): Block[] {
  if (!papers.length) return [];
  return [
    { kind: 'paragraph', line: [say('The closest papers:')] },
    { kind: 'list', items: papers.map(sourceLine) },
  ];
}
