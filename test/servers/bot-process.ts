/** A loopback Discord and settings come in; the real program goes out, as a process of its own that ends with the test. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoopbackDiscord } from './discord/start-discord.ts';
import { endWithUs } from './end-with-us.ts';
import { afterwards, type Ending } from './open-discord.ts';
import type { OpenAiServer } from './openai.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface BotProcess {
  /** What was written so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when the process has ended and everything that it wrote is here. */
  readonly ended: Promise<Exit>;
  /** SIGTERM, as a service manager sends it. @throws Error when the process is still there after 10 s */
  stop(): Promise<Exit>;
  /** SIGKILL: no last words. */
  kill(): Promise<Exit>;
}

const START = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');
const CONNECTED = /^Connected to Discord/m;
const START_PATIENCE = 30_000;
/** Docker and most others kill after so long. */
const STOP_PATIENCE = 10_000;

/** An empty folder for `DATA_FOLDER`, removed in the end. */
export async function dataFolder(ending: Ending = afterwards): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-bot-'));
  ending(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** What makes a process answer with this model; patience in seconds. */
export function modelSettings(openAi: OpenAiServer, patience = 20): Record<string, string> {
  return {
    OPENAI_BASE_URL: openAi.baseUrl,
    OPENAI_API_KEY: 'key-of-the-loopback',
    OPENAI_MODEL: 'loopback-model',
    ANSWER_DEADLINE_SECONDS: String(patience),
  };
}

/**
 * Starts `scripts/start.mjs bot` with these settings and nothing else of the tests' environment.
 * It runs in its data folder, where no `.env` is.
 */
export function runBotProcess(
  settings: Readonly<Record<string, string>> & { readonly DATA_FOLDER: string },
  ending: Ending = afterwards,
): BotProcess {
  const child = spawn(process.execPath, [START, 'bot'], {
    cwd: settings.DATA_FOLDER,
    // No test asks the real sources.
    env: { PATH: process.env.PATH, SYNC_EVERY_MINUTES: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const ended = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  endWithUs(child);
  ending(kill);
  return {
    stdout,
    stderr,
    ended,
    async stop() {
      child.kill('SIGTERM');
      const late = AbortSignal.timeout(STOP_PATIENCE);
      const tooLate = new Promise<never>((_, reject) => {
        late.onabort = () => reject(new Error(`The bot did not stop: ${stdout()}${stderr()}`));
      });
      return Promise.race([ended, tooLate]);
    },
    kill,
  };
}

/** The bot on this Discord, connected. @throws Error with what it wrote when it does not connect */
export async function startBotProcess(
  discord: LoopbackDiscord,
  folder: string,
  settings: Readonly<Record<string, string>> = {},
  ending: Ending = afterwards,
): Promise<BotProcess> {
  const { token, apiUrl } = discord;
  const ours = { DATA_FOLDER: folder, DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl };
  const bot = runBotProcess({ ...ours, ...settings }, ending);
  const deadline = Date.now() + START_PATIENCE;
  let over = false;
  bot.ended.finally(() => {
    over = true;
  });
  while (!CONNECTED.test(bot.stdout())) {
    if (over || Date.now() > deadline) throw new Error(`The bot did not connect: ${bot.stdout()}${bot.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return bot;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (piece: string) => {
    text += piece;
  });
  return () => text;
}
