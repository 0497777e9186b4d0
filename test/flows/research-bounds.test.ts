import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { plainText } from '../../src/domain/message.ts';
import { lastOf, messagesOf, openSmallLibrary, type SmallLibrary } from '../small-library.ts';
import { blocksOf, expectNothingFalse, honest, looksUp, QUESTION, REVIEWED, schemaOf, withModel } from './research.ts';

const never = new AbortController().signal;

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary(REVIEWED);
});
afterAll(() => small.close());

describe('a server that cannot do all of it', () => {
  it('and knows no tools: the model plans and writes, the papers are looked up by code', async () => {
    const { services, withTools } = await withModel(small.library, honest, { tools: () => 'no-tools' });
    const last = await lastOf(services, 'research', { question: QUESTION });
    expect(last).toMatchObject({ status: 'answered', answer: { mode: 'model' } });
    expect(blocksOf(last, 'note')).toContain(
      'The language model named the sub-questions; the papers were looked up by code.',
    );
    await lastOf(services, 'research', { question: QUESTION });
    expect(withTools()).toHaveLength(1);
  });

  it('and breaks while papers are looked up: what was found stands', async () => {
    const { services } = await withModel(small.library, honest, {
      tools: (request, turn) => (turn ? 'fault' : looksUp(request, turn)),
    });
    const last = await lastOf(services, 'research', { question: QUESTION });
    expect(last.status).toBe('answered');
    expect(blocksOf(last, 'note').join()).toContain(
      'The language model failed on the way, so it may have missed papers.',
    );
  });

  it('and does not answer at all: the abstracts are quoted, and it is told', async () => {
    const { services } = await withModel(small.library, honest, { scenarios: ['serverError'] });
    const last = await lastOf(services, 'research', { question: QUESTION });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'partial', answer: { mode: 'extract', fallback: 'model-failed' } });
    expect(plainText(last)).toContain('The language model did not answer.');
  });
});

describe('the bounds in time', () => {
  it('a model that stalls while looking up does not hold the review', async () => {
    const { services } = await withModel(small.library, honest, {
      tools: () => 'stall',
      researchLimits: { steps: 16, tokens: 60_000, milliseconds: 500 },
    });
    const last = await lastOf(services, 'research', { question: QUESTION, depth: 'standard' });
    expect(last.status).not.toBe('abstained');
    expect(blocksOf(last, 'note').join()).toContain('It stopped at the limit of its time.');
  });

  it('a model that stalls while writing: what is verified stands, the rest is quoted', async () => {
    let parts = 0;
    const { services, openAi } = await withModel(
      small.library,
      (request) => {
        if (schemaOf(request) !== 'review_plan' && ++parts === 1) openAi.setScenario('silent');
        return honest(request);
      },
      { answerDeadlineMilliseconds: 250 },
    );
    const last = await lastOf(services, 'research', { question: QUESTION });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'partial', answer: { mode: 'mixed' } });
    expect(blocksOf(last, 'note').join()).toContain('Parts with bullet points quote the abstracts word for word');
  });

  it.each([
    ['while papers are looked up', (text: string) => text.includes('Searching for')],
    ['while it is written', (text: string) => text.includes('Writing part 2')],
  ])('a reader who stops it %s ends it at once, and the model is left alone', async (_, isNow) => {
    const { services, openAi } = await withModel(small.library, honest, { delayMilliseconds: 2 });
    const stop = new AbortController();
    const command = messagesOf(services, 'research', { question: QUESTION }, stop.signal, {});
    const running = (async () => {
      const { commands } = await import('../../commands/index.ts');
      const research = commands.find(({ definition }) => definition.name === 'research');
      const call = { signal: stop.signal, reader: 'ada', place: 'lab' };
      for await (const message of research?.run({ question: QUESTION }, services, call) ?? [])
        if (isNow(plainText(message))) stop.abort(new Error('stopped by the reader'));
    })();
    await expect(running).rejects.toThrow('stopped by the reader');
    await expect(command).rejects.toThrow('stopped by the reader');
    const asked = openAi.requests.length;
    await systemClock.sleep(50);
    expect(openAi.requests.length).toBe(asked);
  });

  it('a reader who no longer listens stops it too', async () => {
    const { services, openAi } = await withModel(small.library, honest, { tools: () => 'stall' });
    const research = services.pipeline.research(QUESTION, {}, { signal: never, reader: 'ada', place: 'lab' });
    for await (const message of research) if (plainText(message).includes('sub-questions planned')) break;
    const asked = openAi.requests.length;
    await systemClock.sleep(50);
    expect(openAi.requests.length).toBe(asked);
    expect(openAi.requests.every(({ abandoned, body }) => abandoned || !('tools' in body))).toBe(true);
  });
});
