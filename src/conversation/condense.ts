/** The last turns → what a model reads to make a question stand alone; and what of its reply may be used. Pure. */
import { z } from 'zod';
import type { PaperMention, Turn } from '../domain/conversation.ts';
import type { ModelRequest } from '../domain/ports.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { saysNothing, wordsOf } from './antecedent.ts';

const TURNS = 3;
const MOST_PAPERS = 12;
const LONGEST_ANSWER = 400;
const LONGEST_LINE = 300;
/** A rewriting is a search question; what is longer is something else. */
const LONGEST_QUESTION = 300;
/** Of the words that tell in the follow-up; a synonym may stand for the others. */
const LEAST_SHARE_OF_KEPT_WORDS = 0.5;
/** The rest may be grammar, or a synonym. */
const LEAST_SHARE_OF_KNOWN_WORDS = 0.6;
export const CONDENSE_TOKENS = 200;

export const CONDENSE_SCHEMA: ModelRequest['schema'] = {
  name: 'standalone_question',
  definition: {
    type: 'object',
    properties: {
      standalone: { type: 'string' },
      refersTo: { type: 'array', items: { type: 'string' } },
    },
    required: ['standalone', 'refersTo'],
    additionalProperties: false,
  },
};

/** Papers under the keys by which the model may point at them: `P1` is the first. */
export function papersToPointAt(turns: readonly Turn[]): PaperMention[] {
  const newestFirst = turns.slice(-TURNS).reverse();
  const papers = new Map(newestFirst.flatMap(({ shown }) => shown.map((paper) => [paper.id, paper] as const)));
  return [...papers.values()].slice(0, MOST_PAPERS);
}

/** The last three turns as data: one line a question, an answer, a paper; orders and marks of a fence are gone. */
export function historyBlock(turns: readonly Turn[], papers: readonly PaperMention[]): string {
  const keys = new Map(papers.map(({ id }, at) => [id, `P${at + 1}`]));
  return turns
    .slice(-TURNS)
    .map(({ command, asked, question, said, shown, first }) => {
      const list = shown.flatMap((paper, at) => {
        const key = keys.get(paper.id);
        return key ? [`${at + first}. [${key}] ${clean(titleOf(paper)) || 'a paper'}`] : [];
      });
      const answer = withoutOrders(said).join(' ');
      return [
        `Reader (/${command}): ${clean(question ?? asked)}`,
        ...(answer ? [`Answer: ${shorten(clean(answer), LONGEST_ANSWER)}`] : []),
        ...(list.length ? ['Papers shown:', ...list] : []),
      ].join('\n');
    })
    .join('\n\n');
}

export interface Condensed {
  readonly question: string;
  readonly papers: readonly PaperMention[];
}

/**
 * @param written what the model wrote
 * @returns `undefined` when it is no rewriting of this question in this conversation
 */
export function readCondensed(
  written: string,
  asked: string,
  turns: readonly Turn[],
  papers: readonly PaperMention[],
): Condensed | undefined {
  const parsed = reply.safeParse(parse(written));
  if (!parsed.success) return undefined;
  const question = cleanText(parsed.data.standalone);
  if (!question || question.length > LONGEST_QUESTION || readsAsOrder(question)) return undefined;
  if (/https?:|www\.|[a-z0-9-]+\.(?:com|org|net|io|example)\b|[<>@{}]/i.test(question)) return undefined;
  if (!keeps(asked, question) || !isMadeOf(question, [asked, ...turns.slice(-TURNS).flatMap(textsOfTurn)]))
    return undefined;
  const meant = parsed.data.refersTo.flatMap(
    (key) => papers[Number(/^\[?P(\d{1,2})\]?$/.exec(key)?.[1] ?? 0) - 1] ?? [],
  );
  return { question, papers: [...new Set(meant)].slice(0, 5) };
}

const reply = z.object({ standalone: z.string(), refersTo: z.array(z.string()).catch([]) });

function parse(written: string): unknown {
  try {
    // Some servers fence their JSON.
    return JSON.parse(written.slice(written.indexOf('{'), written.lastIndexOf('}') + 1));
  } catch {
    return undefined;
  }
}

function textsOfTurn({ asked, question = '', said, shown }: Turn): string[] {
  return [asked, question, ...withoutOrders(said), ...shown.map(titleOf)];
}

/** Whether what the reader asked is still asked. */
function keeps(asked: string, question: string): boolean {
  const telling = wordsOf(asked).filter((word) => !saysNothing(word));
  const kept = new Set(wordsOf(question).map(root));
  return telling.filter((word) => kept.has(root(word))).length >= LEAST_SHARE_OF_KEPT_WORDS * telling.length;
}

/** The sentences of a stranger's text that speak to a reader. */
function withoutOrders(text: string): string[] {
  return splitSentences(text).filter((sentence) => !readsAsOrder(sentence));
}

/** A title; of one that gives orders, the name before its colon. */
function titleOf({ title }: PaperMention): string {
  const [name = ''] = title.split(/(?<=:)\s/);
  return [title, name].find((text) => !readsAsOrder(text)) ?? '';
}

/** Whether the words that tell are those of the conversation, so that no text in it can ask for something else. */
function isMadeOf(question: string, texts: readonly string[]): boolean {
  const known = new Set(texts.flatMap(wordsOf).map(root));
  const telling = wordsOf(question).filter((word) => !saysNothing(word));
  if (!telling.length) return wordsOf(question).some((word) => known.has(root(word)));
  const shared = telling.filter((word) => known.has(root(word))).length;
  return shared >= LEAST_SHARE_OF_KNOWN_WORDS * telling.length;
}

/** Near enough to a stem for words of one conversation. */
function root(word: string): string {
  return word
    .replace(/['’]s?$/, '')
    .replace(/(?:ing|ed|es|s)$/, '')
    .slice(0, 8);
}

function clean(text: string): string {
  return shorten(cleanText(text), LONGEST_LINE)
    .replace(/={3,}/g, '=')
    .replace(/\[(P\d+)\]/gi, '($1)');
}
