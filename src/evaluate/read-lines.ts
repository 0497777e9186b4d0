/** The path of a file in, its text or its JSON Lines out; gzip is unpacked. A half-read set would measure something else. */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { z } from 'zod';
import { InvalidInput } from '../domain/errors.ts';

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read',
};

/** @throws InvalidInput naming the file when it cannot be read */
export async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (packed ? await promisify(gunzip)(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const problem =
      PROBLEMS[code] ?? (code.startsWith('Z_') ? 'is not whole: it cannot be unpacked' : 'cannot be read');
    throw new InvalidInput(`${path} ${problem}.`, 'Check the path and the file.', { cause });
  }
}

/** @throws InvalidInput naming the file and the first line that is broken */
export async function readJsonLines<T>(path: string, schema: z.ZodType<T>, shape: string): Promise<T[]> {
  const records: T[] = [];
  for (const [index, line] of (await readText(path)).split(/\r?\n/).entries()) {
    if (line.trim()) records.push(parsed(line, schema, `${path} line ${index + 1}`, shape));
  }
  if (!records.length) throw new InvalidInput(`${path} is empty.`, `Each line holds ${shape}.`);
  return records;
}

/** @throws InvalidInput naming the place and the field that is wrong */
export function parsed<T>(text: string, schema: z.ZodType<T>, where: string, shape: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput(`${where} is no valid JSON.`, `It must hold ${shape}.`, { cause });
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [problem] = result.error.issues;
  const field = problem?.path.join('.');
  throw new InvalidInput(
    `${where} is wrong${field ? ` in "${field}"` : ''}: ${problem?.message}.`,
    `It must hold ${shape}.`,
  );
}
