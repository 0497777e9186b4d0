/** In: an address of PostgreSQL. Out: a few connections for Kysely, which an outage neither ends the process over nor outlives. */
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, type QueryConfig, types } from 'pg';
import type { Log } from '../domain/ports.ts';

export interface PatientPool extends PostgresPool {
  /** How long statements may take from now on, those of connections that are open already too. */
  setPatience(milliseconds: number): void;
}

export interface PoolSettings {
  readonly url: string;
  /** As it stands in the log: without a secret. */
  readonly place: string;
  readonly log: Log;
}

/** Statements are short: as many as a process needs at once, and no more than a small server has to spare. */
const CONNECTIONS = 5;
const CONNECT_MILLISECONDS = 10_000;
const IDLE_MILLISECONDS = 30_000;
const STATEMENT_MILLISECONDS = 10_000;
/** A process whose machine is gone holds what it has locked for so long. */
const IDLE_IN_TRANSACTION_MILLISECONDS = 30_000;
/** So much after a statement should have been over, the server itself is gone. */
const SILENCE_MILLISECONDS = 5_000;
const INT8 = 20;
const NUMERIC = 1700;
const SILENT = 'Query read timeout';

export function createPostgresPool({ url, place, log }: PoolSettings): PatientPool {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    idleTimeoutMillis: IDLE_MILLISECONDS,
    keepAlive: true,
    application_name: 'paperboy',
    // Not as startup parameters: poolers between us and the server refuse those that they do not know.
    onConnect: async (client) => {
      await client.query(
        `select set_config('statement_timeout', '${STATEMENT_MILLISECONDS}', false),
                set_config('idle_in_transaction_session_timeout', '${IDLE_IN_TRANSACTION_MILLISECONDS}', false)`,
      );
    },
    types: { getTypeParser: parserOf },
  });
  // A server that goes away tells every connection: those at rest through the pool, those at work by themselves. Without
  // a listener either would end the process. What was under way fails by itself, and the next statement connects anew.
  pool.on('error', (error) => log.warn('database-connection-lost', { place, reason: error.message }));
  pool.on('connect', (client) => client.on('error', () => {}));
  let patience = STATEMENT_MILLISECONDS;
  return {
    options: pool.options,
    setPatience(milliseconds) {
      patience = milliseconds;
    },
    connect: async () => watched(await pool.connect(), () => patience + SILENCE_MILLISECONDS),
    end: () => pool.end(),
  };
}

/** A connection on which nothing came back is not used again: what is sent on it would wait behind what was lost. */
function watched(client: PoolClient, longest: () => number): PostgresPoolClient {
  let silent: Error | undefined;
  const query = async (text: string, values: readonly unknown[]) => {
    if (silent) throw silent;
    try {
      const query: QueryConfig & { query_timeout: number } = { text, values: [...values], query_timeout: longest() };
      return await client.query(query);
    } catch (error) {
      if (error instanceof Error && error.message === SILENT) silent = error;
      throw error;
    }
  };
  return {
    // Kysely asks for cursors only when it streams, which nobody here does.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy || silent !== undefined),
  };
}

/** Numbers come as SQLite gives them, sums too; each of ours is below 2⁵³. */
function parserOf(id: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return id === INT8 || id === NUMERIC ? Number : types.getTypeParser(id, format as 'text');
}
