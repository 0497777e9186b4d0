/** Papers → one compressed file that holds every field of them, and such a file → papers; both one at a time. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { isDay } from '../domain/days.ts';
import { Fault, InvalidInput, SourceFault } from '../domain/errors.ts';
import { type Paper, type PaperId, paperIdFromArxiv } from '../domain/paper.ts';
import { readLines } from './snapshot-lines.ts';

const FORMAT = 1;
/** The header has room for any number, so that it can be written again when the papers are counted. */
const HEADER_LENGTH = 200;

const headerSchema = z.object({
  paperboy: z.literal('snapshot'),
  format: z.number().int().positive(),
  papers: z.number().int().nonnegative(),
});
const day = z.string().refine(isDay, 'is no day (YYYY-MM-DD)').optional();
const count = z.number().int().nonnegative().optional();
const isId = (id: string): id is PaperId =>
  id.startsWith('arxiv:') ? paperIdFromArxiv(id.slice(6)) === id : /^title:[\da-f]{16}$/.test(id);
const paperSchema = z.object({
  id: z.string().refine(isId, 'is no id of a paper'),
  title: z.string(),
  abstract: z.string(),
  authors: z.array(z.string()),
  authorCount: count,
  organisation: z.string().optional(),
  publishedAt: day,
  listedOn: day,
  upvotes: count,
  comments: count,
  listedAt: count,
  version: count,
  categories: z.array(z.string().min(1)).min(1).optional(),
  githubStars: count,
  links: z.object({ code: z.string().optional(), project: z.string().optional() }),
  source: z.enum(['arxiv', 'hugging-face', 'jsonl', 'page-export', 'sample']),
  withdrawn: z.boolean(),
});

export interface SnapshotOptions {
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (papers: number) => void;
}

/**
 * Writes the papers into `FILE.part` and renames it when it is whole.
 * @returns how many papers were written
 * @throws InvalidInput when the file is there and may not be replaced
 * @throws SourceFault when it cannot be written; what the papers throw
 */
export async function writeSnapshot(
  path: string,
  papers: AsyncIterable<Paper>,
  { madeAt, replace, signal, onProgress }: SnapshotOptions,
): Promise<number> {
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory()) throw new InvalidInput(`${path} is a folder.`, 'Name a file in it.');
  if (existing && !replace) {
    throw new InvalidInput(`${path} exists already.`, 'Name another file, or add --force to replace it.');
  }
  const part = `${path}.part`;
  let written = 0;
  const lines = async function* () {
    for await (const paper of papers) {
      signal.throwIfAborted();
      yield `${JSON.stringify(paper)}\n`;
      written++;
      onProgress(written);
    }
  };
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, header(0, madeAt));
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(part, { flags: 'a' }), { signal });
    const file = await open(part, 'r+');
    try {
      await file.write(header(written, madeAt), 0, undefined, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
    return written;
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    signal.throwIfAborted();
    throw cause instanceof Fault ? cause : writingFault(path, cause);
  }
}

/** A part of the file by itself: gzip joins parts, and one that is not compressed has the same length for any number. */
function header(papers: number, madeAt: number): Buffer {
  const line = JSON.stringify({
    paperboy: 'snapshot',
    format: FORMAT,
    papers,
    madeAt: new Date(madeAt).toISOString(),
  });
  return gzipSync(`${line.padEnd(HEADER_LENGTH)}\n`, { level: 0 });
}

/**
 * The papers of a snapshot, in its order.
 * @throws SourceFault as soon as the file turns out not to be a whole snapshot; nothing read before may then be used
 */
export async function* readSnapshot(path: string, signal: AbortSignal): AsyncGenerator<Paper> {
  const name = basename(path);
  const lines = readLines(decompressed(path, signal), name);
  const first = await lines.next();
  const expected = readHeader(first.done ? undefined : first.value, name);
  const lineOf = new Map<string, number>();
  let number = 1;
  for await (const line of lines) {
    signal.throwIfAborted();
    number++;
    const paper = readPaper(line, name, number);
    const before = lineOf.get(paper.id);
    if (before !== undefined) throw damaged(name, number, `${paper.id} stands in line ${before} already`);
    lineOf.set(paper.id, number);
    yield paper;
  }
  if (lineOf.size === expected) return;
  const found = lineOf.size.toLocaleString('en-US');
  throw new SourceFault(
    `${name} should hold ${expected.toLocaleString('en-US')} papers and ends after ${found} (line ${number}).`,
    CUT_OFF,
  );
}

const CUT_OFF = 'It was cut off: copy it again, or take another snapshot.';

async function* decompressed(path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  const unzip = createGunzip();
  const flowing = pipeline(file, unzip, { signal });
  flowing.catch(() => {});
  try {
    yield* unzip as AsyncIterable<Buffer>;
    await flowing;
  } catch (cause) {
    signal.throwIfAborted();
    throw readingFault(path, cause);
  } finally {
    file.destroy();
    unzip.destroy();
  }
}

function readHeader(line: string | undefined, name: string): number {
  const parsed = headerSchema.safeParse(line === undefined ? undefined : parseJson(line));
  if (!parsed.success) throw foreign(name);
  if (parsed.data.format > FORMAT) {
    throw new SourceFault(
      `${name} was written by a newer Paperboy (format ${parsed.data.format}; this one reads ${FORMAT}).`,
      'Update Paperboy, then restore again.',
    );
  }
  return parsed.data.papers;
}

function readPaper(line: string, name: string, number: number): Paper {
  const parsed = paperSchema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  const [problem] = parsed.error.issues;
  const where = problem?.path.join('.');
  throw damaged(name, number, where ? `${where}: ${problem?.message}` : 'it is no paper');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function damaged(name: string, line: number, problem: string): SourceFault {
  return new SourceFault(`Line ${line} of ${name} cannot be used: ${problem}.`, 'Take another snapshot.');
}

function foreign(name: string): SourceFault {
  return new SourceFault(
    `${name} is no snapshot.`,
    'Name a file that "npm start -- snapshot FILE" wrote; other files are taken in by "npm start -- import FILE".',
  );
}

function readingFault(path: string, cause: unknown): unknown {
  const name = basename(path);
  const code = codeOf(cause);
  if (code === 'ENOENT') return new SourceFault(`${path} does not exist.`, 'Check the path.', { cause });
  if (code === 'EISDIR') return new SourceFault(`${path} is a folder.`, 'Name a file in it.', { cause });
  if (code === 'EACCES' || code === 'EPERM')
    return new SourceFault(`${path} may not be read.`, 'Check the permissions of the file.', { cause });
  if (code === 'Z_BUF_ERROR') return new SourceFault(`${name} ends in the middle.`, CUT_OFF, { cause });
  // Without the first two bytes of gzip it never was one; anything later is damage.
  if (code === 'Z_DATA_ERROR' && /header check/.test(String(cause))) return foreign(name);
  if (code.startsWith('Z_')) {
    return new SourceFault(`${name} is damaged.`, 'Copy it again, or take another snapshot.', { cause });
  }
  return cause;
}

function writingFault(path: string, cause: unknown): unknown {
  const code = codeOf(cause);
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) {
    return new SourceFault(
      `The disk is full; ${path} could not be written.`,
      'Free some space, or name a file elsewhere.',
      {
        cause,
      },
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return new SourceFault(`${path} cannot be written.`, 'Name a file in a folder that this user may write.', {
      cause,
    });
  }
  return cause;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
