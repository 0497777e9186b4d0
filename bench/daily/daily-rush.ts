/** Thousands of subscriptions due in one minute: how long until all are sent, within Discord's limits and how much memory. */
import { join } from 'node:path';
import { createDeliveries } from '../../src/digest/deliveries.ts';
import { createSlotTimes } from '../../src/digest/schedule.ts';
import { createWake } from '../../src/digest/wake.ts';
import { seededRandom } from '../../src/evaluate/random.ts';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { createDeliveryLedger } from '../../src/state/delivery-ledger.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSubscriptionStore } from '../../src/state/subscriptions.ts';
import { memoryOf } from '../child.ts';
import { type Findings, findingsOf, megabytes, secondsOf, wholeNumber } from '../table.ts';
import { createSimulatedDiscord, GLOBAL_LIMIT } from './simulated-discord.ts';
import { createSimulatedComposer, createSimulatedSender } from './simulated-sender.ts';
import { createVirtualClock } from './virtual-clock.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const CATCH_UP = 12 * 60 * MINUTE;
const BEGAN = Date.parse('2026-07-01T07:00:00Z');
const DUE = BEGAN + 90 * MINUTE;
const LONGEST = 20 * MINUTE;

export interface Rush {
  readonly sent: number;
  readonly doubled: number;
  readonly firstAfter: number;
  readonly lastAfter: number;
  readonly requests: number;
  readonly refused: number;
  readonly milliseconds: number;
}

export async function benchDailyRush(subscriptions = 10_000): Promise<Findings> {
  const rush = await simulateRush(subscriptions);
  const { peakBytes } = await memoryOf(process.pid);
  return findingsOf(`Daily posts: ${wholeNumber(subscriptions)} due in the same minute`, [
    { what: 'sent', figure: wholeNumber(rush.sent), beside: `wanted: ${wholeNumber(subscriptions)}` },
    { what: 'doubled', figure: String(rush.doubled), beside: 'wanted: 0' },
    { what: 'the first after', figure: secondsOf(rush.firstAfter) },
    {
      what: 'the last after',
      figure: secondsOf(rush.lastAfter),
      beside: 'wanted: under 300 s, by the clock of Discord',
    },
    { what: 'requests', figure: wholeNumber(rush.requests), beside: `Discord allows ${GLOBAL_LIMIT} a second` },
    { what: 'refused with 429', figure: wholeNumber(rush.refused), beside: 'wanted: 0' },
    { what: 'memory at most', figure: megabytes(peakBytes), beside: 'wanted: under 600 MB' },
    { what: 'it took', figure: secondsOf(rush.milliseconds) },
  ]);
}

export function simulateRush(subscriptions: number): Promise<Rush> {
  return withTemporaryFolder(async (folder) => {
    const database = await openDatabase({ path: join(folder, 'state.sqlite'), survives: 'kill' });
    const began = performance.now();
    const random = seededRandom(10);
    const clock = createVirtualClock(BEGAN);
    const slots = createSlotTimes();
    const stopping = new AbortController();
    const sentAt: number[] = [];
    const keys = new Set<string>();
    const discord = createSimulatedDiscord({
      clock,
      random,
      onPost({ at, key }) {
        sentAt.push(at);
        keys.add(key);
      },
    });
    const sender = createSimulatedSender(discord);
    const books = { database: async () => database, slots, clock, catchUpMilliseconds: CATCH_UP };
    const store = createSubscriptionStore(books);
    try {
      for (let index = 0; index < subscriptions; index += 1) {
        await store.add({
          to: { kind: 'channel', server: `server ${index % 3_000}`, channel: `channel ${index}`, form: 'text' },
          ...{ edition: 'daily', schedule: { time: '08:30', zone: 'UTC', weekdays: [1, 2, 3, 4, 5, 6, 7] } },
          ...{ papers: 10, leastUpvotes: 0, exclude: [], style: 'cards', emptyDay: 'line' },
          include: index % 4 ? [{ kind: 'words', text: `topic ${(index % 4) - 1}` }] : [],
          createdBy: 'an admin',
        });
      }
      const loop = createDeliveries({
        ledger: createDeliveryLedger({ ...books, process: 'one' }),
        ...{ composer: createSimulatedComposer(), senderFor: () => sender, slots, clock, wake: createWake(clock) },
        ...{ log: { info: () => {}, warn: () => {}, error: () => {} }, random },
        ...{ catchUpMilliseconds: CATCH_UP, repostMilliseconds: 90 * DAY },
      });
      const ended = loop.run(stopping.signal);
      await clock.runUntil(DUE + LONGEST);
      stopping.abort(new Error('done'));
      await clock.runUntil(DUE + LONGEST + MINUTE);
      await ended;
    } finally {
      await database.destroy();
    }
    return {
      ...{ sent: keys.size, doubled: sentAt.length - keys.size },
      ...{ firstAfter: (sentAt[0] ?? Number.NaN) - DUE, lastAfter: (sentAt.at(-1) ?? Number.NaN) - DUE },
      ...{ requests: discord.counts.requests, refused: discord.counts.refused },
      milliseconds: performance.now() - began,
    };
  });
}
