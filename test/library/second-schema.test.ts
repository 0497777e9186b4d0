import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Paper } from '../../src/domain/paper.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { EDITIONS } from '../../src/library/tables.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { paper } from '../doubles/paper.ts';

const PAPERS: readonly Paper[] = [
  paper({ id: 'arxiv:2505.00001', title: 'First of them', abstract: 'A study of denoising.', upvotes: 4 }),
  paper({ id: 'arxiv:2505.00002', title: 'Second of them', abstract: 'More denoising by diffusion.', comments: 7 }),
  paper({ title: 'Without an id', abstract: 'Denoising of gardens.', withdrawn: true }),
];
const LATER = ['listed_at', 'version', 'categories', 'github_stars', 'text_changed_at'];

let uri = '';
beforeEach(() => {
  uri = mkdtempSync(join(tmpdir(), 'paperboy-schema-2-'));
});
afterEach(() => rmSync(uri, { recursive: true, force: true }));

const open = () => openLibrary({ uri, clock: createFakeClock() });

/** A library as Paperboy wrote it before papers had categories and stars. */
async function writeSecondLibrary(): Promise<void> {
  const library = await open();
  await library.upsert(PAPERS);
  await library.refresh();
  await library.close();
  const connection = await connect(uri);
  const editions = await connection.openTable(EDITIONS);
  const [{ edition }] = (await editions.query().toArray()) as [{ edition: string }];
  await (await connection.openTable(edition)).dropColumns(LATER);
  await editions.update({ where: 'true', values: { schema: '2' } });
  connection.close();
}

it('a library of the second schema opens with every paper, and what was computed from them', async () => {
  await writeSecondLibrary();
  const library = await open();
  const papers = await Array.fromAsync(library.all());
  expect(papers.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(PAPERS);
  const candidates = await library.candidates({ text: 'denoising by diffusion', depth: 5 });
  expect(candidates.map(({ id }) => id).sort()).toEqual(['arxiv:2505.00001', 'arxiv:2505.00002']);
  // The corpus model of before is still in force: no answer is worse until the next refresh.
  expect(candidates[0]?.vectorSource).toBe('corpus');
  await library.close();
});

it('takes in what only newer ones know, and gives it back', async () => {
  await writeSecondLibrary();
  const library = await open();
  const told = {
    ...(PAPERS[0] as Paper),
    source: 'arxiv' as const,
    version: 2,
    categories: ['cs.CL', 'cs.AI'],
    githubStars: 12,
    listedAt: Date.UTC(2026, 5, 30, 1),
  };
  expect(await library.upsert([told])).toMatchObject({ changed: 1 });
  expect(await library.get([told.id])).toEqual([told]);
  expect(await library.upsert([told])).toMatchObject({ unchanged: 1 });
  await library.close();
  const again = await open();
  expect(await again.get([told.id])).toEqual([told]);
  await again.close();
});
