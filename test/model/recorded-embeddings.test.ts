import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEmbeddingAnswer } from '../../src/model/embedding-answer.ts';
import { sharedData } from '../shared-data.ts';

const folder = sharedData('fixtures', 'openai_otel_cassettes');

/** The bodies of the answers in a recording: blocks of YAML, with the JSON inside. */
function answersIn(file: string): string[] {
  const text = readFileSync(join(folder ?? '', file), 'utf8');
  return [...text.matchAll(/ response:\n {4}body:\n {6}string: \|-\n([\s\S]*?)\n {4}headers:/g)].map(
    ([, body]) => body ?? '',
  );
}

const recordings = (folder ? readdirSync(folder) : [])
  .filter((file) => file.startsWith('test_embeddings'))
  .flatMap((file) => answersIn(file).map((body) => ({ file, body })))
  .filter(({ body }) => body.includes('"embedding"'));

describe.skipIf(!folder)('recorded answers of OpenAI', () => {
  it('are there', () => {
    expect(recordings.length).toBeGreaterThan(4);
  });

  it.each(recordings)('$file is read whole: numbers or base64, with its tokens', ({ file, body }) => {
    const { data, usage } = JSON.parse(body);
    const { vectors, tokens } = readEmbeddingAnswer(body, data.length);
    expect(tokens).toBe(usage.total_tokens);
    expect(vectors.map(({ length }) => length)).toEqual(data.map(() => (file.includes('dimensions') ? 512 : 1536)));
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    // OpenAI's vectors have length 1 already: normalising changes nothing.
    const given = data[0].embedding;
    if (Array.isArray(given)) expect(vectors[0]?.[7]).toBeCloseTo(given[7], 4);
    else expect(vectors[0]?.[7]).toBeCloseTo(Buffer.from(given, 'base64').readFloatLE(28), 4);
  });
});
