/** A process that writes a snapshot without end and says so once it has begun. Argument: path. */
import { systemClock } from '../../src/domain/clock.ts';
import { writeSnapshot } from '../../src/sources/snapshot.ts';
import { paper } from './paper.ts';

const [path = ''] = process.argv.slice(2);
const endless = async function* () {
  for (let at = 0; ; at++) yield paper({ title: `Paper ${at}` });
};
await writeSnapshot(path, endless(), {
  madeAt: systemClock.now(),
  replace: false,
  signal: new AbortController().signal,
  onProgress: (papers) => {
    if (papers === 5_000) process.stdout.write('writing\n');
  },
});
