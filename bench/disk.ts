/** A folder in, what it weighs out. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** @param counts whether a folder with this name is gone into @returns bytes of all files below; 0 where there is no folder */
export async function bytesBelow(folder: string, counts: (name: string) => boolean = () => true): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return counts(entry.name) ? bytesBelow(path, counts) : 0;
      return entry.isFile() ? (await stat(path)).size : 0;
    }),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
