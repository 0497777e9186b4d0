import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { InvalidConfiguration } from '../src/domain/errors.ts';

const LOCAL = 'http://localhost:11434/v1';
const OTHER = 'https://other.example/v1';
const base = { OPENAI_API_KEY: 'sk-first', OPENAI_MODEL: 'big' };
const fallbacks = (more: Record<string, string>) => readConfig({ ...base, ...more }).fallbackModels;

function problemOf(variables: Record<string, string>): string {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.message;
    throw error;
  }
  return '';
}

describe('fallback models', () => {
  it('are none unless they are set', () => {
    expect(fallbacks({})).toEqual([]);
  });

  it('are on the same server with the same key, or on another one without it', () => {
    const baseUrl = 'https://api.openai.com/v1';
    expect(fallbacks({ OPENAI_FALLBACK_MODELS: `small, llama3.1:8b@${LOCAL},@cf/meta/llama` })).toEqual([
      { model: 'small', baseUrl, apiKey: 'sk-first' },
      { model: 'llama3.1:8b', baseUrl: LOCAL, apiKey: '' },
      { model: '@cf/meta/llama', baseUrl, apiKey: 'sk-first' },
    ]);
  });

  it('have the key of their own server, one for each', () => {
    const models = fallbacks({
      OPENAI_FALLBACK_MODELS: `a@${LOCAL}, b@${OTHER}, c@${OTHER}`,
      OPENAI_FALLBACK_API_KEYS: ', sk-other',
    });
    expect(models.map(({ apiKey }) => apiKey)).toEqual(['', 'sk-other', 'sk-other']);
  });

  it.each([
    [
      { ...base, OPENAI_FALLBACK_MODELS: 'a@https://' },
      'OPENAI_FALLBACK_MODELS: "a@https://" is no NAME or NAME@ADDRESS.',
    ],
    [{ ...base, OPENAI_FALLBACK_MODELS: `@${LOCAL}` }, 'is no NAME or NAME@ADDRESS.'],
    [{ ...base, OPENAI_FALLBACK_API_KEYS: 'sk' }, 'OPENAI_FALLBACK_MODELS names no model'],
    [{ ...base, OPENAI_FALLBACK_MODELS: `a@${LOCAL}`, OPENAI_FALLBACK_API_KEYS: 'x,y' }, 'holds 2 keys'],
    [{ OPENAI_FALLBACK_MODELS: 'a' }, 'OPENAI_FALLBACK_MODELS needs a first model'],
  ])('are refused where they make no sense: %j', (variables, problem) => {
    expect(problemOf(variables)).toContain(problem);
  });

  it('never show a key in what is wrong', () => {
    const variables = { ...base, OPENAI_FALLBACK_MODELS: 'a', OPENAI_FALLBACK_API_KEYS: 'sk-secret' };
    expect(problemOf(variables)).not.toContain('sk-secret');
  });
});
