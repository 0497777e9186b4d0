/** A question in → whether it leans on what was said before, and then what it means: by a small model, or by rules. */
import { newMarker } from '../answer/evidence-block.ts';
import {
  CONDENSE_SCHEMA,
  CONDENSE_TOKENS,
  type Condensed,
  historyBlock,
  papersToPointAt,
  readCondensed,
} from '../conversation/condense.ts';
import type { Conversations } from '../conversation/conversations.ts';
import { readLeaning } from '../conversation/read-leaning.ts';
import { standAlone } from '../conversation/stand-alone.ts';
import type { Call } from '../domain/command.ts';
import type { PaperMention, Turn } from '../domain/conversation.ts';
import type { Paper } from '../domain/paper.ts';
import { untilAborted } from '../domain/until-aborted.ts';
import { findDays } from '../retrieve/parse-days.ts';
import { readQuestionWords } from '../retrieve/read-question-words.ts';
import type { FlowTools } from './flow-tools.ts';

export type FollowUp =
  | { readonly kind: 'alone' }
  | {
      readonly kind: 'understood';
      /** On its own. */
      readonly question: string;
      /** What it is about; empty when it is about a topic. */
      readonly papers: readonly Paper[];
      /** "Why?", which may ask for reasons of the answer and not of the papers. */
      readonly asksWhy: boolean;
    }
  | { readonly kind: 'no-such-place'; readonly place: number; readonly papers: number }
  /** It has no words of its own ("and the second one?"), and nothing was said before that could give it some. */
  | { readonly kind: 'nothing-before' };

/** The answer itself still has to be written; a rewriting that is not there by then is made by rules. */
const CONDENSE_MILLISECONDS = 4_000;
const MOST_WRITTEN = 4_000;
const BARE: ReadonlySet<string> = new Set(['again', 'more', 'why']);

export type FollowUpTools = Pick<FlowTools, 'library' | 'prompts' | 'modelFor' | 'clock' | 'log' | 'today'>;

/** @param conversations without it, every question stands alone */
export function createFollowUps(tools: FollowUpTools, conversations?: Conversations) {
  const { library, prompts, modelFor, clock, log, today } = tools;
  const withoutDays = (text: string) => findDays(text, today()).rest;

  /** Never throws, but when the call is aborted. */
  return async function followUp(asked: string, call: Call): Promise<FollowUp> {
    const leaning = readLeaning(asked, withoutDays);
    if (!conversations || !leaning || readQuestionWords(asked, today()).intent === 'live') return { kind: 'alone' };
    const withoutWords = leaning.continuation && BARE.has(leaning.continuation.kind);
    const alone: FollowUp = withoutWords ? { kind: 'nothing-before' } : { kind: 'alone' };
    const turns = await conversations.recall(call);
    if (!turns.length) return alone;
    const byRules = standAlone(asked, leaning, turns, withoutDays);
    if (byRules.kind === 'no-such-place')
      return { kind: byRules.kind, place: byRules.place, papers: byRules.list.length };
    const condensed = await condense(asked, turns, call);
    // A place in a list is counted by code; whatever else is meant, a model reads better.
    const isCounted = byRules.kind === 'question' && byRules.isCertain;
    const meant = byRules.kind === 'question' ? (condensed ?? byRules) : condensed;
    if (!meant) return alone;
    const wanted = isCounted ? byRules.papers : meant.papers;
    const papers = await load(wanted);
    if (wanted.length && !papers.length) return alone;
    if (!papers.length && meant.question === asked) return { kind: 'alone' };
    const asksWhy = leaning.continuation?.kind === 'why';
    return { kind: 'understood', question: meant.question, papers, asksWhy };
  };

  /** They may have left the library, or been withdrawn, since they were shown. */
  async function load(mentions: readonly PaperMention[]): Promise<Paper[]> {
    const found = new Map((await library.get(mentions.map(({ id }) => id))).map((paper) => [paper.id, paper]));
    return mentions.flatMap(({ id }) => found.get(id) ?? []).filter(({ withdrawn }) => !withdrawn);
  }

  /** @returns `undefined` without a model, and for what is no rewriting of this question */
  async function condense(asked: string, turns: readonly Turn[], call: Call): Promise<Condensed | undefined> {
    const allowed = await modelFor(call, 'condense');
    if (allowed.kind !== 'model') return undefined;
    const papers = papersToPointAt(turns);
    const history = historyBlock(turns, papers);
    const over = new AbortController();
    const late = new AbortController();
    clock.sleep(CONDENSE_MILLISECONDS, over.signal).then(
      () => late.abort(new Error('the rewriting took too long')),
      () => undefined,
    );
    const signal = AbortSignal.any([call.signal, late.signal, over.signal]);
    try {
      const pieces = allowed.model.write({
        ...prompts.fill('condense', { question: asked, history, marker: newMarker() }),
        schema: CONDENSE_SCHEMA,
        maxOutputTokens: CONDENSE_TOKENS,
        signal,
      });
      let written = '';
      for await (const piece of untilAborted(pieces, signal)) {
        written += piece;
        if (written.length > MOST_WRITTEN) break;
      }
      const condensed = readCondensed(written, asked, turns, papers);
      if (!condensed) log.warn('rewriting-not-used');
      return condensed;
    } catch (error) {
      call.signal.throwIfAborted();
      log.warn('rewriting-failed', { error });
      return undefined;
    } finally {
      over.abort();
    }
  }
}
