/** What every test of the loopback Discord starts with; everything is stopped after the test, and unexpected violations fail it. */
import { afterEach } from 'vitest';
import { type DiscordOptions, type LoopbackDiscord, startDiscord } from './discord/start-discord.ts';
import { type Behaviour, type SampleBot, startSampleBot } from './sample-bot.ts';

const stops: (() => unknown)[] = [];

/** Runs this when the test is over, last in, first out. */
export function afterwards(stop: () => unknown): void {
  stops.push(stop);
}

afterEach(async () => {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
});

export async function openDiscord(options?: DiscordOptions): Promise<LoopbackDiscord> {
  const discord = await startDiscord(options);
  afterwards(() => discord.close());
  return discord;
}

export async function connect(discord: LoopbackDiscord, behaviour?: Behaviour): Promise<SampleBot> {
  const bot = await startSampleBot(discord.apiUrl, discord.token, behaviour);
  afterwards(() => bot.client.destroy());
  return bot;
}

export const ask = { question: 'does it help?' };
