/** A day of load in a go: how much memory the bot holds, from the first hour to the last. */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/evaluate/random.ts';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { type LoopbackDiscord, startDiscord } from '../../test/servers/discord/start-discord.ts';
import { memoryOf } from '../child.ts';
import { sampleCorpus } from '../corpus.ts';
import { type Findings, findingsOf, megabytes, rounded, secondsOf, wholeNumber } from '../table.ts';
import { startBotChild } from './bot-child.ts';
import { createLoad } from './load.ts';
import { isUnfinished } from './people.ts';

const SEED = 5;
const HOURS = 24;
/** So many people in a day, each a few times. */
const PEOPLE = 10_000;
/** Interactions that run at the same time. */
const MOST_AT_ONCE = 12;
const GROWTH = 0.1;
const WAIT = 4;
const IDLE = 1_500;
const DRAIN_PATIENCE = 60_000;
const SETTLE = 150;
/** What people press may be gone by the time that it is answered. */
const MEANT = /Unknown Message|Unknown Webhook|Unknown Channel|Unknown interaction/;

export interface MemoryCurve {
  readonly interactions: number;
  /** Resident bytes at the end of each hour; the first is what the others are held against. */
  readonly hours: readonly number[];
  readonly milliseconds: number;
}

export async function benchDiscordMemory(interactions: number): Promise<Findings> {
  const curve = await measureMemory(interactions, (hour, bytes) =>
    process.stderr.write(`  hour ${hour} of ${HOURS}: ${megabytes(bytes)}\n`),
  );
  const [first = 0] = curve.hours;
  const last = curve.hours.at(-1) ?? 0;
  const anHour = Math.ceil(interactions / HOURS);
  return findingsOf(`Memory of the bot over ${wholeNumber(interactions)} interactions`, [
    {
      what: `an hour is ${wholeNumber(anHour)} interactions: a 24th of them`,
      figure: secondsOf(curve.milliseconds),
      beside: 'all of them took',
    },
    { what: 'resident after the first hour', figure: megabytes(first) },
    {
      what: 'resident after the last',
      figure: megabytes(last),
      beside: `${last >= first ? '+' : ''}${rounded(((last - first) / first) * 100)} %; wanted: within ${GROWTH * 100} %`,
    },
    { what: 'the hours, MB', figure: curve.hours.map((bytes) => Math.round(bytes / 1e6)).join(', ') },
    { what: 'load average of the machine at the end', figure: rounded(loadavg()[0] ?? 0) },
  ]);
}

export function measureMemory(
  interactions: number,
  onHour: (hour: number, bytes: number) => void = () => {},
): Promise<MemoryCurve> {
  return withTemporaryFolder(async (folder) => {
    const { questions } = await sampleCorpus();
    const discord = await startDiscord({ channels: ['papers'] });
    discord.allowViolation(MEANT);
    const bot = startBotChild(discord, folder);
    const load = createLoad({ discord, random: seededRandom(SEED), questions, people: PEOPLE });
    const anHour = Math.ceil(interactions / HOURS);
    const hours: number[] = [];
    const start = performance.now();
    try {
      await bot.connected();
      for (let done = 1; done <= interactions; done += 1) {
        await load.act();
        while (waiting(discord) > MOST_AT_ONCE) await sleep(WAIT);
        // What happened is nobody's memory but the bot's.
        if (done % 250 === 0) await drained(discord);
        if (done % anHour !== 0 && done !== interactions) continue;
        await drained(discord);
        await sleep(IDLE);
        const { residentBytes = 0 } = await memoryOf(bot.pid);
        hours.push(residentBytes);
        onHour(hours.length, residentBytes);
      }
      return { interactions, hours, milliseconds: performance.now() - start };
    } finally {
      await bot.stop();
      await discord.close();
    }
  });
}

/** Interactions that nobody has heard yet, and messages that are still being written. */
function waiting(discord: LoopbackDiscord): number {
  const unheard = discord.interactions().filter(({ acknowledged }) => acknowledged === undefined);
  const unwritten = discord.messages().filter((message) => message.author.bot && isUnfinished(message));
  return unheard.length + unwritten.length;
}

async function drained(discord: LoopbackDiscord): Promise<void> {
  const end = performance.now() + DRAIN_PATIENCE;
  while (waiting(discord) > 0 && performance.now() < end) await sleep(WAIT * 10);
  // Threads are opened, and what is private put aside, after the answer stands there.
  await sleep(SETTLE);
  discord.forget();
}
