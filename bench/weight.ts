/** What an installation weighs on disk, heaviest packages first. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './child.ts';
import { bytesBelow } from './disk.ts';
import { type Findings, findingsOf, megabytes } from './table.ts';

const HEAVIEST = 8;

export async function benchWeight(): Promise<Findings> {
  const lock = JSON.parse(await readFile(join(ROOT, 'node_modules', '.package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  const sizes = await Promise.all(
    Object.entries(lock.packages).map(async ([path, { dev }]) => ({
      path,
      dev: dev ?? false,
      // Packages nested in a package are counted by themselves.
      bytes: await bytesBelow(join(ROOT, path), (name) => name !== 'node_modules'),
    })),
  );
  const sum = (items: readonly { bytes: number }[]) => items.reduce((total, { bytes }) => total + bytes, 0);
  const runtime = await bytesBelow(join(ROOT, '.runtime'));
  return findingsOf('On disk', [
    { what: 'packages to run', figure: megabytes(sum(sizes.filter(({ dev }) => !dev))) },
    { what: 'packages to develop, on top', figure: megabytes(sum(sizes.filter(({ dev }) => dev))) },
    { what: 'the runtime, where Node.js was too old', figure: runtime ? megabytes(runtime) : 'not needed here' },
    ...sizes
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, HEAVIEST)
      .map(({ path, dev, bytes }) => ({
        what: `  ${path.replace('node_modules/', '')}`,
        figure: megabytes(bytes),
        beside: dev ? 'to develop' : 'to run',
      })),
  ]);
}
