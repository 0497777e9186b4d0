/** What was said and the last message of its reply → the turn that is remembered of it. Pure. */
import { type Answer, citedPapers } from '../domain/answer.ts';
import type { PaperMention, RememberedAnswer, Turn } from '../domain/conversation.ts';
import type { Message } from '../domain/message.ts';
import type { Paper, PaperId } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { readLeaning } from './read-leaning.ts';

export interface Said {
  readonly command: string;
  /** As it was typed. */
  readonly asked: string;
  /** It is a question, which others can go on with. */
  readonly isQuestion: boolean;
  /** The papers were chosen from those shown before: "the second one". */
  readonly leant: boolean;
}

const MOST_SHOWN = 20;
const MOST_IN_FOCUS = 5;
const MOST_CLAIMS = 60;
const LONGEST_TITLE = 300;
const LONGEST_SAID = 600;
const LONGEST_ASKED = 600;
const NOTHING_SAID: ReadonlySet<Message['status']> = new Set(['progress', 'invalid', 'failed']);
/** The papers beside such a reply are offered, and nothing was said of them. */
const OFFERED: ReadonlySet<Message['status']> = new Set(['abstained', 'not-found', 'ambiguous']);

/**
 * @param withoutDays cuts out what is said of dates
 * @returns `undefined` for a reply that nobody can go on with: it answers no question and shows no papers
 */
export function turnOf(
  { command, asked, isQuestion, leant }: Said,
  message: Message,
  before: Turn | undefined,
  at: number,
  withoutDays: (text: string) => string,
): Turn | undefined {
  const { answer, understood, papers = citedPapers(answer?.claims ?? []) } = message;
  if (NOTHING_SAID.has(message.status) || (!isQuestion && !papers.length && !answer)) return undefined;
  const shown = papers.slice(0, MOST_SHOWN).map(mentionOf);
  const question = isQuestion ? shorten(understood?.question ?? asked, LONGEST_ASKED) : undefined;
  const frame = question && frameOf(asked, question, understood !== undefined, before, withoutDays);
  return {
    at,
    command,
    asked: shorten(asked, LONGEST_ASKED),
    ...(message.private && { isPrivate: true }),
    ...(question && { question }),
    ...(frame && { frame }),
    leant: leant || understood !== undefined,
    shown,
    first: firstNumber(message),
    focus: focusOf(message, papers),
    said: shorten((answer?.claims ?? []).map(({ text }) => text).join(' '), LONGEST_SAID),
    ...(answer && { answer: answerOf(answer) }),
  };
}

/** "And the second one?" has no words to go on with; those of the question before it stay. */
function frameOf(
  asked: string,
  question: string,
  isFollowUp: boolean,
  before: Turn | undefined,
  withoutDays: (text: string) => string,
): string | undefined {
  const leaning = isFollowUp ? readLeaning(asked, withoutDays) : undefined;
  if (!leaning) return shorten(asked, LONGEST_ASKED);
  switch (leaning.continuation?.kind) {
    case undefined:
      return shorten(asked, LONGEST_ASKED);
    case 'instead':
    case 'attribute':
      return question;
    default:
      return before?.frame;
  }
}

function focusOf({ status, understood, answer, papers = [] }: Message, shown: readonly Paper[]): PaperId[] {
  if (understood?.papers.length) return understood.papers.slice(0, MOST_IN_FOCUS);
  if (OFFERED.has(status)) return [];
  // A table names all papers in the order they were asked for, whatever was found on each.
  const meant = answer && !papers.length ? citedPapers(answer.claims) : shown;
  return meant.slice(0, MOST_IN_FOCUS).map(({ id }) => id);
}

function firstNumber({ blocks }: Message): number {
  for (const block of blocks)
    if ((block.kind === 'entries' || block.kind === 'cards') && block.first) return block.first;
  return 1;
}

function mentionOf({ id, title, publishedAt, listedOn }: Paper): PaperMention {
  return {
    id,
    title: shorten(title, LONGEST_TITLE),
    ...(publishedAt && { publishedAt }),
    ...(listedOn && { listedOn }),
  };
}

function answerOf({ mode, fallback, claims, dropped }: Answer): RememberedAnswer {
  return {
    mode,
    ...(fallback && { fallback }),
    claims: claims.slice(0, MOST_CLAIMS).map((claim) => ({
      ...claim,
      citations: claim.citations.map(({ paper, sentence, quote }) => ({ paper: mentionOf(paper), sentence, quote })),
    })),
    dropped,
  };
}
