/** A month with two processes on one database, killed at random: what was missed or doubled. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { seededRandom } from '../../src/evaluate/random.ts';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { postgresMissing, startPostgres } from '../../test/servers/postgres.ts';
import { type Findings, findingsOf, secondsOf, wholeNumber } from '../table.ts';
import { simulateMonth } from './month.ts';
import type { Database } from './month-messages.ts';
import type { SimulatedMonth } from './month-parts.ts';
import { createScenario } from './scenario.ts';

const START = '2026-03-01';
const PROCESSES = 2;

export interface MonthWishes {
  readonly days: number;
  readonly subscriptions: number;
  readonly kills: number;
  readonly seed: number;
}

const MONTH: MonthWishes = { days: 31, subscriptions: 200, kills: 60, seed: 3 };

export async function benchDailyMonth(): Promise<Findings> {
  const report = (share: number) => process.stderr.write(`\r${Math.round(share * 100)} % of ${MONTH.days} days `);
  const { where, result } = await withSharedDatabase(async (database, where) => ({
    where,
    result: await simulateShared(MONTH, database, report),
  }));
  process.stderr.write('\n');
  const { verdict } = result;
  return findingsOf(`Daily posts: a month with ${PROCESSES} processes on one ${where}`, [
    { what: 'slots that came', figure: wholeNumber(verdict.slots) },
    { what: 'sent', figure: wholeNumber(verdict.delivered) },
    { what: 'missed', figure: String(verdict.missed), beside: 'wanted: 0' },
    { what: 'doubled', figure: String(verdict.doubled), beside: 'wanted: 0' },
    { what: 'sent though not wanted', figure: String(verdict.unwanted), beside: 'wanted: 0' },
    { what: 'later than a minute', figure: String(verdict.late), beside: 'wanted: 0' },
    { what: 'latest', figure: secondsOf(verdict.worstLateness), beside: 'wanted: under 60 s' },
    { what: 'not judged', figure: wholeNumber(verdict.open) },
    { what: 'papers twice in a channel', figure: String(result.repeatedPapers), beside: 'wanted: 0' },
    { what: 'processes killed', figure: wholeNumber(result.kills) },
    { what: 'messages that a nonce kept from doubling', figure: wholeNumber(result.repeated) },
    { what: 'looks at what stands in a channel', figure: wholeNumber(result.reads) },
    { what: 'it took', figure: secondsOf(result.milliseconds) },
    ...verdict.examples.map((example) => ({ what: 'example', figure: example })),
  ]);
}

export function simulateShared(
  wishes: MonthWishes,
  database: Database,
  onProgress?: (share: number) => void,
): Promise<SimulatedMonth> {
  const random = seededRandom(wishes.seed);
  const scenario = createScenario({ ...wishes, start: START, outages: 0, random });
  return simulateMonth({ scenario, database, processes: PROCESSES, random, ...(onProgress && { onProgress }) });
}

/** A database of its own at DATABASE_URL, else in a PostgreSQL that is started for it, else a file of SQLite. */
async function withSharedDatabase<T>(work: (database: Database, where: string) => Promise<T>): Promise<T> {
  const given = process.env.DATABASE_URL;
  if (given) return withOwnDatabase(given, (url) => work({ url }, 'PostgreSQL'));
  if (postgresMissing) {
    process.stderr.write(`${postgresMissing}\n`);
    return withTemporaryFolder((folder) => work({ path: join(folder, 'state.sqlite') }, 'file of SQLite'));
  }
  const server = await startPostgres();
  try {
    return await work({ url: await server.createDatabase() }, 'PostgreSQL');
  } finally {
    await server.close();
  }
}

/** What is in the given one is left alone. */
async function withOwnDatabase<T>(given: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `paperboy_bench_${randomBytes(6).toString('hex')}`;
  const client = new Client({ connectionString: given });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
    const url = new URL(given);
    url.pathname = `/${name}`;
    return await work(url.href);
  } finally {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
  }
}
