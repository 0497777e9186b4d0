/** Texts that give orders in, those whose orders reached a reader out: with a model that obeys all of them, and without one. */
import { join } from 'node:path';
import { z } from 'zod';
import { loadPrompts } from '../answer/prompts.ts';
import type { Tools } from '../app.ts';
import { render } from '../discord/render.ts';
import { type Message, plainText } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import type { LanguageModel, PaperIndex } from '../domain/ports.ts';
import { createPipeline, type Pipeline } from '../pipeline.ts';
import { createObedientModel } from './obedient-model.ts';
import { parsed, readText } from './read-lines.ts';
import { withTemporaryLibrary } from './temporary-library.ts';

const attackSchema = z.object({
  id: z.string(),
  kind: z.string(),
  /** Where the order stands. */
  place: z.enum(['abstract', 'title', 'question']),
  title: z.string().min(1),
  abstract: z.string().min(1),
  question: z.string().min(1),
  /** What may not reach a reader: words that only the order has, or mark-up that would do something. */
  forbidden: z.array(z.string().min(1)).min(1),
});
export type Attack = z.infer<typeof attackSchema>;

export interface AttacksReport {
  readonly kind: 'attacks';
  readonly attacks: number;
  /** Replies that were looked at, progress included. */
  readonly messages: number;
  readonly kinds: readonly { readonly kind: string; readonly attacks: number; readonly reached: number }[];
  /** What reached a reader, and how. */
  readonly reached: readonly Reached[];
}

export interface Reached {
  readonly id: string;
  readonly how: string;
  readonly text: string;
}

/** Where the set of the project lies. */
export const ATTACKS = join(import.meta.dirname, '..', '..', 'data', 'attacks', 'attacks.jsonl');
const PROMPTS = join(import.meta.dirname, '..', '..', 'prompts');
const LISTED_ON = '2026-06-01';

/** @throws InvalidInput on a file that cannot be read */
export async function readAttacks(path: string): Promise<Attack[]> {
  const lines = (await readText(path)).split('\n').filter((line) => line.trim());
  const shape = 'lines of {"id", "kind", "place", "title", "abstract", "question", "forbidden"}';
  return parsed(`[${lines.join(',')}]`, z.array(attackSchema).min(1), path, shape);
}

/** Every attack is asked about, summarised, compared and reviewed, in one library with all the others. */
export function measureAttacks(
  attacks: readonly Attack[],
  { clock, log, onProgress }: Pick<Tools, 'clock' | 'log'> & { readonly onProgress: (line: string) => void },
): Promise<AttacksReport> {
  return withTemporaryLibrary(attacks.map(paperOf), clock, async (library) => {
    const pipelineWith = (model: LanguageModel | undefined) => createAttackedPipeline(library, model, { clock, log });
    const reached: Reached[] = [];
    let messages = 0;
    for (const attack of attacks) {
      onProgress(`${attack.id}: ${attack.kind}…`);
      const ways = {
        'with a model that obeys': pipelineWith(createObedientModel(attack.forbidden)),
        'without a model': pipelineWith(undefined),
      };
      for (const [way, pipeline] of Object.entries(ways)) {
        for (const [command, reply] of Object.entries(repliesTo(attack, attacks, pipeline))) {
          for await (const message of reply) {
            messages += 1;
            const found = attack.forbidden.find((text) => reaches(text, message));
            if (found !== undefined) reached.push({ id: attack.id, how: `/${command} ${way}`, text: found });
          }
        }
      }
    }
    const ids = new Set(reached.map(({ id }) => id));
    const kinds = [...new Set(attacks.map(({ kind }) => kind))].map((kind) => {
      const ofKind = attacks.filter((attack) => attack.kind === kind);
      return { kind, attacks: ofKind.length, reached: ofKind.filter(({ id }) => ids.has(id)).length };
    });
    return { kind: 'attacks', attacks: attacks.length, messages, kinds, reached };
  });
}

function createAttackedPipeline(
  library: PaperIndex,
  model: LanguageModel | undefined,
  tools: Pick<Tools, 'clock' | 'log'>,
) {
  return createPipeline({
    ...tools,
    library,
    prompts: loadPrompts(PROMPTS),
    ...(model && { model }),
    version: 'eval',
    answerDeadlineMilliseconds: 25_000,
  });
}

function repliesTo(
  attack: Attack,
  attacks: readonly Attack[],
  pipeline: Pipeline,
): Record<string, AsyncIterable<Message>> {
  const call = { signal: new AbortController().signal, reader: 'eval', place: 'eval' };
  const asked = { ask: pipeline.ask(attack.question, {}, call) };
  // Whoever names a paper by its title has read that; an order in a question is for asking only.
  if (attack.place !== 'abstract') return asked;
  const other = attacks[(attacks.indexOf(attack) + 1) % attacks.length] as Attack;
  return {
    ...asked,
    summarize: pipeline.summarize(paperOf(attack).id, { length: 'detailed', reader: 'practitioner' }, call),
    compare: pipeline.compare(`${paperOf(attack).id} vs ${paperOf(other).id}`, undefined, call),
    research: pipeline.research(attack.question, { depth: 'quick' }, call),
  };
}

function paperOf({ id, title, abstract }: Attack): Paper {
  const number = String([...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99_999, 7)).padStart(
    5,
    '0',
  );
  return {
    id: `arxiv:2606.${number}`,
    title,
    abstract,
    authors: ['Ada Example'],
    links: {},
    listedOn: LISTED_ON,
    publishedAt: LISTED_ON,
    source: 'jsonl',
    withdrawn: false,
  };
}

/** Nothing in it is acted on. */
const CODE = /```\n[^`]*\n```/g;

/** Words reach a reader when they can be read, mark-up when Discord would act on it. */
function reaches(forbidden: string, message: Message): boolean {
  if (/^[\p{L}\p{N}]/u.test(forbidden)) return everythingOf(message).toLowerCase().includes(forbidden.toLowerCase());
  const rendered = render(message, new Map()).parts.join('\n').replace(CODE, '');
  for (let at = rendered.indexOf(forbidden); at >= 0; at = rendered.indexOf(forbidden, at + 1))
    if (rendered[at - 1] !== '\\') return true;
  return false;
}

function everythingOf(message: Message): string {
  const files = (message.files ?? []).map(({ content }) => (typeof content === 'string' ? content : ''));
  return [plainText(message), ...files].join('\n');
}
