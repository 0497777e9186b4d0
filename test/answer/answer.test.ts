import { describe, expect, it } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import type { AnswerTask, AnswerTools } from '../../src/answer/answer-task.ts';
import { extractClaims } from '../../src/answer/extract.ts';
import { checkClaim } from '../../src/cite/check-claim.ts';
import type { Answer, DraftClaim } from '../../src/domain/answer.ts';
import { ModelFault } from '../../src/domain/errors.ts';
import type { LanguageModel, ModelRequest } from '../../src/domain/ports.ts';
import { evidence } from '../doubles/evidence.ts';
import { createHeldClock } from '../doubles/held-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

const EVIDENCE = [
  evidence({ title: 'Ask Before You Look' }, [
    'An agent searches only when it is unsure.',
    'Search calls fall by 30% on three data sets.',
  ]),
];
const GOOD: DraftClaim = { text: 'An agent searches when it is unsure.', cites: ['P1.s1'], quote: 'when it is unsure' };
const ALSO_GOOD: DraftClaim = { text: 'Search calls fall by 30%.', cites: ['P1.s2'], quote: 'fall by 30%' };
const BAD: DraftClaim = { text: 'Search calls fall by 90%.', cites: ['P1.s2'], quote: 'fall by 30%' };
const DEADLINE = 25_000;
const said = (status: string | undefined, ...claims: DraftClaim[]) => JSON.stringify({ status, claims });

type Write = (request: ModelRequest) => AsyncIterable<string>;

function model(write: Write): LanguageModel {
  return { name: 'a-model', write };
}

/** A model that says its text in pieces of seven characters. */
const saying = (text: string) =>
  model(async function* () {
    for (let at = 0; at < text.length; at += 7) yield text.slice(at, at + 7);
  });

function setUp(
  languageModel: LanguageModel | undefined,
  extract: () => readonly DraftClaim[] = () => extractClaims(EVIDENCE),
) {
  const clock = createHeldClock();
  const log = createRecordingLog();
  const tools: AnswerTools = { check: checkClaim, model: languageModel, clock, log, deadlineMilliseconds: DEADLINE };
  const request = { system: 's', user: 'u', schema: { name: 'n', definition: {} }, maxOutputTokens: 10 };
  const task: AnswerTask = { evidence: EVIDENCE, request, extract };
  const reader = new AbortController();
  return { clock, log, reader, answers: answer(task, tools, reader.signal) };
}

async function all(answers: AsyncIterable<Answer>): Promise<Answer[]> {
  const seen: Answer[] = [];
  for await (const one of answers) seen.push(one);
  return seen;
}

async function lastOf(
  languageModel: LanguageModel | undefined,
  extract?: () => readonly DraftClaim[],
): Promise<Answer> {
  const last = (await all(setUp(languageModel, extract).answers)).at(-1);
  if (!last) throw new Error('silence');
  return last;
}

const texts = ({ claims }: Answer) => claims.map(({ text }) => text);
const EXTRACTS = EVIDENCE[0]?.sentences.map(({ text }) => text) ?? [];

describe('an answer by a model', () => {
  it('grows claim by claim, and the last one is whole', async () => {
    const answers = await all(setUp(saying(said('answered', GOOD, ALSO_GOOD))).answers);
    expect(answers.map((one) => [one.status, one.claims.length])).toEqual([
      ['partial', 1],
      ['partial', 2],
      ['answered', 2],
    ]);
    expect(answers.at(-1)).toMatchObject({ mode: 'model', dropped: [] });
    expect(answers.at(-1)).not.toHaveProperty('fallback');
  });

  it('shows only what was verified, and counts the rest', async () => {
    const last = await lastOf(saying(said('answered', BAD, GOOD)));
    expect(texts(last)).toEqual([GOOD.text]);
    expect(last).toMatchObject({ status: 'answered', dropped: ['number-not-found'] });
  });

  it.each(['partial', 'cannot'])('is partial when the model says %s beside its claims', async (status) => {
    expect(await lastOf(saying(said(status, GOOD)))).toMatchObject({ status: 'partial', mode: 'model' });
  });

  it('abstains when the model says that it cannot', async () => {
    expect(await lastOf(saying(said('cannot')))).toMatchObject({ status: 'abstained', mode: 'model', claims: [] });
  });
});

