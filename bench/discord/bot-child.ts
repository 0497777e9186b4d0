/** A loopback Discord in, the whole program as a process on it out, as an operator starts it. */
import type { ChildProcess } from 'node:child_process';
import type { LoopbackDiscord } from '../../test/servers/discord/start-discord.ts';
import { endOf, startProgram } from '../child.ts';

const CONNECTED = /^Connected to Discord/m;
const START_PATIENCE = 120_000;
const LOOK_AGAIN = 20;

export interface BotChild {
  readonly child: ChildProcess;
  readonly pid: number | undefined;
  /** Exit code or signal. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** What it wrote, for when something goes wrong. */
  output(): string;
  /** Resolves when it is connected. @throws Error with what it wrote */
  connected(): Promise<void>;
  stop(): Promise<number | NodeJS.Signals>;
  kill(): Promise<number | NodeJS.Signals>;
}

/** @param settings besides the token, the address and the data folder */
export function startBotChild(
  discord: LoopbackDiscord,
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): BotChild {
  const { token, apiUrl } = discord;
  const child = startProgram(['bot'], {
    ...{ DATA_FOLDER: folder, DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl },
    ...settings,
  });
  let output = '';
  let isOver = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
    });
  }
  const ended = endOf(child).finally(() => {
    isOver = true;
  });
  const signalled = (signal: NodeJS.Signals) => () => {
    child.kill(signal);
    return ended;
  };
  return {
    child,
    pid: child.pid,
    ended,
    output: () => output,
    async connected() {
      const end = performance.now() + START_PATIENCE;
      while (!CONNECTED.test(output)) {
        if (isOver || performance.now() > end) throw new Error(`The bot did not connect: ${output}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
      }
    },
    stop: signalled('SIGTERM'),
    kill: signalled('SIGKILL'),
  };
}
