/** What can still be read of a library whose papers are damaged: earlier versions of their table, and other editions. */
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection, Table } from '@lancedb/lancedb';
import { Fault } from '../domain/errors.ts';
import { type DatedPaper, largestWholeEdition, readPapers, storedPapers } from './editions.ts';

/** Papers that could not be read to their end; others may be. */
export class UnreadablePapers extends Error {}

export interface ReadablePapers {
  /** Of what was the last state; or of an earlier one, which lacks what was taken in since. */
  readonly isLast: boolean;
  /** @throws UnreadablePapers */
  readonly papers: AsyncIterable<DatedPaper>;
}

/** More are not tried: each may have to be read for minutes before its damage shows. */
const MOST_VERSIONS = 100;

/**
 * The states of the papers' table, the last one first, then the others that hold papers.
 * @param folder of the library, when it lies in one
 * @throws LibraryFault for a library of a newer schema, and for tables that hold no papers
 */
export async function* readablePapers(
  connection: Connection,
  folder: string | undefined,
): AsyncGenerator<ReadablePapers> {
  const stored = storedPapers(connection);
  const table = await stored.catch(() => 'damaged' as const);
  if (!table) return;
  yield { isLast: true, papers: reading(stored) };
  if (table !== 'damaged') return yield* earlierVersions(table);
  const other = await largestWholeEdition(connection);
  if (other) {
    yield { isLast: false, papers: reading(other) };
    yield* earlierVersions(other);
  }
  if (folder) yield* withoutDamagedManifests(connection, folder);
}

async function* earlierVersions(table: Table): AsyncGenerator<ReadablePapers> {
  const last = await table.version();
  const versions = (await table.listVersions().catch(() => [])).map(({ version }) => version);
  const earlier = versions.filter((version) => version < last).sort((a, b) => b - a);
  for (const version of earlier.slice(0, MOST_VERSIONS)) {
    const isThere = await table.checkout(version).then(
      () => true,
      () => false,
    );
    if (isThere && (await table.countRows().catch(() => 0))) yield { isLast: false, papers: reading(table) };
  }
}

/** A table whose last manifest is damaged cannot be opened; without that one, the engine takes the one before. */
async function* withoutDamagedManifests(connection: Connection, folder: string): AsyncGenerator<ReadablePapers> {
  const names = (await connection.tableNames()).filter((name) => name === 'papers' || name.startsWith('papers_'));
  for (const name of names) {
    const versions = join(folder, `${name}.lance`, '_versions');
    const manifests = (await readdir(versions).catch(() => [])).filter((file) => file.endsWith('.manifest'));
    const aside: string[] = [];
    for (const manifest of manifests.sort(newestManifestFirst)) {
      await rename(join(versions, manifest), join(versions, `${manifest}.damaged`));
      aside.push(manifest);
      const table = await connection.openTable(name).catch(() => undefined);
      if (table && (await table.countRows().catch(() => 0))) yield { isLast: false, papers: reading(table) };
    }
    // Nobody could read it: the folder stays as it was.
    for (const manifest of aside) {
      const place = join(versions, manifest);
      await rename(`${place}.damaged`, place).catch(() => {});
    }
  }
}

/** Names of twenty digits count down from the largest number of 64 bits; shorter ones, of older engines, count up. */
function newestManifestFirst(a: string, b: string): number {
  const versionOf = (name: string) => {
    const number = BigInt(/^\d+/.exec(name)?.[0] ?? 0);
    return /^\d{20}\./.test(name) ? 2n ** 64n - 1n - number : number;
  };
  const [first, second] = [versionOf(a), versionOf(b)];
  return first < second ? 1 : first > second ? -1 : 0;
}

async function* reading(table: Table | Promise<Table | undefined>): AsyncGenerator<DatedPaper> {
  try {
    const opened = await table;
    if (opened) yield* readPapers(opened);
  } catch (cause) {
    throw cause instanceof Fault ? cause : new UnreadablePapers('papers cannot be read', { cause });
  }
}
