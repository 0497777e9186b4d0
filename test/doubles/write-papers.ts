/** A process that writes papers one by one and says each id on stdout once it is written. Arguments: uri, prefix, count. */
import { systemClock } from '../../src/domain/clock.ts';
import { Fault } from '../../src/domain/errors.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { paper } from './paper.ts';

const [uri = '', prefix = '', count = '0'] = process.argv.slice(2);
try {
  const library = await openLibrary({ uri, clock: systemClock });
  for (let at = 0; at < Number(count); at += 1) {
    const id = `arxiv:${prefix}.${String(at).padStart(5, '0')}` as const;
    await library.upsert([paper({ id, title: `Paper ${prefix} ${at}`, abstract: `Denoising ${at}. `.repeat(100) })]);
    process.stdout.write(`${id}\n`);
  }
  await library.close();
} catch (error) {
  process.stderr.write(
    error instanceof Fault ? `${error.message} ${error.help} (${String(error.cause)})\n` : String(error),
  );
  process.exitCode = 1;
}
