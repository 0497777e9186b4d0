/** Every store on a real PostgreSQL, by the same contracts as on SQLite. One server for all of them, a database for each test. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSettingsStore } from '../../src/state/settings.ts';
import { describeDeliveries } from '../contracts/deliveries.ts';
import { describeFeedback } from '../contracts/feedback.ts';
import { describeMailRequests } from '../contracts/mail-requests.ts';
import { describeMigrations } from '../contracts/migrations.ts';
import { describeServerLimits } from '../contracts/server-limits.ts';
import { describeServerPresence } from '../contracts/server-presence.ts';
import { describeSettings, to } from '../contracts/settings.ts';
import { postgresPlace } from '../contracts/state-place.ts';
import { describeSyncJournal } from '../contracts/sync-journal.ts';
import { describeUpvoteHistory } from '../contracts/upvote-history.ts';
import { describeUsageBudget } from '../contracts/usage-budget.ts';
import { describeUsageRecord } from '../contracts/usage-record.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { type PostgresServer, postgresMissing, startPostgres } from '../servers/postgres.ts';
import { ada, answering, openUsage, usageOf } from './open-usage.ts';

describe.skipIf(postgresMissing)(`PostgreSQL${postgresMissing ? `: ${postgresMissing}` : ''}`, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.close());

  const place = postgresPlace(() => server);
  for (const contract of [
    describeMigrations,
    describeSyncJournal,
    describeSettings,
    describeServerPresence,
    describeFeedback,
    describeMailRequests,
    describeDeliveries,
    describeUpvoteHistory,
    describeUsageRecord,
    describeUsageBudget,
    describeServerLimits,
  ]) {
    contract('PostgreSQL', place);
  }

  /** Within one process SQLite would wait for itself; these are several connections that really are at work at once. */
  describe('with several at work at once', () => {
    const clock = createFakeClock('2026-07-01T12:00:00Z');

    it('keeps the changes of all admins', async () => {
      const records = await place();
      const log = createRecordingLog();
      const stores = [await records.open(), await records.open()].map((database) =>
        createSettingsStore({ database: async () => database, clock, log }),
      );
      const ids = Array.from({ length: 20 }, (_, at) => String(100 + at));
      await Promise.all(ids.map((id, at) => stores[at % 2]?.change('1', to({ addChannel: id }))));
      const after = createSettingsStore({ database: records.open, clock, log });
      expect((await after.settingsOf('1')).channels.toSorted()).toEqual(ids);
    });

    it('loses no usage while rows are moved to nobody, and locks nobody out', async () => {
      const records = await place();
      const [one, other] = [await openUsage(records, clock), await openUsage(records, clock)];
      const models = [usageOf({ model: 'large' }), usageOf({ model: 'small' })];
      const using = Array.from({ length: 60 }, async (_, at) => {
        const { budget } = at % 2 ? one : other;
        const reserved = await budget.reserve(ada, answering);
        if ('budget' in reserved) throw new Error('there is no limit');
        await budget.settle(reserved, at % 3 ? models : models.toReversed());
      });
      const forgetting = [one, other, one].map(({ record }) => record.forget('ada'));
      await Promise.all([...using, ...forgetting]);
      expect([...one.log.events(), ...other.log.events()]).toEqual([]);
      const { today } = await one.record.ofAll();
      expect(today).toMatchObject({ requests: 120, answers: 60, inputTokens: 120 * 80 });
    });
  });
});
