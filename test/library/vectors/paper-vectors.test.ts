import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Table } from '@lancedb/lancedb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toUnitVector } from '../../../src/domain/unit-vector.ts';
import { connectEngine } from '../../../src/library/engine.ts';
import { embeddingsSchema } from '../../../src/library/rows.ts';
import { arrowTable } from '../../../src/library/tables.ts';
import { PaperVectors } from '../../../src/library/vectors/paper-vectors.ts';
import { indexVectors } from '../../../src/library/vectors/vector-index.ts';

const DIMENSIONS = 32;
const PAPERS = 3_000;
const SUBJECTS = 40;

let state = 1;
const random = () => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state / 0x7fffffff - 0.5;
};
const direction = (from?: Float32Array) =>
  toUnitVector(Float32Array.from({ length: DIMENSIONS }, (_, k) => (from?.[k] ?? 0) + random())) as Float32Array;
const subjects = Array.from({ length: SUBJECTS }, () => direction());
const papers = Array.from({ length: PAPERS }, (_, at) => ({
  id: `arxiv:${at}`,
  day: at % 2 ? '2026-06-02' : '2026-06-01',
  content: '',
  vector: direction(subjects[at % SUBJECTS]),
}));
const product = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
const exact = (question: Float32Array, day?: string) =>
  papers
    .filter((paper) => !day || paper.day === day)
    .map(({ id, vector }) => ({ id, cosine: product(question, vector) }))
    .sort((a, b) => b.cosine - a.cosine);

let folder = '';
let table: Table;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-vectors-'));
  const connection = await connectEngine(folder);
  table = await connection.createEmptyTable('vectors', embeddingsSchema(DIMENSIONS));
  await table.add(
    arrowTable(
      papers.map((paper) => ({ ...paper, vector: [...paper.vector] })),
      embeddingsSchema(DIMENSIONS),
    ),
  );
  await indexVectors(table, DIMENSIONS, 0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['in memory', undefined],
  ['in the engine, by its index', 0],
])('vectors of papers %s', (_, mostNumbers) => {
  const vectors = () => new PaperVectors(table, DIMENSIONS, mostNumbers);

  it('are found nearly as an exact search finds them', async () => {
    let found = 0;
    for (const subject of subjects) {
      const question = direction(subject);
      const asked = await vectors().against(question, 'corpus');
      const brought = [...(await asked.nearest({}, 30)).keys()];
      const cosineOf = await asked.cosinesOf(brought);
      const nearest = brought.sort((a, b) => (cosineOf(b) ?? 0) - (cosineOf(a) ?? 0)).slice(0, 10);
      const wanted = new Set(
        exact(question)
          .slice(0, 10)
          .map(({ id }) => id),
      );
      found += nearest.filter((id) => wanted.has(id)).length;
    }
    expect(found / (SUBJECTS * 10)).toBeGreaterThanOrEqual(0.95);
  });

  it('are kept to days', async () => {
    const question = direction(subjects[3]);
    const nearest = [...(await (await vectors().against(question, 'corpus')).nearest({ to: '2026-06-01' }, 10)).keys()];
    expect(nearest).toHaveLength(10);
    expect(nearest.filter((id) => Number(id.slice(6)) % 2)).toEqual([]);
    expect(
      exact(question, '2026-06-01')
        .slice(0, 20)
        .map(({ id }) => id),
    ).toEqual(expect.arrayContaining([nearest[0]]));
  });

  it('tell the cosine of any paper, near or far, and of none that has no vector', async () => {
    const question = direction();
    const asked = await vectors().against(question, 'corpus');
    const [near] = (await asked.nearest({}, 5)).keys();
    const far = exact(question).at(-1);
    const cosineOf = await asked.cosinesOf([near as string, far?.id as string, 'arxiv:none']);
    expect(cosineOf(near as string)).toBeCloseTo(exact(question).find(({ id }) => id === near)?.cosine ?? 0, 4);
    expect(cosineOf(far?.id as string)).toBeCloseTo(far?.cosine ?? 0, 4);
    expect(cosineOf('arxiv:none')).toBeUndefined();
  });

  it('have a direction between them', async () => {
    const mean = (await vectors().meanOf(['arxiv:1', 'arxiv:2', 'arxiv:none'])) as Float32Array;
    const [one, two] = [papers[1]?.vector as Float32Array, papers[2]?.vector as Float32Array];
    expect(product(mean, one)).toBeCloseTo(product(mean, two), 4);
    expect(await vectors().meanOf(['arxiv:none'])).toBeUndefined();
  });
});
