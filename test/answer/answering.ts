/** What the tests of answering share: evidence, claims that hold and that do not, and models that say what they are told. */
import { join } from 'node:path';
import { answer } from '../../src/answer/answer.ts';
import type { AnswerTask, AnswerTools } from '../../src/answer/answer-task.ts';
import { loadPrompts } from '../../src/answer/prompts.ts';
import { type QuestionToAnswer, questionTask } from '../../src/answer/question-task.ts';
import { checkClaim } from '../../src/cite/check-claim.ts';
import type { Answer, DraftClaim } from '../../src/domain/answer.ts';
import type { LanguageModel, ModelRequest } from '../../src/domain/ports.ts';
import { evidence } from '../doubles/evidence.ts';
import { createHeldClock, type HeldClock } from '../doubles/held-clock.ts';
import { createRecordingLog, type RecordingLog } from '../doubles/recording-log.ts';

export const PROMPTS = loadPrompts(join(import.meta.dirname, '..', '..', 'prompts'));
export const DEADLINE = 25_000;

export const EVIDENCE = [
  evidence({ title: 'Ask Before You Look' }, [
    'An agent searches only when it is unsure.',
    'Search calls fall by 30% on three data sets.',
    'Training takes 4 hours on one machine.',
  ]),
];
export const UNSURE: DraftClaim = {
  text: 'An agent searches when it is unsure.',
  cites: ['P1.s1'],
  quote: 'when it is unsure',
};
export const FEWER: DraftClaim = { text: 'Search calls fall by 30%.', cites: ['P1.s2'], quote: 'fall by 30%' };
export const HOURS: DraftClaim = {
  text: 'Training takes 4 hours.',
  cites: ['P1.s3'],
  quote: 'Training takes 4 hours',
};
/** A number of its own. */
export const FALSE: DraftClaim = { text: 'Search calls fall by 90%.', cites: ['P1.s2'], quote: 'fall by 30%' };

export const said = (status: string | undefined, ...claims: readonly DraftClaim[]) =>
  JSON.stringify({ status, claims });

export interface TalkingModel extends LanguageModel {
  readonly requests: readonly ModelRequest[];
}

/** Says the texts in turn, the last of them for ever, in pieces of seven characters; a function is what else may happen. */
export function saying(
  ...texts: readonly (string | ((request: ModelRequest) => AsyncIterable<string>))[]
): TalkingModel {
  const requests: ModelRequest[] = [];
  return {
    name: 'a-model',
    requests,
    async *write(request) {
      requests.push(request);
      const text = texts[Math.min(requests.length, texts.length) - 1] ?? '';
      if (typeof text === 'function') yield* text(request);
      else for (let at = 0; at < text.length; at += 7) yield text.slice(at, at + 7);
    },
  };
}

/** Says the start and then nothing until it is told to stop. */
export const stalling = (start: string) =>
  async function* ({ signal }: ModelRequest) {
    yield start;
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };

export interface Asked {
  readonly answers: AsyncGenerator<Answer>;
  readonly clock: HeldClock;
  readonly log: RecordingLog;
  readonly reader: AbortController;
}

/** Asks a question over the evidence. */
export function ask(
  model: LanguageModel | undefined,
  tools: Partial<AnswerTools> = {},
  asked: Partial<QuestionToAnswer> = {},
  task = taskOf(asked),
): Asked {
  const clock = createHeldClock();
  const log = createRecordingLog();
  const reader = new AbortController();
  const answers = answer(
    task,
    { check: checkClaim, ...(model && { model }), clock, log, deadlineMilliseconds: DEADLINE, ...tools },
    reader.signal,
  );
  return { answers, clock, log, reader };
}

export function taskOf(asked: Partial<QuestionToAnswer> = {}): AnswerTask {
  const question = 'When does the agent search, and what does it save?';
  return questionTask(PROMPTS, { question, topic: question, evidence: EVIDENCE, ...asked });
}

export async function all(answers: AsyncIterable<Answer>): Promise<Answer[]> {
  const seen: Answer[] = [];
  for await (const one of answers) seen.push(one);
  return seen;
}

export async function lastOf(answers: AsyncIterable<Answer>): Promise<Answer> {
  const last = (await all(answers)).at(-1);
  if (!last) throw new Error('silence');
  return last;
}

export const texts = ({ claims }: Answer) => claims.map(({ text }) => text);
