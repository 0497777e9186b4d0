/** Where durable records lie in a test: a file of SQLite, or a database of PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openDatabase } from '../../src/state/open-database.ts';
import type { StateDatabase } from '../../src/state/tables.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import type { PostgresServer } from '../servers/postgres.ts';

export interface StatePlace {
  /** A path, or `postgres://…`: what another process is told. */
  readonly address: string;
  /** For what lies beside the records. */
  readonly folder: string;
  /** Again and again, as other processes and later ones do; closed after the test at the latest. */
  open(): Promise<StateDatabase>;
}

/** A new and empty one. */
export type NewPlace = () => Promise<StatePlace>;

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

export const sqlitePlace: NewPlace = async () => {
  const folder = newFolder();
  return placeAt(join(folder, 'state.sqlite'), folder);
};

/** @param server asked for with each place, since it starts after the tests are described */
export function postgresPlace(server: () => PostgresServer): NewPlace {
  return async () => {
    const address = await server().createDatabase();
    endings.push(() => server().recycle(address));
    return placeAt(address, newFolder());
  };
}

/** Opens what the address says, as the bot does. */
export function openAt(address: string): Promise<StateDatabase> {
  return openDatabase(address.startsWith('postgres') ? { url: address, log: createRecordingLog() } : { path: address });
}

function placeAt(address: string, folder: string): StatePlace {
  return {
    address,
    folder,
    async open() {
      const database = await openAt(address);
      endings.push(() => database.destroy());
      return database;
    },
  };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'state-'));
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
