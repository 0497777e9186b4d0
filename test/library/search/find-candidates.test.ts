/** A library that is too large for memory: the engine searches its text. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import type { Paper, PaperId } from '../../../src/domain/paper.ts';
import type { CandidateQuery } from '../../../src/domain/ports.ts';
import { loadModel, newestModel } from '../../../src/library/corpus/model-store.ts';
import { openEdition } from '../../../src/library/editions.ts';
import { connectEngine } from '../../../src/library/engine.ts';
import { openLibrary } from '../../../src/library/open-library.ts';
import { findCandidates } from '../../../src/library/search/find-candidates.ts';
import { TEXT_INDEX } from '../../../src/library/tables.ts';
import { paper } from '../../doubles/paper.ts';

const KINDS = ['robots', 'proteins', 'galaxies', 'compilers', 'sonnets', 'glaciers', 'markets', 'enzymes'];
const about = (number: number): Paper =>
  paper({
    id: `arxiv:2601.${String(number).padStart(5, '0')}` as PaperId,
    title: `Study ${number} of ${KINDS[number % KINDS.length]}`,
    abstract: `We look at ${KINDS[number % KINDS.length]} number${number} once more. It works.`,
    listedOn: number % 2 ? '2026-01-02' : '2026-02-02',
  });
const INDEXED = 300;
const NEW = 140;

let folder: string;
let find: (query: Pick<CandidateQuery, 'text' | 'from' | 'to' | 'depth'>) => Promise<string[]>;
let unindexed: number | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-candidates-'));
  const library = await openLibrary({ uri: folder, clock: systemClock });
  await library.upsert(Array.from({ length: INDEXED }, (_, number) => about(number)));
  await library.refresh();
  await library.upsert(Array.from({ length: NEW }, (_, number) => about(INDEXED + number)));
  await library.close();
  const tables = await openEdition(await connectEngine(folder));
  const row = tables && (await newestModel(tables));
  if (!tables || !row) throw new Error('There is no finished library.');
  const { model } = await loadModel(tables, row);
  unindexed = (await tables.papers.indexStats(TEXT_INDEX))?.numUnindexedRows;
  const none = { corpus: undefined, embedder: undefined };
  find = async (query) => (await findCandidates(tables, model, none, query)).map(({ id }) => id);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

it('finds every paper by its title, in the text index or not yet', async () => {
  expect(unindexed).toBe(NEW);
  const missed: number[] = [];
  for (let number = 0; number < INDEXED + NEW; number += 7) {
    const { id, title } = about(number);
    if (!(await find({ text: title, depth: 5 })).includes(id)) missed.push(number);
  }
  expect(missed).toEqual([]);
});

it('within days too', async () => {
  const missed: number[] = [];
  for (let number = 1; number < INDEXED + NEW; number += 14) {
    const { id, title, listedOn } = about(number);
    const found = await find({ text: title, depth: 5, from: listedOn, to: listedOn });
    if (!found.includes(id)) missed.push(number);
  }
  expect(missed).toEqual([]);
  expect(await find({ text: 'robots', depth: 50, from: '2026-03-01' })).toEqual([]);
});

it('brings no more than it was asked for', async () => {
  expect(await find({ text: 'study', depth: 12 })).toHaveLength(12);
});
