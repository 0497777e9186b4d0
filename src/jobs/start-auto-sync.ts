/** A bot that is being started comes in; its own sync, put together from its parts, goes out. */
import { type App, createSources, type Tools } from '../app.ts';
import { feedDay } from '../digest/feed-day.ts';
import { whileSyncing } from '../library/sync-lock.ts';
import { createSyncJournal } from '../state/sync-journal.ts';
import { createSyncMarks } from '../state/sync-marks.ts';
import { createUpvoteRecord } from '../state/upvote-history.ts';
import { type AutoSync, startAutoSync } from './auto-sync.ts';
import { syncRound } from './sync-round.ts';

/** How often a bot that does not sync itself looks whether somebody else has filled the library. */
const LOOK_MILLISECONDS = 30_000;

/**
 * @param onPapers told after a round that took in papers
 * @returns nothing where the settings want no sync
 */
export function startBotSync(
  tools: Tools,
  app: Pick<App, 'own' | 'serveOwn' | 'servers'>,
  onPapers: () => void,
): AutoSync | undefined {
  const { config, clock, log } = tools;
  if (!config.syncEveryMinutes) return undefined;
  const { huggingFace: source, arxiv } = createSources(tools);
  const { own: library, servers, serveOwn: onFirstPapers } = app;
  const marks = createSyncMarks(servers.database);
  const history = createUpvoteRecord(servers.database);
  return startAutoSync({
    everyMinutes: config.syncEveryMinutes,
    async round(signal) {
      const journal = createSyncJournal(await servers.database());
      const parts = { source, arxiv, library, journal, marks, history, clock, log, onFirstPapers };
      const { changedAt: before } = await library.statistics();
      let isOurs = true;
      try {
        const round = await whileSyncing(config.libraryUri, () => syncRound(parts, signal));
        isOurs = round.kind === 'done';
        return round;
      } finally {
        // Also what another process took in, and what a round took in that could not have every day.
        const { papers, changedAt } = await library.statistics();
        if (papers) onFirstPapers();
        if (isOurs && changedAt !== before) onPapers();
      }
    },
    isUrgent: async () => (await library.statistics()).papers === 0,
    lastSuccess: servers.lastSync,
    nextDay: (now) => feedDay(now).ends,
    clock,
    log,
    random: Math.random,
  });
}

/** Lets the own library answer as soon as it has papers. Ends then, or with the signal. Never rejects. */
export async function serveOwnWhenFilled(
  { clock, log }: Pick<Tools, 'clock' | 'log'>,
  { own, serveOwn }: Pick<App, 'own' | 'serveOwn'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const papers = await own.statistics().then(
      (statistics) => statistics.papers,
      (error: unknown) => {
        log.warn('own-library-not-read', { error });
        return 0;
      },
    );
    if (papers) return serveOwn();
    await clock.sleep(LOOK_MILLISECONDS, signal).catch(() => undefined);
  }
}
