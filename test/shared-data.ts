/** Real pages, recorded days and evaluation sets that lie beside the project on some machines. Never needed to run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.PAPERBOY_SHARED_DATA ?? join(import.meta.dirname, '..', '..', 'shared', 'data');

/**
 * The path of a file or folder of the shared data, or `undefined` where it is missing.
 * Tests skip with it: `describe.skipIf(!path)`, so that the report counts what was not run.
 */
export function sharedData(...parts: readonly string[]): string | undefined {
  const path = join(folder, ...parts);
  return existsSync(path) ? path : undefined;
}
