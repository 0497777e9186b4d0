import { describe, expect, it } from 'vitest';
import { createSecondOpinion } from '../../src/answer/second-opinion.ts';
import type { LanguageModel, ModelRequest } from '../../src/domain/ports.ts';
import { createHeldClock } from '../doubles/held-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { all, ask, FEWER, HOURS, lastOf, PROMPTS, said, saying, stalling, texts, UNSURE } from './answering.ts';

const PATIENCE = 3_000;

function opinionOf(model: LanguageModel) {
  const clock = createHeldClock();
  const log = createRecordingLog();
  const secondOpinion = createSecondOpinion({ model, prompts: PROMPTS, timeoutMilliseconds: PATIENCE, clock, log });
  return { secondOpinion, clock, log };
}

/** Says no to claims that hold the words. */
const against = (words: string) => {
  const verdict = async function* ({ user }: ModelRequest) {
    yield JSON.stringify({ supported: !user.split('Claim:')[1]?.includes(words) });
  };
  return saying(verdict);
};

describe('a second opinion', () => {
  it('keeps a claim from being shown that it finds unsupported', async () => {
    const { secondOpinion } = opinionOf(against('30%'));
    const model = saying(said('answered', UNSURE, FEWER, HOURS));
    const answers = await all(ask(model, { secondOpinion }).answers);
    for (const state of answers) expect(texts(state)).not.toContain(FEWER.text);
    expect(texts(answers.at(-1) as (typeof answers)[0])).toEqual([UNSURE.text, HOURS.text]);
    expect(answers.at(-1)).toMatchObject({ status: 'answered', dropped: ['second-opinion'] });
  });

  it('sees the claim and what it cites, as data, and nothing else', async () => {
    const judge = against('never');
    await all(ask(saying(said('answered', UNSURE)), { secondOpinion: opinionOf(judge).secondOpinion }).answers);
    const [request] = judge.requests;
    expect(request?.user).toContain('Ask Before You Look: An agent searches only when it is unsure.');
    expect(request?.user).toContain(UNSURE.text);
    expect(request?.user).not.toContain('Training takes');
    expect(request?.system).not.toContain('unsure');
  });

  it('is asked for several claims at once, and they are shown in their order', async () => {
    const waiting: ((verdict: string) => void)[] = [];
    const judge = saying(async function* () {
      yield await new Promise<string>((resolve) => waiting.push(resolve));
    });
    const { answers } = ask(saying(said('answered', UNSURE, FEWER, HOURS)), {
      secondOpinion: opinionOf(judge).secondOpinion,
    });
    const next = answers.next();
    await expect.poll(() => waiting.length).toBe(3);
    for (const answer of waiting.toReversed()) answer('{"supported": true}');
    expect(texts((await next).value)).toEqual([UNSURE.text]);
    expect(texts(await lastOf(answers))).toEqual([UNSURE.text, FEWER.text, HOURS.text]);
  });

  it.each([
    [
      'fails',
      () =>
        saying(() => {
          throw new Error('503');
        }),
      'second-opinion-failed',
    ],
    ['says something else', () => saying('I would rather not say.'), 'second-opinion-unreadable'],
    ['says nothing', () => saying(''), 'second-opinion-unreadable'],
    ['never ends', () => saying('x'.repeat(100_000)), 'second-opinion-unreadable'],
  ])('that %s is never held against a claim', async (_, judge, event) => {
    const { secondOpinion, log } = opinionOf(judge());
    const last = await lastOf(ask(saying(said('answered', UNSURE)), { secondOpinion }).answers);
    expect(texts(last)).toEqual([UNSURE.text]);
    expect(log.events()).toEqual([event]);
  });

  it('that takes too long is not waited for', async () => {
    const { secondOpinion, clock, log } = opinionOf(saying(stalling('{')));
    const { answers } = ask(saying(said('answered', UNSURE)), { secondOpinion });
    const next = answers.next();
    await expect.poll(() => clock.waiting()).toEqual([PATIENCE]);
    clock.advance(PATIENCE);
    expect(texts((await next).value)).toEqual([UNSURE.text]);
    expect(log.events()).toEqual(['second-opinion-failed']);
  });

  it.each([
    ['{"supported": false}', 'unsupported'],
    ['{"supported":true}', 'supported'],
    ['```json\n{ "supported" : "no" }\n```', 'unsupported'],
    ['<think>{"supported": true}? No.</think>{"supported": false}', 'unsupported'],
    ['supported: yes', 'supported'],
  ])('is read however it is written: %s', async (text, verdict) => {
    const last = await lastOf(ask(saying(said('answered', UNSURE))).answers);
    const { secondOpinion } = opinionOf(saying(text));
    const [claim] = last.claims;
    if (!claim) throw new Error('no claim');
    expect(await secondOpinion.ask(claim, new AbortController().signal)).toBe(verdict);
  });
});
