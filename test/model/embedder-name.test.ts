import { expect, it } from 'vitest';
import { openAiEmbedderName, readOpenAiEmbedderName } from '../../src/model/embedder-name.ts';

const OPENAI = 'https://api.openai.com/v1';
const OWN = 'http://localhost:11434/v1';

it.each([
  [OPENAI, { model: 'text-embedding-3-small' }, 'openai:text-embedding-3-small'],
  [OPENAI, { model: 'text-embedding-3-small', dimensions: 512 }, 'openai:text-embedding-3-small:512'],
  [OWN, { model: 'nomic-embed-text:v1.5' }, 'openai:nomic-embed-text:v1.5@localhost:11434'],
  [OWN, { model: 'bge-m3:567m', dimensions: 256 }, 'openai:bge-m3:567m:256@localhost:11434'],
])('at %s %o is named %s, and can be read back', (baseUrl, model, name) => {
  expect(openAiEmbedderName(baseUrl, model)).toBe(name);
  expect(readOpenAiEmbedderName(name, baseUrl)).toEqual(model);
});

it.each([
  ['openai:bge-m3@localhost:11434', OPENAI],
  ['openai:text-embedding-3-small', OWN],
  ['openai:bge-m3@elsewhere:11434', OWN],
  ['local:Xenova/all-MiniLM-L6-v2', OPENAI],
  ['openai:', OPENAI],
])('%s was not made by the server at %s', (name, baseUrl) => {
  expect(readOpenAiEmbedderName(name, baseUrl)).toBeUndefined();
});
