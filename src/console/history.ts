/** In: lines that were typed. Out: the same lines at the next start, from a file that only its owner reads. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { escapeText } from './escape.ts';

export const MOST_LINES = 1000;

/** The last lines of the file, oldest first; none when there is no file. @throws what the file system says */
export async function readHistory(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').map((line) => escapeText(line).trim());
  return lines.filter(Boolean).slice(-MOST_LINES);
}

/**
 * Adds a line and forgets the oldest beyond a thousand. The file is read again first, for two consoles may share it,
 * and replaced in one step, so that a kill leaves the old or the new one. @throws what the file system says
 */
export async function addToHistory(file: string, line: string): Promise<void> {
  const typed = escapeText(line).trim();
  const known = await readHistory(file);
  if (!typed || known.at(-1) === typed) return;
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, `${[...known, typed].slice(-MOST_LINES).join('\n')}\n`, { mode: 0o600 });
  await rename(draft, file);
}
