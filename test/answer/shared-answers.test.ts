import { describe, expect, it } from 'vitest';
import { createAnswerCache } from '../../src/answer/answer-cache.ts';
import { findLanguage } from '../../src/answer/language.ts';
import { createSharedAnswers } from '../../src/answer/shared-answers.ts';
import { checkClaim } from '../../src/cite/check-claim.ts';
import { OverBudget } from '../../src/domain/budget.ts';
import type { ModelRequest } from '../../src/domain/ports.ts';
import { openCache } from '../../src/state/open-cache.ts';
import { evidence } from '../doubles/evidence.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { all, ask, EVIDENCE, FALSE, FEWER, lastOf, said, saying, stalling, texts, UNSURE } from './answering.ts';

const DAY = 24 * 3_600_000;

function withCache() {
  const clock = createFakeClock(new Date().toISOString());
  const { cache } = openCache({ path: ':memory:', clock, log: createRecordingLog() });
  return { clock, shared: createSharedAnswers({ promptsVersion: 'v1', cache: createAnswerCache(cache) }), cache };
}

/** Readers need not wait until their answer is in the cache. */
const putAway = () => new Promise((resolve) => setImmediate(resolve));

/** Says the pieces when the test lets it. */
function inSteps(...pieces: readonly string[]) {
  const gates = pieces.map(() => Promise.withResolvers<void>());
  const state = { stopped: false };
  const model = saying(async function* ({ signal }: ModelRequest) {
    signal.addEventListener('abort', () => {
      state.stopped = true;
    });
    for (const [index, piece] of pieces.entries()) {
      await gates[index]?.promise;
      yield piece;
    }
  });
  return { model, state, let: (step: number) => gates[step]?.resolve() };
}

const WHOLE = said('answered', UNSURE, FEWER);
const HALF = WHOLE.indexOf('}') + 1;

describe('the same question from several readers', () => {
  it('is answered by one call, which each of them follows from where it is', async () => {
    const shared = createSharedAnswers({ promptsVersion: 'v1' });
    const steps = inSteps(WHOLE.slice(0, HALF), WHOLE.slice(HALF));
    const first = ask(steps.model, { shared });
    const next = first.answers.next();
    steps.let(0);
    expect(texts((await next).value)).toEqual([UNSURE.text]);
    const late = ask(steps.model, { shared });
    expect(texts((await late.answers.next()).value)).toEqual([UNSURE.text]);
    steps.let(1);
    for (const { answers } of [first, late]) expect(texts(await lastOf(answers))).toEqual([UNSURE.text, FEWER.text]);
    expect(steps.model.requests).toHaveLength(1);
  });

  it('goes on for the others when one of them leaves', async () => {
    const shared = createSharedAnswers({ promptsVersion: 'v1' });
    const steps = inSteps(WHOLE);
    const [leaving, staying] = [ask(steps.model, { shared }), ask(steps.model, { shared })];
    const [left, stayed] = [leaving.answers.next(), staying.answers.next()];
    leaving.reader.abort(new Error('the reader left'));
    await expect(left).rejects.toThrow('the reader left');
    expect(steps.state.stopped).toBe(false);
    steps.let(0);
    await stayed;
    expect(await lastOf(staying.answers)).toMatchObject({ status: 'answered' });
  });

  it('ends when the last of them leaves, and is asked anew by the next', async () => {
    const shared = createSharedAnswers({ promptsVersion: 'v1' });
    const model = saying(stalling('{'), WHOLE);
    const readers = [ask(model, { shared }), ask(model, { shared })];
    const waiting = readers.map(({ answers }) => answers.next());
    await expect.poll(() => model.requests.length).toBe(1);
    for (const { reader } of readers) reader.abort(new Error('the reader left'));
    await Promise.all(waiting.map((one) => expect(one).rejects.toThrow('the reader left')));
    expect(model.requests[0]?.signal.aborted).toBe(true);
    expect(await lastOf(ask(model, { shared }).answers)).toMatchObject({ status: 'answered', mode: 'model' });
  });

  it('is not theirs whose budget ended it', async () => {
    const shared = createSharedAnswers({ promptsVersion: 'v1' });
    const gate = Promise.withResolvers<void>();
    const poor = saying(async function* () {
      yield '';
      await gate.promise;
      throw new OverBudget({ budget: 'reader', limit: 1, backAt: 0 });
    });
    const rich = saying(WHOLE);
    const [first, second] = [ask(poor, { shared }), ask({ ...rich, name: poor.name }, { shared })];
    const both = Promise.all([lastOf(first.answers), lastOf(second.answers)]);
    gate.resolve();
    expect(await both).toMatchObject([{ fallback: 'over-budget' }, { mode: 'model', status: 'answered' }]);
  });

  it('is not kept from those who came later because the first found no place at the model', async () => {
    const { shared } = withCache();
    const entered = Promise.withResolvers<'busy'>();
    let entries = 0;
    const queue = { enter: async () => (++entries === 1 ? entered.promise : () => {}) };
    const model = saying(WHOLE);
    const [first, second] = [ask(model, { shared, queue }), ask(model, { shared, queue })];
    const both = Promise.all([lastOf(first.answers), lastOf(second.answers)]);
    entered.resolve('busy');
    expect(await both).toMatchObject([{ fallback: 'model-busy' }, { mode: 'model', status: 'answered' }]);
  });
});

