/** A world to deliver in: virtual time, a real state file, a simulated Discord, and processes that come and go. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Life, mortal, mortalClock } from '../../bench/daily/mortal.ts';
import { createSimulatedDiscord, type Post } from '../../bench/daily/simulated-discord.ts';
import { createSimulatedComposer, createSimulatedSender } from '../../bench/daily/simulated-sender.ts';
import { createVirtualClock } from '../../bench/daily/virtual-clock.ts';
import { createDeliveries } from '../../src/digest/deliveries.ts';
import { createSlotTimes } from '../../src/digest/schedule.ts';
import { createWake } from '../../src/digest/wake.ts';
import type { DigestComposer, DigestSender, NewSubscription } from '../../src/domain/delivery.ts';
import type { DeliveryLedger } from '../../src/domain/delivery-ledger.ts';
import type { Pause, Subscription } from '../../src/domain/subscription.ts';
import { createDeliveryLedger } from '../../src/state/delivery-ledger.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createPastDigests } from '../../src/state/past-digests.ts';
import { createSubscriptionStore } from '../../src/state/subscriptions.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

export const HOUR = 3_600_000;
export const CATCH_UP = 12 * HOUR;
const DAY = 24 * HOUR;

export const WISHED: NewSubscription = {
  to: { kind: 'channel', server: '1', channel: 'papers', form: 'text' },
  edition: 'daily',
  schedule: { time: '08:30', zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5, 6, 7] },
  papers: 5,
  leastUpvotes: 0,
  include: [],
  exclude: [],
  style: 'cards',
  emptyDay: 'line',
  createdBy: 'an admin',
};

export interface Told {
  readonly subscription: Subscription;
  readonly pause: Pause;
}

export interface Process {
  readonly loop: ReturnType<typeof createDeliveries>;
  readonly life: Life;
  /** As SIGTERM does. */
  stop(): Promise<void>;
  /** As SIGKILL does, at once or right before or after a step. */
  kill(step?: string): void;
}

export async function createDailyWorld(
  start: string,
  parts: { readonly composer?: DigestComposer; readonly mail?: DigestSender } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-daily-'));
  const database = await openDatabase({ path: join(folder, 'state.sqlite'), survives: 'kill' });
  const clock = createVirtualClock(Date.parse(start));
  const slots = createSlotTimes();
  const posts: Post[] = [];
  const told: Told[] = [];
  const log = createRecordingLog();
  const discord = createSimulatedDiscord({ clock, random: () => 0.7, onPost: (post) => posts.push(post) });
  const simulated = createSimulatedSender(discord);
  const sender: DigestSender = {
    ...simulated,
    tellAdmins: async (subscription, pause) => {
      told.push({ subscription, pause });
    },
  };
  const composer = parts.composer ?? createSimulatedComposer();
  const books = { database: async () => database, slots, clock, catchUpMilliseconds: CATCH_UP };
  const wakes: (() => void)[] = [];
  const subscriptions = createSubscriptionStore({ ...books, onChange: () => wakes.at(-1)?.() });
  let starts = 0;

  function startProcess(
    replaced: { readonly sender?: DigestSender; readonly ledger?: (real: DeliveryLedger) => DeliveryLedger } = {},
  ): Process {
    let dieAt: string | undefined;
    const life: Life = { isAlive: true, stepsLeft: Number.POSITIVE_INFINITY, onDeath: () => {} };
    const killable = <Port extends object>(port: Port): Port =>
      new Proxy(mortal(port, life), {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return (...given: unknown[]) => {
            // One step is before the call, the other after it.
            if (dieAt === `before ${String(name)}`) life.stepsLeft = 1;
            if (dieAt === `after ${String(name)}`) life.stepsLeft = 2;
            return member.apply(target, given);
          };
        },
      });
    starts += 1;
    const own = mortalClock(clock, life);
    const wake = createWake(own);
    wakes.push(wake.now);
    const discordSender = killable(replaced.sender ?? sender);
    const ledger = createDeliveryLedger({ ...books, process: `process ${starts}` });
    const loop = createDeliveries({
      ledger: killable(replaced.ledger?.(ledger) ?? ledger),
      senderFor: (kind) => (kind === 'mail' && parts.mail ? killable(parts.mail) : discordSender),
      ...{ composer, slots, clock: own, log, wake, random: () => 0 },
      ...{ catchUpMilliseconds: CATCH_UP, repostMilliseconds: 90 * DAY },
    });
    const stopping = new AbortController();
    const ended = loop.run(stopping.signal);
    return {
      loop,
      life,
      async stop() {
        stopping.abort(new Error('stopped'));
        await Promise.all([ended, clock.runUntil(clock.now() + 10_000)]);
      },
      kill(step) {
        dieAt = step;
        if (step === undefined) life.isAlive = false;
      },
    };
  }

  return {
    ...{ clock, discord, posts, told, log, subscriptions, database, sender },
    pastDigests: createPastDigests(async () => database),
    start: startProcess,
    add: (wished: Partial<NewSubscription> = {}) => subscriptions.add({ ...WISHED, ...wished }),
    until: (instant: string) => clock.runUntil(Date.parse(instant)),
    /** When what was posted came to stand, to the minute. */
    minutes: (channel?: string) =>
      posts
        .filter((post) => channel === undefined || post.channel === channel)
        .map(({ at }) => new Date(at).toISOString().slice(0, 16)),
    async end() {
      await database.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type DailyWorld = Awaited<ReturnType<typeof createDailyWorld>>;
