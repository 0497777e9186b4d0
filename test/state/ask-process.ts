/**
 * A process of its own that asks as Ada: `node ask-process.ts FOLDER DATABASE LIMIT TIMES [hang]`. Writes how often it was let
 * in; with `hang` it then never settles and never ends.
 */
import { join } from 'node:path';
import { openDatabase } from '../../src/state/open-database.ts';
import { createUsage } from '../../src/state/usage.ts';
import { openReaderKey } from '../../src/state/usage-reader-key.ts';

const [folder = '', address = '', limit = '', times = '', hang] = process.argv.slice(2);
const silent = { info() {}, warn: console.error, error: console.error };
const { budget } = createUsage({
  database: await openDatabase(address.startsWith('postgres') ? { url: address, log: silent } : { path: address }),
  readerKey: openReaderKey(join(folder, 'reader-key')),
  limits: { readerDailyAnswers: Number(limit) },
  clock: { now: () => Date.parse('2026-07-01T12:00:00Z'), sleep: () => Promise.resolve() },
  log: silent,
});
const estimate = { kind: 'answer', beginsAnswer: true, tokens: 1, nanodollars: 0 } as const;
const asked = Array.from({ length: Number(times) }, () =>
  budget.reserve({ reader: 'ada', server: 'lab', operator: false }, estimate),
);
const reserved = (await Promise.all(asked)).filter((one) => !('budget' in one));
process.stdout.write(`${reserved.length}\n`);
if (hang) setInterval(() => {}, 1000);
