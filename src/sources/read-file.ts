/** In: the path of a file. Out: its papers, in whichever of the known formats it is. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDay } from '../domain/days.ts';
import { SourceFault } from '../domain/errors.ts';
import type { Batch } from '../domain/ports.ts';
import { readAtom } from './atom.ts';
import { asDailyList, readDailyItems } from './daily-list.ts';
import { readJsonLines } from './jsonl.ts';
import { isPageExport, type PageOptions, readPageExport } from './page-export.ts';
import { batchOf } from './record.ts';

const LARGEST_MEGABYTES = 256;
const FORMATS =
  'Paperboy reads exported Daily Papers pages, JSON Lines, recorded days of the Daily Papers API, and Atom feeds of arXiv.';
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  EISDIR: 'is a folder',
};

/**
 * Tells the format by the content, never by the name; only the day of a recorded list may come from its name.
 * @throws SourceFault when the file is missing, cannot be read, or is of no known format
 */
export async function readPaperFile(path: string, options: PageOptions): Promise<Batch> {
  const label = basename(path);
  const text = (await readText(path, label)).replace(/^\uFEFF/, '');
  const start = text.trimStart();
  if (start === '') throw new SourceFault(`${label} is empty.`, FORMATS);
  if (start.startsWith('<') && start.slice(0, 4000).includes('<feed')) {
    const { records, skipped } = readAtom(text.trim(), label);
    return batchOf(label, records, skipped);
  }
  if (start.startsWith('{') || start.startsWith('[')) return readJson(text, label);
  if (isPageExport(text)) return readPageExport(text, label, options);
  // JSON Lines whose first line is broken are still JSON Lines.
  if (!start.startsWith('<') && /^\s*\{\s*"/m.test(text)) return readJsonLines(text, label);
  throw new SourceFault(`${label} is in no format that is known.`, FORMATS);
}

async function readText(path: string, label: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_MEGABYTES * 1024 * 1024) {
      throw new SourceFault(`${label} is larger than ${LARGEST_MEGABYTES} MB.`, 'Split it into smaller files.');
    }
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof SourceFault) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const problem = PROBLEMS[code] ?? 'cannot be read';
    throw new SourceFault(`${label} ${problem}.`, 'Check the path and the permissions of the file.', { cause });
  }
}

/** A list is a recorded day; so is one object with a list in `data`. Objects line by line are our own format. */
function readJson(text: string, label: string): Batch {
  const list = asDailyList(parsedOrNothing(text));
  if (!list && text.trimStart().startsWith('{')) return readJsonLines(text, label);
  if (!list) {
    throw new SourceFault(`${label} is no whole JSON.`, 'It may have been cut off: fetch or copy the file again.');
  }
  const named = label.replace(/\.json$/i, '');
  const day = list.day ?? (isDay(named) ? named : undefined);
  const { records, skipped } = readDailyItems(list.items, day ?? label, 1, day);
  return batchOf(label, records, skipped);
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
