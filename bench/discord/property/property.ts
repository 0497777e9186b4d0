/** Thousands of messages that look for trouble, through the real renderer and sender, held against Discord's rules. */
import { setTimeout as sleep } from 'node:timers/promises';
import { connectDiscord } from '../../../src/discord/connect.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import type { Command } from '../../../src/domain/command.ts';
import { openCache } from '../../../src/state/open-cache.ts';
import { createRandom } from '../../../test/discord/random-text.ts';
import { messageText } from '../../../test/servers/discord/reply-handle.ts';
import { type LoopbackDiscord, startDiscord } from '../../../test/servers/discord/start-discord.ts';
import type { Interaction } from '../../../test/servers/discord/state.ts';
import { violationText } from '../../../test/servers/discord/violations.ts';
import { fastClock, SILENT } from '../quick-bot.ts';
import { type Adversary, createAdversary } from './adversary.ts';
import { cutInSilence, missingIn, pingsIn, saidIn } from './shown.ts';

const FACTOR = 40;
const AT_ONCE = 8;
const PATIENCE = 15_000;
const LOOK_AGAIN = 10;
const QUIET = 400;
const ROUND = 100;
const EXCERPT = 120;

export interface PropertyReport {
  readonly messages: number;
  readonly requests: number;
  /** Requests that Discord would not have taken. */
  readonly violations: readonly string[];
  /** Requests that could have pinged somebody. */
  readonly pings: readonly string[];
  /** Messages of which something is missing, without a word on it. */
  readonly lost: readonly string[];
  /** The schemas of Discord's own document were held against everything. */
  readonly schemaChecked: boolean;
}

export async function holdAgainstDiscord(
  messages: number,
  seed: number,
  onDone: (count: number) => void = () => {},
): Promise<PropertyReport> {
  const discord = await startDiscord();
  const opened = openCache({ path: ':memory:', clock: systemClock, log: SILENT });
  const toSay = new Map<string, Adversary>();
  const { token, apiUrl } = discord;
  const connection = await connectDiscord({
    ...{ token, apiUrl, commands: [sayer(toSay)], services: undefined, cache: opened.cache, log: SILENT },
    clock: fastClock(FACTOR),
  });
  const next = createAdversary(createRandom(seed));
  const lost: string[] = [];
  const pings: string[] = [];
  let requests = 0;

  const one = async (number: number) => {
    const adversary = next(number);
    const driver = discord.driver.as(`reader ${number}`);
    toSay.set(driver.user.id, adversary);
    const { interaction } = await driver.slash('say', { typed: adversary.typed });
    if (number % AT_ONCE === 0) await driver.autocomplete('say', { typed: adversary.typed.slice(0, 90) }, 'typed');
    const problem = await whatIsLost(discord, interaction, adversary);
    if (problem) lost.push(`${number} (${adversary.kind}): ${problem}`);
    toSay.delete(driver.user.id);
  };
  try {
    // In rounds, so that there are moments in which nothing runs and what is over can be forgotten.
    for (let first = 0; first < messages; first += ROUND) {
      const numbers = Array.from({ length: Math.min(ROUND, messages - first) }, (_, place) => first + place).values();
      const lane = async () => {
        for (const number of numbers) await one(number);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
      await quiet(discord);
      pings.push(...pingsIn(discord.requests));
      requests += discord.requests.length;
      discord.forget();
      onDone(Math.min(messages, first + ROUND));
    }
    const violations = discord.violations.map(violationText);
    return { messages, requests, violations, pings, lost, schemaChecked: discord.schemaChecked };
  } finally {
    await connection.stop();
    opened.close();
    await discord.close().catch(() => undefined);
  }
}

/** Threads are opened after the answer stands there: nothing is forgotten while something is still asked. */
async function quiet(discord: LoopbackDiscord): Promise<void> {
  for (let before = -1; before !== discord.requests.length; ) {
    before = discord.requests.length;
    await sleep(QUIET);
  }
}

/** A command that says what it is told to, and suggests what was typed. */
function sayer(toSay: ReadonlyMap<string, Adversary>): Command<undefined> {
  return {
    definition: {
      ...{ name: 'say', description: 'Says something', category: 'answers', example: 'something' },
      options: { typed: { type: 'string', description: 'Anything', required: true, autocomplete: true } },
    },
    async *run(_args, _services, { reader }) {
      const adversary = toSay.get(reader);
      if (adversary) yield adversary.message;
    },
    complete: async (_option, typed) => [
      { name: typed, value: typed },
      { name: typed.repeat(3), value: typed.slice(0, 100) },
    ],
  };
}

/** Waits until everything is there. @returns what never came, in words */
async function whatIsLost(
  discord: LoopbackDiscord,
  interaction: Interaction,
  { message }: Adversary,
): Promise<string | undefined> {
  const cards = message.blocks.find((block) => block.kind === 'cards');
  const said = saidIn(message);
  const end = performance.now() + PATIENCE;
  let states = -1;
  let problem: string | undefined = 'nothing was shown';
  while (performance.now() < end) {
    const { history, original, followUps } = interaction;
    if (history.length !== states && original && history.length > 1) {
      states = history.length;
      const all = [original, ...followUps];
      const shown = all.flatMap((one) => [
        messageText(one),
        ...one.attachments.map(({ id }) => textOfFile(discord, id)),
      ]);
      const missing = cards ? cutInSilence(cards, shown.join('\n')) : missingIn(said, shown);
      problem = missing.length ? `missing: ${JSON.stringify(missing[0]?.slice(0, EXCERPT))}` : undefined;
      if (!problem) return undefined;
    }
    await sleep(LOOK_AGAIN);
  }
  return problem;
}

function textOfFile(discord: LoopbackDiscord, attachmentId: string): string {
  return discord.file(attachmentId)?.toString() ?? '';
}
