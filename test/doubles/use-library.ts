/**
 * A process that does one thing to a library, for tests that kill it or race it.
 * Arguments: `open`, `rebuild`, `restore` or `read`; the uri; for `restore` how many papers, for `read` an id.
 * `restore` says `half` when it has given half of its papers; `read` says how often the paper was there, until stdin ends.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/domain/clock.ts';
import { Fault } from '../../src/domain/errors.ts';
import type { PaperId } from '../../src/domain/paper.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { rebuildLibrary, restoreLibrary } from '../../src/library/rebuild-library.ts';
import { paper } from './paper.ts';

const [what, uri = '', argument = ''] = process.argv.slice(2);
const options = { uri, clock: systemClock };

async function restore(count: number): Promise<void> {
  const papers = async function* () {
    for (let at = 0; at < count; at++) {
      if (at === Math.floor(count / 2)) process.stdout.write('half\n');
      yield paper({ id: `arxiv:2402.${String(at).padStart(5, '0')}`, title: `Restored ${at}` });
    }
  };
  await restoreLibrary(options, papers());
}

async function read(id: PaperId): Promise<void> {
  const library = await openLibrary(options);
  let [isOpen, answers] = [true, 0];
  process.stdin.once('end', () => {
    isOpen = false;
  });
  process.stdin.resume();
  while (isOpen) {
    const [found] = await library.get([id]);
    const candidates = await library.candidates({ text: 'denoising', depth: 5 });
    answers++;
    process.stdout.write(`${found?.title ?? 'nothing'} ${candidates.length}\n`);
    await sleep(20);
  }
  process.stderr.write(`${answers} answers\n`);
  await library.close();
}

try {
  process.stdout.write('begun\n');
  if (what === 'open') await (await openLibrary(options)).close();
  else if (what === 'rebuild') await rebuildLibrary(options);
  else if (what === 'restore') await restore(Number(argument));
  else await read(argument as PaperId);
  process.stdout.write('done\n');
} catch (error) {
  process.stderr.write(
    error instanceof Fault ? `${error.message} ${error.help} ${String(error.cause)}\n` : String(error),
  );
  process.exitCode = 1;
}
