/** What readers notice of the bot's own sync: how long questions take while it runs, beside how long they take without it. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../src/domain/clock.ts';
import type { Log } from '../src/domain/ports.ts';
import { withTemporaryFolder } from '../src/evaluate/temporary-library.ts';
import { syncRound } from '../src/jobs/sync-round.ts';
import { openLibrary } from '../src/library/open-library.ts';
import { retrieve } from '../src/retrieve/retrieve.ts';
import { createArxiv } from '../src/sources/arxiv.ts';
import { createHttpReader } from '../src/sources/http.ts';
import { createHuggingFaceDaily } from '../src/sources/hugging-face.ts';
import { openDatabase } from '../src/state/open-database.ts';
import { createSyncJournal } from '../src/state/sync-journal.ts';
import { createSyncMarks } from '../src/state/sync-marks.ts';
import { createUpvoteRecord } from '../src/state/upvote-history.ts';
import { startArxiv } from '../test/servers/arxiv.ts';
import { startHuggingFace } from '../test/servers/hugging-face.ts';
import { type Times, timeMeanwhile } from './measure.ts';
import { withRecordedDays } from './recorded-days.ts';
import { type Findings, findingsOf, type Row } from './table.ts';

/** The bot's clock at the first sync, and an hour later. */
const NOON = Date.parse('2026-06-30T12:00:00Z');
const HOUR = 3_600_000;
const EVERY_MILLISECONDS = 250;
const QUESTIONS = ['when should an agent search?', 'diffusion language models', 'video generation', 'robots that plan'];
const SILENT: Log = { info() {}, warn() {}, error() {} };

export async function benchSyncQuestions(shared: string): Promise<Findings> {
  const rows = await withRecordedDays(shared, (days) => withTemporaryFolder((folder) => measure(days, folder)));
  return findingsOf('Questions during a sync', rows ?? [{ what: 'skipped', figure: 'the shared data is not there' }]);
}

async function measure(days: string, folder: string): Promise<Row[]> {
  const [huggingFace, arxivServer] = [await startHuggingFace({ days }), await startArxiv({})];
  const begun = Date.now();
  let later = 0;
  const clock = { ...systemClock, now: () => NOON + later + Date.now() - begun };
  const library = await openLibrary({ uri: join(folder, 'library'), clock });
  const database = await openDatabase({ path: join(folder, 'state.sqlite') });
  const opened = async () => database;
  const http = (addressSetting: string) =>
    createHttpReader({
      clock: systemClock,
      timeoutMilliseconds: 30_000,
      userAgent: 'paperboy-bench',
      minimumIntervalMilliseconds: 0,
      attempts: 1,
      addressSetting,
    });
  const never = new AbortController().signal;
  const round = () =>
    syncRound(
      {
        source: createHuggingFaceDaily({ baseUrl: huggingFace.url, http: http('HUGGING_FACE_URL'), clock }),
        arxiv: createArxiv({ baseUrl: arxivServer.url, http: http('ARXIV_URL'), clock }),
        journal: createSyncJournal(database),
        marks: createSyncMarks(opened),
        history: createUpvoteRecord(opened),
        log: SILENT,
        onFirstPapers() {},
        ...{ library, clock },
      },
      never,
    );
  const ask = (turn: number) => retrieve(library, QUESTIONS[turn % QUESTIONS.length] as string, {});
  try {
    // What a bot takes in when it is new; then it has a day's papers more, and their neighbours' upvotes.
    const first = await timeMeanwhile(
      async () => void (await round()),
      EVERY_MILLISECONDS,
      async () => undefined,
    );
    const alone = await timeMeanwhile(() => sleep(10_000), EVERY_MILLISECONDS, ask);
    later += HOUR;
    const hourly = await timeMeanwhile(async () => void (await round()), EVERY_MILLISECONDS, ask);
    later += 24 * HOUR;
    const daily = await timeMeanwhile(async () => void (await round()), EVERY_MILLISECONDS, ask);
    return [
      { what: 'the event loop while the first month comes in', figure: told(first) },
      { what: 'questions without a sync', figure: told(alone) },
      { what: 'questions during an hour’s sync', figure: told(hourly) },
      { what: 'questions during a day’s sync', figure: told(daily) },
    ];
  } finally {
    await library.close();
    await database.destroy();
    await Promise.all([huggingFace.close(), arxivServer.close()]);
  }
}

function told({ count, p50, p95, longest }: Times): string {
  return `${count}: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`;
}
