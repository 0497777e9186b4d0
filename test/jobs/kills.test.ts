import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleCorpus } from '../../bench/corpus.ts';
import { type KillReport, killSyncs } from '../../bench/kills/kills.ts';
import { madeDays } from '../../bench/kills/made-days.ts';
import { startHuggingFace } from '../servers/hugging-face.ts';
import type { LoopbackServer } from '../servers/loopback.ts';

const KILLS = 6;
/** Five writes of twenty days each. */
const RANGE = { from: '2026-01-01', to: '2026-04-10' };
const PAPERS_A_DAY = 2;

let server: LoopbackServer;
let report: KillReport;
beforeAll(async () => {
  server = await startHuggingFace({ days: madeDays(await sampleCorpus(), RANGE.from, RANGE.to, PAPERS_A_DAY) });
  report = await killSyncs({ kills: KILLS, seed: 2, ...RANGE, url: server.url });
}, 240_000);
afterAll(() => server?.close());

it('loses no paper of a day that it had recorded or said was done, wherever it is killed', () => {
  expect(report).toMatchObject({ kills: KILLS, opens: KILLS, found: KILLS, lost: 0, problems: [] });
  // A sync that is always killed before its first day would prove nothing.
  expect(report.lookedFor).toBeGreaterThan(0);
});

it('leaves, once it may end, the library that an undisturbed sync leaves', () => {
  expect(report.completed).toBeGreaterThan(0);
  expect(report.different).toBe(0);
});
