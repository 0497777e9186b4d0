/** The recorded days of the shared data, unpacked for as long as they are needed. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withTemporaryFolder } from '../src/evaluate/temporary-library.ts';

/** @returns what the work gave, or `undefined` where there are no recorded days; the work gets a folder of `YYYY-MM-DD.json` */
export async function withRecordedDays<T>(shared: string, work: (days: string) => Promise<T>): Promise<T | undefined> {
  const archive = join(shared, 'hf_daily', 'days.tar.gz');
  if (!existsSync(archive)) return undefined;
  return withTemporaryFolder(async (days) => {
    await promisify(execFile)('tar', ['xzf', archive, '-C', days]);
    return work(days);
  });
}
