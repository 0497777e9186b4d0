import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReaderKey, sharedReaderKey } from '../../src/state/usage-reader-key.ts';
import { sqlitePlace } from '../contracts/state-place.ts';
import { describeUsageRecord, use } from '../contracts/usage-record.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { ada, openUsage, usageFolder } from './open-usage.ts';

describeUsageRecord('SQLite', sqlitePlace);

describe('readers', () => {
  it('stand in the record under a keyed hash, and nowhere by name', async () => {
    const folder = usageFolder();
    const usage = await openUsage(folder, createFakeClock('2026-07-01T12:00:00Z'), { readerBurstAnswers: 5 });
    await use(usage, { ...ada, reader: '123456789012345678' });
    await usage.budget.reserve(
      { ...ada, reader: '123456789012345678' },
      { kind: 'answer', beginsAnswer: true, tokens: 1, nanodollars: 0 },
    );
    await usage.close();
    for (const file of ['state.sqlite', 'reader-key']) {
      expect(readFileSync(join(folder, file), 'latin1')).not.toContain('123456789012345678');
    }
    expect(statSync(join(folder, 'reader-key')).mode & 0o077).toBe(0);
  });

  it('have the same name after a restart, and another one in another installation', () => {
    const [folder, other] = [usageFolder(), usageFolder()];
    const name = openReaderKey(join(folder, 'reader-key'))('ada');
    expect(openReaderKey(join(folder, 'reader-key'))('ada')).toBe(name);
    expect(openReaderKey(join(other, 'reader-key'))('ada')).not.toBe(name);
  });

  it('have the same name on all machines that share a token, and another one with another token', () => {
    expect(sharedReaderKey('token')('ada')).toBe(sharedReaderKey('token')('ada'));
    expect(sharedReaderKey('token')('ada')).not.toBe(sharedReaderKey('other')('ada'));
    expect(sharedReaderKey('token')('ada')).not.toContain('ada');
  });
});
