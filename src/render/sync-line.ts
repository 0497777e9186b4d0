/** How the bot's own syncs go → one line: how often, what the last one brought, when the next one is. */
import type { SyncDone, SyncStatus } from '../domain/sync-status.ts';
import { inARow, say, sayCounted, type Words } from '../domain/words.ts';

/** @param now milliseconds since 1970 */
export function syncLine({ everyMinutes, isRunning, lastDone, lastFault, nextAt }: SyncStatus, now: number): Words {
  return inARow([
    sayCounted({ one: 'by itself every minute', other: 'by itself every {count} minutes' }, everyMinutes),
    ...(lastDone ? [doneLine(lastDone, now)] : []),
    ...(lastFault ? [say('the last attempt failed: {reason}', { reason: lastFault.sentence })] : []),
    ...(isRunning ? [say('one is under way')] : []),
    ...(nextAt === undefined || isRunning ? [] : [say('the next one {when}', { when: relative(nextAt, now) })]),
  ]);
}

function doneLine({ at, added, changed, withdrawn }: SyncDone, now: number): Words {
  const news = inARow(
    [
      sayCounted({ one: '{count} new paper', other: '{count} new papers' }, added),
      sayCounted({ one: 'news of {count} paper', other: 'news of {count} papers' }, changed),
      ...(withdrawn ? [sayCounted({ one: '{count} withdrawn', other: '{count} withdrawn' }, withdrawn)] : []),
    ],
    ', ',
  );
  return say('the last one {when}: {news}', { when: relative(at, now), news });
}

function relative(at: number, now: number) {
  return { kind: 'time', as: 'relative', at, now } as const;
}
