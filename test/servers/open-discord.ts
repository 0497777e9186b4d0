/** What every test of the loopback Discord starts with; everything is stopped after the test, and unexpected violations fail it. */
import { afterAll, afterEach } from 'vitest';
import { type DiscordOptions, type LoopbackDiscord, startDiscord } from './discord/start-discord.ts';
import { type Behaviour, type SampleBot, startSampleBot } from './sample-bot.ts';

type Stop = () => unknown;
/** Takes what is to be run at the end: of the test, or of the file. */
export type Ending = (stop: Stop) => void;

const endOfTest: Stop[] = [];
const endOfFile: Stop[] = [];

/** Runs this when the test is over, last in, first out. */
export const afterwards: Ending = (stop) => endOfTest.push(stop);

/** The same when all tests of the file are over: for what `beforeAll` starts. */
export const inTheEnd: Ending = (stop) => endOfFile.push(stop);

afterEach(() => run(endOfTest));
afterAll(() => run(endOfFile));

async function run(stops: Stop[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

export async function openDiscord(options?: DiscordOptions, ending: Ending = afterwards): Promise<LoopbackDiscord> {
  const discord = await startDiscord(options);
  ending(() => discord.close());
  return discord;
}

export async function connect(discord: LoopbackDiscord, behaviour?: Behaviour): Promise<SampleBot> {
  const bot = await startSampleBot(discord.apiUrl, discord.token, behaviour);
  afterwards(() => bot.client.destroy());
  return bot;
}

export const ask = { question: 'does it help?' };
