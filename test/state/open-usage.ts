/** The record of usage in a place of its own, as it is after a restart, too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { BudgetLimits, PricedUsage, Spender } from '../../src/domain/budget.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createUsage } from '../../src/state/usage.ts';
import { openReaderKey } from '../../src/state/usage-reader-key.ts';
import type { StatePlace } from '../contracts/state-place.ts';
import type { FakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

export function usageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'usage-'));
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @param at a folder, for a file of SQLite in it */
export async function openUsage(at: string | StatePlace, clock: FakeClock, limits: BudgetLimits = {}) {
  const folder = typeof at === 'string' ? at : at.folder;
  const database = await (typeof at === 'string' ? openDatabase({ path: join(folder, 'state.sqlite') }) : at.open());
  let open = true;
  const close = async () => {
    if (open) await database.destroy();
    open = false;
  };
  endings.push(close);
  const log = createRecordingLog();
  const readerKey = openReaderKey(join(folder, 'reader-key'));
  return { ...createUsage({ database, readerKey, limits, clock, log }), database, log, close };
}

export const ada: Spender = { reader: 'ada', server: 'lab', operator: false };
export const alan: Spender = { reader: 'alan', server: 'lab', operator: false };
export const operator: Spender = { reader: 'terminal', operator: true };

export const TOKENS = 100;
export const answering = { kind: 'answer', beginsAnswer: true, tokens: TOKENS, nanodollars: TOKENS } as const;

export function usageOf(usage: Partial<PricedUsage> = {}): PricedUsage {
  return {
    ...{ model: 'small', inputTokens: 80, cachedInputTokens: 10, outputTokens: 20, estimated: false, nanodollars: 100 },
    ...usage,
  };
}
