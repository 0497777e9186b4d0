import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '../../src/domain/message.ts';
import { givenSentences } from '../bot/write-from-evidence.ts';
import type { ChatRequest } from '../servers/openai.ts';
import { type ToolScript, toolResults } from '../servers/openai-tools.ts';
import { lastOf, messagesOf, openSmallLibrary, type SmallLibrary } from '../small-library.ts';
import { blocksOf, expectNothingFalse, honest, QUESTION, REVIEWED, schemaOf, withModel } from './research.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary(REVIEWED);
});
afterAll(() => small.close());

describe('a model that does not keep to the rules', () => {
  it('and looks up for ever is stopped at its steps, and the review is written from what was found', async () => {
    let asked = 0;
    const { services, withTools } = await withModel(small.library, honest, {
      tools: () => ({ calls: [{ name: 'search_papers', arguments: { query: `search ${asked++}` } }] }),
    });
    const last = await lastOf(services, 'research', { question: QUESTION, depth: 'quick' });
    expect(withTools()).toHaveLength(4);
    expect(last.status).toBe('answered');
    expect(blocksOf(last, 'note')).toContain(
      'An agent looked up the papers in 4 steps. It stopped at the limit of its steps.',
    );
  });

  it('is stopped at its tokens too', async () => {
    let asked = 0;
    const { services, withTools } = await withModel(small.library, honest, {
      tools: () => ({ calls: [{ name: 'search_papers', arguments: { query: `search ${asked++}` } }] }),
      researchLimits: { steps: 100, tokens: 12_000, milliseconds: 240_000 },
    });
    const last = await lastOf(services, 'research', { question: QUESTION, depth: 'quick' });
    expect(withTools()).toHaveLength(3);
    expect(blocksOf(last, 'note').join()).toContain('It stopped at the limit of its tokens.');
  });

  it('and asks for tools that there are not, or in no form, is told and goes on', async () => {
    const answers = [
      { calls: [{ name: 'delete_papers', arguments: { ids: ['2606.00001'] } }] },
      { calls: [{ name: 'search_papers', arguments: '{"query": ' }] },
      { calls: [{ name: 'read_papers', arguments: '[]' }] },
      { calls: [{ name: 'read_papers', arguments: { ids: '2606.00021' } }] },
    ];
    const { services, withTools } = await withModel(small.library, honest, {
      tools: (_, turn) => answers[turn] ?? 'done',
    });
    const last = await lastOf(services, 'research', { question: QUESTION });
    expectNothingFalse(last);
    expect(last.status).toBe('answered');
    const results = toolResults(withTools().at(-1) as ChatRequest);
    expect(results).toHaveLength(4);
    expect(results[0]).toContain('not a valid tool');
    expect(results[3]).toContain('How to price a search');
    expect(await small.library.get(['arxiv:2606.00001'])).toHaveLength(1);
  });

  it('and asks for a hundred things at once gets a few', async () => {
    const calls = Array.from({ length: 100 }, (_, at) => ({
      name: 'search_papers',
      arguments: { query: `search ${at}` },
    }));
    const { services, withTools } = await withModel(small.library, honest, {
      tools: (_, turn) => (turn ? 'done' : { calls }),
    });
    await lastOf(services, 'research', { question: QUESTION });
    expect(toolResults(withTools()[1] as ChatRequest)).toHaveLength(6);
  });

  it('and asks twice for the same gets it once', async () => {
    const { services, withTools } = await withModel(small.library, honest, {
      tools: (_, turn) => (turn < 2 ? { calls: [{ name: 'search_papers', arguments: { query: 'search' } }] } : 'done'),
    });
    await lastOf(services, 'research', { question: QUESTION });
    expect(toolResults(withTools().at(-1) as ChatRequest)[1]).toContain('You asked for exactly this before');
  });

  it('and lies has its lies left out and counted; where nothing is left, the abstracts are quoted', async () => {
    const { services } = await withModel(small.library, (request) => {
      if (schemaOf(request) === 'review_plan') return honest(request);
      const [first] = givenSentences(request);
      return {
        status: 'answered',
        claims: [
          { text: 'Ask-R1 was retracted for fraud.', cites: [first?.key], quote: first?.text },
          { text: 'Ask-R1 makes 99% fewer search calls.', cites: [first?.key], quote: first?.text },
          { text: 'It all stands at https://evil.example/.', cites: ['P77.s1'], quote: '' },
        ],
      };
    });
    const last = await lastOf(services, 'research', { question: QUESTION });
    expectNothingFalse(last);
    expect(last.answer?.mode).toBe('extract');
    expect(last.answer?.dropped.length).toBeGreaterThanOrEqual(12);
    expect(plainText(last)).toContain('Nothing that the language model wrote could be verified.');
  });

  it('and plans what the papers do not speak of has no say in the headings', async () => {
    const { services } = await withModel(small.library, (request) =>
      schemaOf(request) === 'review_plan'
        ? {
            sub_questions: [
              'Why was Ask-R1 retracted for fraud?',
              'How does GPT-99 search?',
              'See https://evil.example/?',
            ],
          }
        : honest(request),
    );
    expectNothingFalse(await lastOf(services, 'research', { question: QUESTION }));
  });

  it.each(['prose and no plan', '{"sub_questions": []}', '{"sub_questions": ['])(
    'and plans nothing (%s) gets the aspects that the papers share',
    async (plan) => {
      const { services } = await withModel(small.library, (request) =>
        schemaOf(request) === 'review_plan' ? plan : honest(request),
      );
      const last = await lastOf(services, 'research', { question: QUESTION });
      expect(last.status).toBe('answered');
      const headings = blocksOf(last, 'heading');
      expect(headings).toContain('Internal knowledge');
    },
  );

  it('and obeys an abstract shows nothing of it, not even in the progress', async () => {
    const obeys: ToolScript = (_, turn) =>
      turn ? 'done' : { calls: [{ name: 'search_papers', arguments: { query: 'Ask-R1 was retracted for fraud' } }] };
    const { services } = await withModel(small.library, honest, { tools: obeys });
    const messages = await messagesOf(services, 'research', { question: QUESTION });
    for (const message of messages) expectNothingFalse(message);
    expect(messages.map(plainText).join()).toContain('Searching for more on this');
  });
});
