/** A server with a daily post: the loopback Discord, the real commands, store, loop and sender, and a clock that the test moves. */
import { randomUUID } from 'node:crypto';
import { commands } from '../../commands/index.ts';
import { pressedCommands } from '../../commands/pressed/index.ts';
import { createDeliveries } from '../../src/digest/deliveries.ts';
import { createSlotTimes } from '../../src/digest/schedule.ts';
import { createWake } from '../../src/digest/wake.ts';
import { connectDiscord } from '../../src/discord/connect.ts';
import type { DiscordConnection } from '../../src/discord/connection.ts';
import type { DigestSender, SubscriptionStore } from '../../src/domain/delivery.ts';
import { ENGLISH_ONLY } from '../../src/domain/languages.ts';
import { createDigestLook } from '../../src/flows/digest-look.ts';
import { createDeliveryLedger } from '../../src/state/delivery-ledger.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSubscriptionStore } from '../../src/state/subscriptions.ts';
import { createQuickClock } from '../discord/quick-clock.ts';
import { memoryCache } from '../discord/start-bot.ts';
import { createHeldClock, type HeldClock } from '../doubles/held-clock.ts';
import { createRecordingLog, type RecordingLog } from '../doubles/recording-log.ts';
import type { DiscordOptions, LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { everyComponent, type WireMessage } from '../servers/discord/wire.ts';
import { afterwards, openDiscord } from '../servers/open-discord.ts';
import { openSmallLibrary, servicesOver } from '../small-library.ts';

export interface Daily {
  readonly discord: LoopbackDiscord;
  readonly connection: DiscordConnection;
  readonly sender: DigestSender;
  readonly store: SubscriptionStore;
  readonly clock: HeldClock;
  readonly log: RecordingLog;
  /** Moves the clock, a minute at a time, so that whoever sleeps is woken at its time. */
  pass(minutes: number): Promise<void>;
}

const HOURS = 3_600_000;

/** @param start of the clock, in UTC; the papers of 30 June 2026 are the newest @param factor how fast Discord's side runs */
export async function openDaily(
  options: DiscordOptions = {},
  start = '2026-07-01T06:00:00Z',
  factor = 10,
): Promise<Daily> {
  const discord = await openDiscord({ channels: ['papers', 'news', 'forum', 'lounge'], ...options });
  const { library, close } = await openSmallLibrary();
  afterwards(close);
  const log = createRecordingLog();
  const clock = createHeldClock(start);
  const state = await openDatabase({ path: ':memory:' });
  afterwards(() => state.destroy());
  const database = async () => state;
  const slots = createSlotTimes();
  const wake = createWake(clock);
  const catchUpMilliseconds = 6 * HOURS;
  const store = createSubscriptionStore({ database, slots, clock, catchUpMilliseconds, onChange: () => wake.now() });
  const ledger = createDeliveryLedger({ database, slots, clock, process: randomUUID(), catchUpMilliseconds });
  const lazily = { connection: undefined as DiscordConnection | undefined };
  const sender = (): DigestSender => {
    if (!lazily.connection?.digests) throw new Error('not connected yet');
    return lazily.connection.digests;
  };
  const loop = createDeliveries({
    ...{ ledger, slots, clock, log, wake, catchUpMilliseconds },
    repostMilliseconds: 90 * 24 * HOURS,
    composer: { compose: (...asked) => services.pipeline.digests.compose(...asked) },
    senderFor: sender,
    random: () => 0.5,
  });
  const services = servicesOver(library, { clock, log, rooms: { subscriptions: store, deliveries: loop } });
  const connection = await connectDiscord({
    token: discord.token,
    apiUrl: discord.apiUrl,
    commands,
    unlisted: pressedCommands,
    services,
    cache: memoryCache(),
    clock: createQuickClock(factor),
    log,
    digestLook: createDigestLook(ENGLISH_ONLY),
  });
  lazily.connection = connection;
  afterwards(() => connection.stop());
  const ending = new AbortController();
  const running = loop.run(ending.signal);
  afterwards(async () => {
    ending.abort(new Error('over'));
    clock.advance(60_000);
    await running;
  });
  return {
    discord,
    connection,
    sender: sender(),
    store,
    clock,
    log,
    async pass(minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock.advance(60_000);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

/** All text of a message of Discord, laid out or not. */
export function textOf(message: WireMessage | undefined): string {
  if (!message) return '';
  const texts = everyComponent(message.components).flatMap(({ content, label }) => content ?? label ?? []);
  return [message.content, ...texts].filter(Boolean).join('\n');
}
