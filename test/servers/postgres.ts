/**
 * A real PostgreSQL for tests, on a free port and in a folder of its own: each test gets a database of its own.
 *
 * Where there are no binaries `postgresMissing` says so, and the tests are skipped. PostgreSQL does not run as root: under
 * root it runs as the user `postgres` or `nobody`.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';
import { endWithUs } from './end-with-us.ts';

export interface PostgresServer {
  readonly port: number;
  /** The address of an empty database. */
  createDatabase(): Promise<string>;
  /** Gives one back that nobody uses any more: emptying it takes a tenth of making another one. */
  recycle(url: string): Promise<void>;
  /** Of the whole server, for what no database of its own can show. */
  readonly adminUrl: string;
  /** Statements as the server's owner, in a database or in the one that is always there. */
  run(statement: string, url?: string): Promise<Record<string, unknown>[]>;
  stop(how?: 'fast' | 'immediate'): Promise<void>;
  /** After `stop`, on the same port and with the same data. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const OWNER = 'owner';
export const OWNER_PASSWORD = 'pa/ss@word#1';

/** Why there is no PostgreSQL here; `undefined` where there is. */
export const postgresMissing: string | undefined =
  binary('postgres') && binary('initdb') ? undefined : 'no PostgreSQL on this machine: apt-get install postgresql';

export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const data = join(folder, 'data');
  const as = otherUser();
  if (as) {
    chmodSync(folder, 0o755);
    execFileSync('chown', [as, folder]);
  }
  const passwordFile = join(folder, 'password');
  run(as, '/bin/sh', ['-c', `printf '%s\\n' "$0" > "$1"`, OWNER_PASSWORD, passwordFile]);
  run(as, binary('initdb') as string, [
    ...['--pgdata', data, '--username', OWNER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
  ]);
  const port = await freePort();
  const adminUrl = `postgres://${OWNER}:${encodeURIComponent(OWNER_PASSWORD)}@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | undefined;
  const empty: string[] = [];

  const query = async (statement: string, url = adminUrl) => {
    const client = new Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const start = async () => {
    const settings = { port, fsync: 'off', full_page_writes: 'off', max_connections: 60, shared_buffers: '16MB' };
    const options = Object.entries({ ...settings, listen_addresses: '127.0.0.1', unix_socket_directories: '' });
    const [command, ...rest] = asUser(as, binary('postgres') as string, [
      ...['-D', data],
      ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]);
    server = spawn(command as string, rest, { stdio: 'ignore', cwd: folder });
    endWithUs(server);
    for (let attempt = 0; ; attempt += 1) {
      if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
      const up = await query('select 1').then(
        () => true,
        () => false,
      );
      if (up) return;
      if (attempt > 600) throw new Error('PostgreSQL did not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const stop = async (how: 'fast' | 'immediate' = 'fast') => {
    const running = server;
    server = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    // https://www.postgresql.org/docs/current/server-shutdown.html
    running.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await ended;
  };
  await start();
  return {
    port,
    adminUrl,
    run: query,
    start,
    stop,
    async recycle(url) {
      await query('drop schema public cascade; create schema public', url);
      empty.push(url);
    },
    async createDatabase() {
      const used = empty.pop();
      if (used) return used;
      const name = `test_${randomBytes(6).toString('hex')}`;
      await query(`create database ${name}`);
      return adminUrl.replace(/postgres$/, name);
    },
    async close() {
      await stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In the path, or where Debian puts it: its binaries are of several versions beside each other. */
function binary(name: string): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...versions.map((one) => join(debian, one, 'bin'))];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The name of whom it runs as; `undefined` where that is whoever runs the tests. */
function otherUser(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return ['postgres', 'nobody'].find((name) => spawnSync('id', ['-u', name]).status === 0);
}

/** `setpriv` replaces itself by the command, so that signals reach it. */
function asUser(user: string | undefined, command: string, rest: readonly string[]): string[] {
  if (!user) return [command, ...rest];
  const id = (what: '-u' | '-g') => execFileSync('id', [what, user], { encoding: 'utf8' }).trim();
  return ['setpriv', `--reuid=${id('-u')}`, `--regid=${id('-g')}`, '--clear-groups', command, ...rest];
}

function run(user: string | undefined, command: string, rest: readonly string[]): void {
  const [first, ...others] = asUser(user, command, rest);
  execFileSync(first as string, others, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}
