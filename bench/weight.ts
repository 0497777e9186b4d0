/** What an installation weighs on disk, heaviest packages first. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { megabytes, ROOT, type Row } from './measure.ts';

const HEAVIEST = 8;

export async function benchWeight(): Promise<Row[]> {
  const lock = JSON.parse(await readFile(join(ROOT, 'node_modules', '.package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  const sizes = await Promise.all(
    Object.entries(lock.packages).map(async ([path, { dev }]) => ({
      path,
      dev: dev ?? false,
      bytes: await sizeOf(join(ROOT, path)),
    })),
  );
  const sum = (items: readonly { bytes: number }[]) => items.reduce((total, { bytes }) => total + bytes, 0);
  const runtime = await sizeOf(join(ROOT, '.runtime'));
  return [
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
  ];
}

/** Bytes below a folder, without the packages nested in it, which are counted by themselves. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' && !folder.endsWith('.runtime') ? 0 : sizeOf(path);
      return entry.isFile() ? (await stat(path)).size : 0;
    }),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
