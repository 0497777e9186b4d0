import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Batch } from '../../src/domain/ports.ts';
import { createHuggingFaceDaily } from '../../src/sources/hugging-face.ts';
import { startHuggingFace } from '../servers/hugging-face.ts';
import { sharedData } from '../shared-data.ts';
import { createImpatientReader } from './impatient-reader.ts';

const archive = sharedData('hf_daily', 'days.tar.gz');

describe.skipIf(!archive)('all recorded days of Daily Papers, served again', () => {
  let folder = '';
  let batches: readonly Batch[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-days-'));
    execFileSync('tar', ['-xzf', archive ?? '', '-C', folder]);
    const days = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
    const parent = join(folder, days[0] ?? '', '..');
    const server = await startHuggingFace({ days: parent, largestPage: 30 });
    const { http, clock } = createImpatientReader();
    const daily = createHuggingFaceDaily({ baseUrl: server.url, http, clock });
    const read: Batch[] = [];
    for (const name of days.toSorted()) {
      read.push(await daily.day(name.slice(-'2026-06-30.json'.length, -'.json'.length), AbortSignal.timeout(30_000)));
    }
    batches = read;
    await server.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const papers = () => batches.flatMap((batch) => batch.papers);

  test('542 days hold 9,126 records of 9,124 papers, and nothing is skipped', () => {
    expect(batches).toHaveLength(542);
    expect(batches.reduce((sum, { records }) => sum + records, 0)).toBe(9126);
    expect(new Set(papers().map(({ id }) => id)).size).toBe(9124);
    expect(batches.flatMap(({ skipped }) => skipped)).toEqual([]);
  });

  test('every paper has an arXiv id, a title, an abstract, authors, and both its days', () => {
    for (const { label, papers: listed } of batches) {
      for (const paper of listed) {
        expect(paper).toMatchObject({ id: expect.stringMatching(/^arxiv:\d{4}\.\d{5}$/), listedOn: label });
        expect(paper.title && paper.abstract && paper.authors.length && paper.publishedAt).toBeTruthy();
        expect(paper.title + paper.abstract).not.toMatch(/\n|\\n {2}|\s{2}/);
      }
    }
  });

  test('the days that were recorded as Python text are whole', () => {
    const odd = batches.filter(({ label }) => label >= '2024-12-11' && label <= '2025-01-10');
    expect(odd).toHaveLength(22);
    expect(odd.every(({ papers: listed }) => listed.length > 0)).toBe(true);
    expect(odd.at(-1)).toMatchObject({ label: '2025-01-10', records: 9 });
  });

  test('no link leads to arXiv or to anything but the web', () => {
    const links = papers().flatMap((paper) => [paper.links.code ?? [], paper.links.project ?? []].flat());
    expect(links.length).toBeGreaterThan(5000);
    expect(links.filter((link) => !/^https?:\/\/(?!(www\.)?arxiv\.org)/.test(link))).toEqual([]);
  });
});
