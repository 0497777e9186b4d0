/** A process that syncs: records days and says each on stdout once it is recorded. Arguments: a path or postgres://…, prefix, count. */
import { openDatabase } from '../../src/state/open-database.ts';
import { createSyncJournal } from '../../src/state/sync-journal.ts';

const [address = '', prefix = '', count = '0'] = process.argv.slice(2);
const database = await openDatabase(
  address.startsWith('postgres') ? { url: address, log: { info() {}, warn() {}, error() {} } } : { path: address },
);
const journal = createSyncJournal(database);
for (let at = 0; at < Number(count); at += 1) {
  await journal.record(`${prefix}-${at}`, { syncedAt: at, papers: at, skipped: 0 });
  process.stdout.write(`${prefix}-${at}\n`);
}
await database.destroy();
