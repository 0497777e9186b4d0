/** A real Redis for tests, on a free port, that keeps nothing on disk. `redisMissing` says where there is none. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createClient } from '@keyv/redis';
import { endWithUs } from './end-with-us.ts';
import { freePort } from './postgres.ts';

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** One command, such as `send('TTL', 'key')`. */
  send(...command: string[]): Promise<unknown>;
  stop(): Promise<void>;
  /** After `stop`, on the same port, and empty; nothing where it runs. */
  start(): Promise<void>;
  /** The server stays and answers nobody, until it goes on. */
  freeze(): void;
  goOn(): void;
  close(): Promise<void>;
}

const binary = ['redis-server', 'valkey-server']
  .flatMap((name) => [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

/** Why there is no Redis here; `undefined` where there is. */
export const redisMissing: string | undefined = binary
  ? undefined
  : 'no Redis on this machine: apt-get install redis-server';

/** @param options as in redis.conf, such as `requirepass` */
export async function startRedis(options: Readonly<Record<string, string>> = {}): Promise<RedisServer> {
  const port = await freePort();
  const password = options.requirepass;
  const url = `redis://${password ? `:${encodeURIComponent(password)}@` : ''}127.0.0.1:${port}/0`;
  let server: ChildProcess | undefined;

  async function send(...command: string[]): Promise<unknown> {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    try {
      return await client.sendCommand(command);
    } finally {
      client.destroy();
    }
  }
  const start = async () => {
    if (server) return;
    const settings = { port: String(port), bind: '127.0.0.1', save: '', appendonly: 'no', dir: tmpdir(), ...options };
    const given = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
    server = spawn(binary as string, given, { stdio: 'ignore' });
    endWithUs(server);
    for (let attempt = 0; ; attempt += 1) {
      if (server.exitCode !== null) throw new Error(`Redis ended with ${server.exitCode}`);
      const up = await send('PING').then(
        () => true,
        () => false,
      );
      if (up) return;
      if (attempt > 600) throw new Error('Redis did not start');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const stop = async () => {
    const running = server;
    server = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url,
    port,
    send,
    start,
    stop,
    freeze: () => void server?.kill('SIGSTOP'),
    goOn: () => void server?.kill('SIGCONT'),
    close: stop,
  };
}
