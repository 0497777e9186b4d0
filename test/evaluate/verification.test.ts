import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { PaperId } from '../../src/domain/paper.ts';
import { splitSentences } from '../../src/domain/text/sentences.ts';
import { LIE_KINDS, type MadeClaim, makeClaims } from '../../src/evaluate/made-claims.ts';
import type { VerificationReport } from '../../src/evaluate/measure-verification.ts';
import { seededRandom } from '../../src/evaluate/random.ts';
import { runEval } from '../../src/jobs/run-eval.ts';
import { evidence } from '../doubles/evidence.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { loadSample } from '../sample.ts';
import { sharedData } from '../shared-data.ts';

let folder: string;
let shown: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-test-verification-'));
  shown = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    shown += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

function evaluate(...argv: string[]): Promise<number> {
  const config = readConfig({ DATA_FOLDER: join(folder, 'data') });
  return runEval(['verification', ...argv], { config, clock: createFakeClock(), log: createRecordingLog() });
}

async function measured(...argv: string[]): Promise<VerificationReport> {
  expect(await evaluate(...argv, '--json')).toBe(0);
  return JSON.parse(shown) as VerificationReport;
}

/** The floors that answers must hold: lies of 30 %, at least a thousand claims. */
function expectFloors(report: VerificationReport) {
  expect(report.claims).toBeGreaterThanOrEqual(1_000);
  expect(report.lies / report.claims).toBeGreaterThan(0.25);
  expect(report.liesShown).toBeLessThanOrEqual(0.01);
  expect(report.trueDropped).toBeLessThanOrEqual(0.1);
  const counted = report.kinds.reduce((sum, kind) => sum + kind.shown + kind.dropped, 0);
  expect(counted).toBe(report.claims);
}

describe('npm run eval -- verification', () => {
  it('shows hardly a lie about the sample, and drops hardly a true claim', async () => {
    const report = await measured('--papers', join(import.meta.dirname, '..', '..', 'data', 'sample', 'papers.jsonl'));
    expectFloors(report);
    for (const { name, isTrue, shown: kept, dropped } of report.kinds) {
      if (name === 'word for word') expect([name, dropped]).toEqual([name, 0]);
      if (!isTrue) expect(kept / (kept + dropped), name).toBeLessThan(0.05);
    }
  });

  const seeds = sharedData('seeds');
  it.skipIf(!seeds)('holds on exported pages too', async () => {
    const names = (await readdir(seeds ?? '')).filter((name) => /^00[01].*\.txt$/.test(name));
    expectFloors(await measured('--papers', ...names.map((name) => join(seeds ?? '', name))));
  });

  it('prints a table for people, and what was judged wrongly', async () => {
    await evaluate('--papers', join(import.meta.dirname, '..', '..', 'data', 'sample', 'papers.jsonl'));
    expect(shown).toMatch(/kind.*shown.*dropped/);
    expect(shown).toMatch(/False claims shown: [\d.]+ % of the lies/);
    expect(shown).toContain('quote off by a word');
  });

  it('wants papers to speak of', async () => {
    await expect(evaluate()).rejects.toThrow(/--data is missing/);
    const path = join(folder, 'corpus.jsonl');
    await writeFile(path, '{"_id": "1", "title": "Short", "text": "One sentence."}');
    await expect(evaluate('--data', path)).rejects.toThrow(/too few or too short/);
  });
});

describe('the claims that are made', () => {
  const sets = [...loadSample().values()]
    .slice(0, 40)
    .map((paper) => evidence({ title: paper.title, id: paper.id as PaperId }, splitSentences(paper.abstract)));
  const groups = Array.from({ length: 10 }, (_, at) => sets.slice(at * 4, at * 4 + 4));
  const make = (seed: number): MadeClaim[] => makeClaims([...groups, ...groups, ...groups], seededRandom(seed));

  it('are the same for the same seed, and others for another', () => {
    expect(make(1)).toEqual(make(1));
    expect(make(1).map(({ draft }) => draft.text)).not.toEqual(make(2).map(({ draft }) => draft.text));
  });

  it('hold lies of every kind but the rarest', () => {
    const kinds = new Set([...make(1), ...make(2), ...make(3)].map(({ kind }) => kind));
    for (const kind of LIE_KINDS.filter((name) => name !== 'sides swapped')) expect(kinds).toContain(kind);
  });

  it('that are true cite what they restate, and a lie is not what was true', () => {
    for (const { isTrue, kind, draft, evidence: given } of make(4)) {
      const texts = draft.cites.map((key) => {
        const [, paper, sentence] = /^P(\d+)\.s(\d+)$/.exec(key) ?? [];
        return given[Number(paper) - 1]?.sentences[Number(sentence) - 1]?.text;
      });
      if (isTrue) expect(texts).not.toContain(undefined);
      if (isTrue && draft.quote) expect(texts.join(' ')).toContain(draft.quote);
      if (!isTrue && kind !== 'quote off by a word' && kind !== 'unknown key') expect(texts).not.toContain(draft.text);
    }
  });
});
