/**
 * In: a reader's id. Out: the name under which the durable records know them: a keyed hash.
 *
 * A record needs to know that two requests are of the same reader, and never whose they are. A plain hash would not
 * hide it, for ids can be counted through; the key lies in a file of its own, so that a copy of the database alone
 * names nobody. Without the key the records of before belong to nobody any more; nothing else is lost.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './open-sqlite.ts';
import { stateFault } from './state-fault.ts';

export type ReaderKey = (reader: string) => string;

const KEY_BYTES = 32;

/**
 * A key made from a secret that several machines have in common, the token of their bot, so that they know a reader by
 * the same name; it stands in no database either. A new token is a new key.
 */
export function sharedReaderKey(secret: string): ReaderKey {
  const key = createHmac('sha256', secret).update('the names of readers in the records of Paperboy').digest();
  return (reader) => createHmac('sha256', key).update(reader).digest('base64url');
}

/**
 * The key of this file, which is made where there is none yet.
 * @param path readable for its owner only
 * @throws StateFault
 */
export function openReaderKey(path: string): ReaderKey {
  try {
    const key = readKey(path) ?? makeKey(path);
    return (reader) => createHmac('sha256', key).update(reader).digest('base64url');
  } catch (error) {
    throw stateFault(error, path);
  }
}

function readKey(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written aside and then linked: of two processes that start together one makes the key, and both use it. */
function makeKey(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  const key = readKey(path);
  if (!key) throw new Error(`${path} is empty`);
  return key;
}
