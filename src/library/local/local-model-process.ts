/** In: texts for the process of a local model, which is started when it is first asked. Out: its replies. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { LocalModelReply, LocalModelSettings } from './local-embedding-messages.ts';

const CHILD = join(import.meta.dirname, 'local-embedding-child.ts');
const LAST_WORDS = 2_000;

/** The process ended before it had replied. */
export class ProcessEnded extends Error {}

export interface LocalModelProcess {
  /** @throws ProcessEnded; the next question starts another process */
  ask(texts: readonly string[]): Promise<LocalModelReply>;
  /** Ends the process; what was asked of it is rejected. */
  close(): Promise<void>;
}

export function createLocalModelProcess(settings: LocalModelSettings): LocalModelProcess {
  let running: Running | undefined;
  return {
    ask(texts) {
      if (!running?.alive()) running = start(settings);
      return running.ask(texts);
    },
    async close() {
      await running?.end();
      running = undefined;
    },
  };
}

type Running = ReturnType<typeof start>;

function start(settings: LocalModelSettings) {
  const child = fork(CHILD, [JSON.stringify(settings)], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, PromiseWithResolvers<LocalModelReply>>();
  let asked = 0;
  let lastWords = '';
  child.stderr?.on('data', (text) => {
    lastWords = (lastWords + String(text)).slice(-LAST_WORDS);
  });
  child.on('message', (reply: LocalModelReply) => {
    waiting.get(reply.number)?.resolve(reply);
    waiting.delete(reply.number);
    holdOpen(child, waiting.size > 0);
  });
  const ended = new Promise<void>((resolve) => {
    const end = (how: string) => {
      for (const { reject } of waiting.values()) reject(new ProcessEnded(`${how} ${lastWords}`.trim()));
      waiting.clear();
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => end(`ended with ${signal ?? code}`));
  });
  let over = false;
  ended.then(() => {
    over = true;
  });

  return {
    alive: () => !over && child.connected,
    ask(texts: readonly string[]): Promise<LocalModelReply> {
      const number = asked++;
      const reply = Promise.withResolvers<LocalModelReply>();
      waiting.set(number, reply);
      holdOpen(child, true);
      child.send({ number, texts }, (error) => {
        if (error) reply.reject(new ProcessEnded(error.message));
      });
      return reply.promise;
    },
    end(): Promise<void> {
      // It may be deep in a computation, and has nothing to lose.
      child.kill('SIGKILL');
      return ended;
    },
  };
}

/** An idle process must not keep Paperboy from ending. */
function holdOpen(child: ChildProcess, open: boolean): void {
  const how = open ? 'ref' : 'unref';
  child[how]();
  child.channel?.[how]();
  (child.stderr as Socket | null)?.[how]();
}
