/** A folder of recorded daily lists in, when each paper was listed and how it was liked out. */
import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InvalidInput } from '../domain/errors.ts';
import type { Paper, PaperId } from '../domain/paper.ts';
import { readDailyItems, readDailyList } from '../sources/daily-list.ts';
import { withTemporaryFolder } from './temporary-library.ts';

const ARCHIVE = 'days.tar.gz';
const DAY_FILE = /^(\d{4}-\d{2}-\d{2})\.json$/;

/**
 * Papers as their lists have them; one that was listed on several days counts for the first.
 * @param path a folder of `YYYY-MM-DD.json`, or one with a days.tar.gz of them
 * @throws InvalidInput where there are none
 */
export async function readRecordedDays(path: string): Promise<ReadonlyMap<PaperId, Paper>> {
  const isThere = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isThere) throw new InvalidInput(`${path} is no folder.`, 'Give --days a folder of recorded daily lists.');
  const names = await readdir(path);
  if (names.some((name) => DAY_FILE.test(name)) || !names.includes(ARCHIVE)) return readFolder(path);
  return withTemporaryFolder(async (folder) => {
    await promisify(execFile)('tar', ['xzf', join(path, ARCHIVE), '-C', folder]);
    return readFolder(folder);
  });
}

async function readFolder(folder: string): Promise<ReadonlyMap<PaperId, Paper>> {
  const papers = new Map<PaperId, Paper>();
  for (const name of (await readdir(folder)).sort()) {
    const day = DAY_FILE.exec(name)?.[1];
    if (!day) continue;
    const list = readDailyList(await readFile(join(folder, name), 'utf8'), day);
    const { records } = readDailyItems(list.items, day, 1, day);
    for (const paper of records) if (!papers.has(paper.id)) papers.set(paper.id, paper);
  }
  if (!papers.size)
    throw new InvalidInput(`There are no recorded days in ${folder}.`, 'Each day is a file YYYY-MM-DD.json.');
  return papers;
}
