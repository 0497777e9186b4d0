import { describe, expect, it } from 'vitest';
import { readServerAddress } from '../../src/model/server-address.ts';
import { ANSWER, collect, KEY, set } from './loopback-model.ts';

const PLAIN = { query: {}, keyHeader: 'authorization' };
const AZURE = { query: { 'api-version': '2024-10-21' }, keyHeader: 'api-key' };

describe('the address of', () => {
  it.each([
    ['OpenAI', 'https://api.openai.com/v1', { ...PLAIN, baseUrl: 'https://api.openai.com/v1' }],
    ['Ollama', 'http://localhost:11434/v1/', { ...PLAIN, baseUrl: 'http://localhost:11434/v1' }],
    [
      'OpenRouter, pasted whole',
      'https://openrouter.ai/api/v1/chat/completions',
      { ...PLAIN, baseUrl: 'https://openrouter.ai/api/v1' },
    ],
    [
      'a proxy with a query',
      'https://proxy.example/v1?tenant=7',
      { ...PLAIN, baseUrl: 'https://proxy.example/v1', query: { tenant: '7' } },
    ],
    [
      'Azure, newer',
      'https://mine.openai.azure.com/openai/v1/',
      { baseUrl: 'https://mine.openai.azure.com/openai/v1', query: {}, keyHeader: 'api-key' },
    ],
    [
      'Azure, the resource alone',
      'https://mine.openai.azure.com',
      { ...AZURE, baseUrl: 'https://mine.openai.azure.com/openai/deployments/gpt%204' },
    ],
    [
      'Azure, with /openai',
      'https://mine.cognitiveservices.azure.com/openai/',
      { ...AZURE, baseUrl: 'https://mine.cognitiveservices.azure.com/openai/deployments/gpt%204' },
    ],
    [
      'Azure, pasted whole',
      'https://mine.openai.azure.com/openai/deployments/other/chat/completions?api-version=2025-01-01-preview',
      {
        baseUrl: 'https://mine.openai.azure.com/openai/deployments/other',
        query: { 'api-version': '2025-01-01-preview' },
        keyHeader: 'api-key',
      },
    ],
    [
      'someone who looks like Azure',
      'https://mine.openai.azure.com.example/v1',
      { ...PLAIN, baseUrl: 'https://mine.openai.azure.com.example/v1' },
    ],
  ])('%s', (_who, address, access) => {
    expect(readServerAddress(address, 'gpt 4')).toEqual(access);
  });
});

describe('Azure is asked', () => {
  /** Requests to Azure's host, taken to the loopback server over real HTTP. */
  const via =
    (loopback: () => string): typeof fetch =>
    (input, init) => {
      const { pathname, search } = new URL(String(input));
      return fetch(new URL(pathname + search, loopback()), init);
    };

  it.each([
    ['https://mine.openai.azure.com/', '/openai/deployments/small-model/chat/completions?api-version=2024-10-21'],
    ['https://mine.openai.azure.com/openai/v1', '/openai/v1/chat/completions'],
  ])('at %s by deployment, version and a header of its own', async (baseUrl, url) => {
    let loopback = '';
    const { write, server } = await set({}, undefined, { baseUrl, fetch: via(() => loopback) });
    loopback = server.baseUrl;
    expect(JSON.parse((await collect(write())).text)).toEqual(ANSWER);
    expect(server.requests[0]?.url).toBe(url);
    expect(server.requests[0]?.headers['api-key']).toBe(KEY);
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
  });
});
