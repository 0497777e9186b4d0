import { describe, expect, it, vi } from 'vitest';
import type { ModelUsage } from '../../src/domain/ports.ts';
import { estimateTokens, readUsage } from '../../src/model/token-usage.ts';
import type { OpenAiServerOptions } from '../servers/openai.ts';
import { collect, set } from './loopback-model.ts';

async function usageOf(options: OpenAiServerOptions, timeoutMilliseconds?: number) {
  const { model, request, server } = await set(options, timeoutMilliseconds);
  const told: ModelUsage[] = [];
  await collect(model.write(request({ onUsage: (usage) => told.push(usage) })));
  return { told, host: new URL(server.baseUrl).host, server };
}

describe('what a request took is told', () => {
  it('as the server counted it, with what it still held', async () => {
    const { told, host, server } = await usageOf({});
    expect(told).toEqual([
      {
        model: 'small-model',
        server: host,
        inputTokens: 1000,
        cachedInputTokens: 400,
        outputTokens: 100,
        estimated: false,
      },
    ]);
    expect(server.requests[0]?.body.stream_options).toEqual({ include_usage: true });
  });

  it('also where the answer does not stream', async () => {
    expect((await usageOf({ scenarios: ['notStreamed'] })).told).toMatchObject([
      { outputTokens: 100, estimated: false },
    ]);
  });

  it.each(['noUsage', 'noStreamOptions', 'cutMidStream', 'serverErrorMidStream', 'hangs'] as const)(
    'as an estimate where the server does not come to it: %s',
    async (scenario) => {
      const { told } = await usageOf({ scenarios: [scenario] });
      expect(told).toMatchObject([{ model: 'small-model', cachedInputTokens: 0, estimated: true }]);
      expect(told[0]?.inputTokens).toBeGreaterThan(50);
      expect(told[0]?.outputTokens).toBeGreaterThan(10);
    },
  );

  it('without what a model writes on behind its answer: it is stopped', async () => {
    const { told } = await usageOf({ scenarios: ['chatters'] });
    expect(told[0]?.outputTokens).toBeLessThan(120);
  });

  it('when the reader goes away in the middle', async () => {
    const { model, request } = await set({ scenarios: ['stall'] });
    const onUsage = vi.fn();
    for await (const _ of model.write(request({ onUsage }))) break;
    expect(onUsage.mock.calls).toMatchObject([[{ estimated: true }]]);
  });

  it('when the server is silent: it may be at work', async () => {
    const { told } = await usageOf({ scenarios: ['silent'] }, 200);
    expect(told).toMatchObject([{ outputTokens: 0, estimated: true }]);
  });

  it('with the thoughts that nobody sees', async () => {
    const long = await usageOf({ scenarios: ['thinksLong'] });
    expect(long.told).toHaveLength(2);
    const { told } = await usageOf({ scenarios: ['thinkTags', 'noUsage'], usage: { prompt_tokens: 'many' } });
    expect(told[0]?.outputTokens).toBeGreaterThan(100);
  });

  it.each(['unauthorised', 'wrongContentType', 'unknownModel', 'outOfCredit'] as const)(
    'not at all when the server turns it away: %s',
    async (scenario) => {
      expect((await usageOf({ scenarios: [scenario] })).told).toEqual([]);
    },
  );

  it('for every request that was answered, where it takes several', async () => {
    const { told } = await usageOf({ scenarios: ['prose', 'prose', 'good'] });
    expect(told).toHaveLength(3);
    expect((await usageOf({ scenarios: ['serverError', 'good'] })).told).toHaveLength(1);
  });
});

describe('a count in the words of', () => {
  it.each([
    ['Mistral', { prompt_tokens: 13, total_tokens: 21, completion_tokens: 8 }, [13, 0, 8]],
    [
      'DeepSeek',
      { prompt_tokens: 339, completion_tokens: 83, total_tokens: 422, prompt_cache_hit_tokens: 320 },
      [339, 320, 83],
    ],
    [
      'xAI',
      { prompt_tokens: 12, completion_tokens: 2, total_tokens: 354, prompt_tokens_details: { cached_tokens: 11 } },
      [12, 11, 342],
    ],
    ['a server without details', { prompt_tokens: 5, completion_tokens: 6, prompt_tokens_details: null }, [5, 0, 6]],
  ])('%s', (_vendor, usage, [inputTokens, cachedInputTokens, outputTokens]) => {
    const counted = { inputTokens, cachedInputTokens, outputTokens };
    expect(readUsage({ choices: [], usage })).toEqual(counted);
    expect(readUsage({ choices: [], x_groq: { usage } })).toEqual(counted);
  });

  it.each([[null], [{}], [{ usage: null }], [{ usage: { prompt_tokens: -1 } }], ['text']])('nobody: %j', (chunk) => {
    expect(readUsage(chunk)).toBeUndefined();
  });

  it('our own: four characters of English, or one of Chinese', () => {
    expect(estimateTokens('Language models search.')).toBe(6);
    expect(estimateTokens('语言模型')).toBe(4);
    expect(estimateTokens('')).toBe(0);
  });
});