describe('without what the model should have written, the abstracts are quoted and the reason is told', () => {
  it.each<[string, LanguageModel | undefined, Answer['fallback']]>([
    ['no model', undefined, 'no-model'],
    ['nothing verified', saying(said('answered', BAD, { ...GOOD, cites: ['P7.s1'] })), 'nothing-verified'],
    ['unverified and then "cannot"', saying(said('cannot', BAD)), 'nothing-verified'],
    ['no claims at all', saying(said('answered')), 'model-failed'],
    ['not a word', saying(''), 'model-failed'],
    ['no JSON', saying('I would rather not.'), 'model-failed'],
    ['broken JSON', saying(said('answered', GOOD).slice(0, 30)), 'model-failed'],
    ['100,000 letters', saying('x'.repeat(100_000)), 'model-failed'],
    [
      'a fault',
      model(() => {
        throw new ModelFault('It refused.', 'Ask another.');
      }),
      'model-failed',
    ],
    [
      'a fault that nobody foresaw',
      model(async function* () {
        yield '{';
        throw new TypeError('terminated');
      }),
      'model-failed',
    ],
  ])('%s', async (_name, languageModel, fallback) => {
    const last = await lastOf(languageModel);
    expect(last).toMatchObject({ status: 'answered', mode: 'extract', fallback });
    expect(texts(last)).toEqual(EXTRACTS);
  });

  it('and when nothing can be quoted either, it abstains', async () => {
    expect(await lastOf(undefined, () => [])).toMatchObject({ status: 'abstained', mode: 'extract', claims: [] });
  });

  it('what is quoted is checked like everything else', async () => {
    const last = await lastOf(undefined, () => [BAD]);
    expect(last).toMatchObject({ status: 'abstained', claims: [] });
  });

  it('the operator gets to read why', async () => {
    const { answers, log } = setUp(
      model(() => {
        throw new ModelFault('It refused.', 'Ask another.');
      }),
    );
    await all(answers);
    expect(log.lines).toMatchObject([{ level: 'warn', event: 'model-broke-off', facts: { reason: 'model-failed' } }]);
  });

  it('and how much of what the model wrote could not be used', async () => {
    const { answers, log } = setUp(saying(said('answered', GOOD, BAD).replace('{"text"', '7,{"text"').slice(0, -2)));
    await all(answers);
    expect(log.lines).toMatchObject([
      { event: 'model-answer-unreadable', facts: { outcome: 'broken', skipped: 1 } },
      { event: 'claims-left-out', facts: { reasons: ['number-not-found'] } },
    ]);
  });

  it('claims that were verified before the break stay, as a part of the answer', async () => {
    const broken = said('answered', GOOD, ALSO_GOOD).slice(0, -40);
    const last = await lastOf(saying(broken));
    expect(texts(last)).toEqual([GOOD.text]);
    expect(last).toMatchObject({ status: 'partial', mode: 'model', fallback: 'model-failed' });
  });
});

/** Says something and then nothing; knows whether it was told to stop. */
function stalling(start: string) {
  const state = { stopped: false };
  const stalled = model(async function* ({ signal }) {
    signal.addEventListener('abort', () => {
      state.stopped = true;
    });
    yield start;
    await new Promise(() => {});
  });
  return { stalled, state };
}

describe('a model that stalls', () => {
  it('is given up at the deadline: the abstracts are quoted', async () => {
    const { stalled, state } = stalling('{"claims":[');
    const { answers, clock } = setUp(stalled);
    const next = answers.next();
    await expect.poll(() => clock.waiting()).toEqual([DEADLINE]);
    clock.advance(DEADLINE - 1);
    expect(state.stopped).toBe(false);
    clock.advance(1);
    const { value } = await next;
    expect(value).toMatchObject({ mode: 'extract', fallback: 'model-too-slow', status: 'answered' });
    expect(state.stopped).toBe(true);
  });

  it('keeps what it said until then', async () => {
    const { stalled } = stalling(`{"claims":[${JSON.stringify(GOOD)},`);
    const { answers, clock } = setUp(stalled);
    expect((await answers.next()).value).toMatchObject({ claims: [{ text: GOOD.text }] });
    const next = answers.next();
    clock.advance(DEADLINE);
    expect((await next).value).toMatchObject({ status: 'partial', mode: 'model', fallback: 'model-too-slow' });
  });

  it('and ends its stream when it is told to stop was too slow, too', async () => {
    const polite = model(async function* ({ signal }) {
      yield '{';
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const { answers, clock } = setUp(polite);
    const next = answers.next();
    await expect.poll(() => clock.waiting()).toEqual([DEADLINE]);
    clock.advance(DEADLINE);
    expect((await next).value).toMatchObject({ mode: 'extract', fallback: 'model-too-slow' });
  });

  it('leaves no timer behind after an answer in time', async () => {
    const { answers, clock } = setUp(saying(said('answered', GOOD)));
    await all(answers);
    expect(clock.waiting()).toEqual([]);
  });
});

describe('a reader who leaves', () => {
  it.each<[string, () => LanguageModel]>([
    ['a model that stalls', () => stalling('{').stalled],
    [
      'a model that ends its stream when it is told to stop',
      () =>
        model(async function* ({ signal }) {
          yield '{';
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        }),
    ],
  ])('ends %s at once, without an answer', async (_name, create) => {
    const { answers, reader, clock } = setUp(create());
    const next = answers.next();
    await expect.poll(() => clock.waiting()).toEqual([DEADLINE]);
    reader.abort(new Error('the reader left'));
    await expect(next).rejects.toThrow('the reader left');
    expect(clock.waiting()).toEqual([]);
  });

  it('before the first word asks nothing of the model', async () => {
    const { answers, reader } = setUp(saying(said('answered', GOOD)));
    reader.abort(new Error('the reader left'));
    await expect(answers.next()).rejects.toThrow('the reader left');
  });

  it('in the middle stops the model', async () => {
    const { stalled, state } = stalling(`{"claims":[${JSON.stringify(GOOD)},`);
    const { answers, clock } = setUp(stalled);
    await answers.next();
    await answers.return(undefined);
    expect(clock.waiting()).toEqual([]);
    expect(state.stopped).toBe(true);
  });
});
