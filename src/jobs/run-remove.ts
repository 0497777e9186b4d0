/** `npm start -- remove ID…`: arXiv ids and addresses in, a library without these papers out. */
import type { Tools } from '../app.ts';
import { STOPPED } from '../console/exit-code.ts';
import { InvalidInput } from '../domain/errors.ts';
import { findArxivIds, type PaperId } from '../domain/paper.ts';
import { openOwnLibrary } from '../own-library.ts';
import { refresh } from '../retrieve/refresh.ts';
import { readFlags } from './flags.ts';
import { say } from './say.ts';

/** @returns the exit code: 1 when one of them was not there */
export async function runRemove(argv: readonly string[], tools: Tools, signal: AbortSignal): Promise<number> {
  const { words } = readFlags('remove', argv, {}, Number.POSITIVE_INFINITY);
  const ids = [...new Set(words.map(idOf))];
  if (!ids.length) {
    throw new InvalidInput(
      'There is nothing to remove.',
      'Name arXiv ids or addresses: npm start -- remove 2401.12345',
    );
  }
  const library = await openOwnLibrary(tools);
  try {
    const there = new Set((await library.get(ids)).map(({ id }) => id));
    signal.throwIfAborted();
    const removed = await library.remove(ids);
    say(`${removed} ${removed === 1 ? 'paper' : 'papers'} removed.`);
    for (const id of ids.filter((known) => !there.has(known)))
      say(`  not in the library: ${id.replace(/^arxiv:/, '')}`);
    await refresh(library, signal);
    return there.size < ids.length ? 1 : 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    say('Stopped. The same command removes what is left.');
    return STOPPED;
  } finally {
    await library.close();
  }
}

/** A paper without an arXiv id goes by the id that a snapshot and `--json` show. */
function idOf(word: string): PaperId {
  if (/^title:[\da-f]{16}$/.test(word)) return word as PaperId;
  const found = findArxivIds(word);
  if (found.length === 1 && found[0]) return found[0];
  throw new InvalidInput(
    `"${word}" is no arXiv id or address.`,
    'Write 2401.12345 or https://arxiv.org/abs/2401.12345.',
  );
}