describe('an answer of the last week', () => {
  it('is not asked for again, however it is fenced', async () => {
    const { shared } = withCache();
    const model = saying(WHOLE);
    const first = await lastOf(ask(model, { shared }).answers);
    expect(await all(ask(model, { shared }).answers)).toEqual([first]);
    expect(model.requests).toHaveLength(1);
  });

  it('is asked for again by whoever wants it fresh, and the fresh one is kept', async () => {
    const { shared } = withCache();
    const model = saying(WHOLE);
    await all(ask(model, { shared }).answers);
    await putAway();
    await all(ask(model, { shared, fresh: true }).answers);
    expect(model.requests).toHaveLength(2);
    await putAway();
    await all(ask(model, { shared }).answers);
    expect(model.requests).toHaveLength(2);
  });

  it('is asked for again after a week', async () => {
    const { shared, clock } = withCache();
    const model = saying(WHOLE);
    await all(ask(model, { shared }).answers);
    await putAway();
    clock.advance(7 * DAY + 60_000);
    await all(ask(model, { shared }).answers);
    expect(model.requests).toHaveLength(2);
  });

  it.each([
    ['another question', { question: 'What does it cost?' }],
    ['another language', { language: findLanguage('de') }],
    ['another paper', { evidence: [...EVIDENCE, evidence({ title: 'Look Always' }, ['Every question is searched.'])] }],
    [
      'an abstract that was corrected',
      {
        evidence: [
          evidence({ title: 'Ask Before You Look' }, [
            'An agent searches only when it is unsure.',
            'Search calls fall by 31%.',
          ]),
        ],
      },
    ],
  ] as const)('is of no use for %s', async (_, asked) => {
    const { shared } = withCache();
    const model = saying(said('answered', UNSURE));
    await all(ask(model, { shared }).answers);
    await all(ask(model, { shared }, asked).answers);
    expect(model.requests).toHaveLength(2);
  });

  it('of another model, or under other prompts, is of no use either', async () => {
    const { shared, cache } = withCache();
    const model = saying(WHOLE);
    const other = { ...model, name: 'another-model' };
    await all(ask(model, { shared }).answers);
    await all(ask(other, { shared }).answers);
    const reworded = createSharedAnswers({ promptsVersion: 'v2', cache: createAnswerCache(cache) });
    await all(ask(model, { shared: reworded }).answers);
    expect(model.requests).toHaveLength(3);
  });

  it('is checked anew: what the checks of today reject is written anew', async () => {
    const { shared } = withCache();
    const model = saying(said('answered', FALSE), WHOLE);
    const blind = ask(model, {
      shared,
      check: (draft) => checkClaim({ ...draft, text: 'Search calls fall by 30%.' }, EVIDENCE),
    });
    expect(await lastOf(blind.answers)).toMatchObject({ status: 'answered' });
    await putAway();
    expect(texts(await lastOf(ask(model, { shared }).answers))).toEqual([UNSURE.text, FEWER.text]);
  });

  it.each([
    ['broke off', WHOLE.slice(0, -30)],
    ['could not be verified', said('answered', FALSE)],
    ['says nothing', said('answered')],
  ])('that %s is not kept', async (_, text) => {
    const { shared } = withCache();
    const model = saying(text);
    await all(ask(model, { shared }).answers);
    const before = model.requests.length;
    await all(ask(model, { shared }).answers);
    expect(model.requests.length).toBe(2 * before);
  });

  it('that says that it cannot is kept as well', async () => {
    const { shared } = withCache();
    const model = saying(said('cannot'));
    const first = await lastOf(ask(model, { shared }).answers);
    expect(await lastOf(ask(model, { shared }).answers)).toEqual(first);
    expect(model.requests).toHaveLength(1);
  });
});
