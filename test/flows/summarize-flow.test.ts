import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DraftClaim } from '../../src/domain/answer.ts';
import { InvalidInput } from '../../src/domain/errors.ts';
import { plainText } from '../../src/domain/message.ts';
import { startOpenAi } from '../servers/openai.ts';
import { lastOf, openSmallLibrary, type SmallLibrary, servicesOver } from '../small-library.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(() => small.close());
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function withModel(...claims: DraftClaim[]) {
  const server = await startOpenAi({ respond: () => ({ status: 'answered', claims }), scenarios: ['good'] });
  closing.push(server.close);
  const asked = () => server.requests[0]?.body.messages[1]?.content ?? '';
  return { services: servicesOver(small.library, { modelUrl: server.baseUrl }), asked };
}

const DECIDES: DraftClaim = {
  text: 'Ask-R1 searches only when the model is unsure.',
  cites: ['P1.s2'],
  quote: 'searches only when the model is unsure',
};
const CALLS: DraftClaim = {
  text: 'It makes 30% fewer search calls than GPT-4.',
  cites: ['P1.s3'],
  quote: '30% fewer search calls',
};

describe('a summary in parts', () => {
  it('without a model has the best sentence of each part, and says what the abstract does not say', async () => {
    const last = await lastOf(servicesOver(small.library), 'summarize', { paper: 'Ask-R1', style: 'parts' });
    expect(plainText(last).split('\n\n').slice(0, 3)).toEqual([
      'Ask-R1: Deciding When to Search',
      [
        '- Problem: Search agents often call a search engine for every question. [1]',
        '- Idea: Ask-R1 decides when to search and searches only when the model is unsure. [1]',
        '- Evidence: On three data sets Ask-R1 makes 30% fewer search calls than GPT-4. [1]',
        '- Limits: not in the abstract',
      ].join('\n'),
      expect.stringMatching(/^What the abstract does not say: .*its limits/),
    ]);
  });

  it('by a model has the parts that hold, in their order, whatever order it writes them in', async () => {
    const { services, asked } = await withModel(
      { ...CALLS, column: 'evidence' },
      { ...DECIDES, column: 'Idea' },
      { ...CALLS, text: 'It makes 99% fewer search calls.', column: 'Limits' },
    );
    const last = await lastOf(services, 'summarize', { paper: 'Ask-R1', style: 'parts' });
    expect(asked()).toContain('"Problem", "Idea", "Evidence", "Limits"');
    expect(plainText(last).split('\n\n')[1]?.split('\n')).toEqual([
      '- Problem: not in the abstract',
      '- Idea: Ask-R1 searches only when the model is unsure. [1]',
      '- Evidence: It makes 30% fewer search calls than GPT-4. [1]',
      '- Limits: not in the abstract',
    ]);
  });
});

describe('a summary in one line', () => {
  it('is one line, whatever the model writes', async () => {
    const { services } = await withModel(DECIDES, CALLS);
    const last = await lastOf(services, 'summarize', { paper: 'Ask-R1', style: 'one-liner' });
    expect(last.answer?.claims.map(({ text }) => text)).toEqual([DECIDES.text]);
  });

  it('without a model is the sentence that sums the paper up', async () => {
    const last = await lastOf(servicesOver(small.library), 'summarize', { paper: 'Ask-R1', style: 'one-liner' });
    expect(last.answer?.claims.map(({ text }) => text)).toEqual([
      'Ask-R1 decides when to search and searches only when the model is unsure.',
    ]);
  });
});

describe('a summary in another language', () => {
  it('is asked for by its English name, keeps its numbers, and shows what it translates', async () => {
    const { services, asked } = await withModel(
      {
        ...CALLS,
        text: 'Ask-R1 braucht 30% weniger Suchanfragen als GPT-4.',
        quote: 'makes 30% fewer search calls than GPT-4',
      },
      {
        ...CALLS,
        text: 'Ask-R1 braucht 35% weniger Suchanfragen als GPT-4.',
        quote: 'makes 30% fewer search calls than GPT-4',
      },
    );
    const last = await lastOf(services, 'summarize', { paper: 'Ask-R1', language: 'deutsch' });
    expect(asked()).toContain('Wanted language: German');
    const texts = last.answer?.claims.map(({ text }) => text);
    expect(texts).toHaveLength(1);
    expect(texts?.[0]).toContain('braucht 30% weniger');
    expect(plainText(last)).not.toContain('35%');
  });

  it('without a model stays as the abstract has it, and says so', async () => {
    const last = await lastOf(servicesOver(small.library), 'summarize', {
      paper: 'Ask-R1',
      style: 'beginner',
      language: 'de',
    });
    expect(plainText(last)).toContain('a language model is needed for German and to write for a beginner');
    expect(last.answer?.mode).toBe('extract');
  });

  it('that is none is refused with what to do', async () => {
    const asked = lastOf(servicesOver(small.library), 'summarize', { paper: 'Ask-R1', language: 'gibberish' });
    await expect(asked).rejects.toBeInstanceOf(InvalidInput);
  });
});
