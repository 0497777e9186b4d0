/** What a user waits for: the first answer, an import, a sync; each as a child process in an empty data folder. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withTemporaryFolder } from '../src/evaluate/temporary-library.ts';
import { startHuggingFace } from '../test/servers/hugging-face.ts';
import { runProgram } from './child.ts';
import { withRecordedDays } from './recorded-days.ts';
import { type Findings, findingsOf, megabytes, secondsOf } from './table.ts';

const QUESTION = 'how can a model decide when to search?';
const SKIPPED = [{ what: 'skipped', figure: 'the shared data is not there' }];

export async function benchFirstAnswer(): Promise<Findings> {
  return withTemporaryFolder(async (folder) => {
    const first = await runProgram(['ask', QUESTION], { DATA_FOLDER: folder });
    const second = await runProgram(['ask', QUESTION], { DATA_FOLDER: folder });
    return findingsOf('From the shell to the first answer', [
      {
        what: 'first time ever',
        figure: `${secondsOf(first.milliseconds)}, ${megabytes(first.peakBytes)}`,
        beside: 'wanted: under 2 s',
      },
      { what: 'from then on', figure: `${secondsOf(second.milliseconds)}, ${megabytes(second.peakBytes)}` },
    ]);
  });
}

export async function benchImport(shared: string): Promise<Findings> {
  const pages = join(shared, 'seeds');
  if (!existsSync(pages)) return findingsOf('Import', SKIPPED);
  const files = (await readdir(pages))
    .filter((name) => name.endsWith('.txt') && !name.startsWith('SOURCE'))
    .map((name) => join(pages, name));
  return withTemporaryFolder(async (folder) => {
    const first = await runProgram(['import', ...files], { DATA_FOLDER: folder });
    const again = await runProgram(['import', ...files], { DATA_FOLDER: folder });
    return findingsOf('Import', [
      {
        what: `${files.length} pages`,
        figure: `${secondsOf(first.milliseconds)}, ${megabytes(first.peakBytes)}`,
        beside: 'wanted: under 5 s',
      },
      { what: 'the same again', figure: secondsOf(again.milliseconds), beside: lineWith('records,', again.output) },
    ]);
  });
}

export async function benchSync(shared: string): Promise<Findings> {
  const rows = await withRecordedDays(shared, (days) =>
    withTemporaryFolder(async (folder) => {
      const server = await startHuggingFace({ days });
      try {
        const run = await runProgram(['sync', '--from', '2024-05-27', '--to', '2026-06-30'], {
          DATA_FOLDER: folder,
          HUGGING_FACE_URL: server.url,
        });
        return [
          {
            what: 'all recorded days from a loopback server',
            figure: `${secondsOf(run.milliseconds)}, ${megabytes(run.peakBytes)}`,
            beside: 'wanted: under 60 s, under 600 MB',
          },
          { what: 'what it said', figure: lineWith('days with papers', run.output) },
        ];
      } finally {
        await server.close();
      }
    }),
  );
  return findingsOf('Sync', rows ?? SKIPPED);
}

/** One day more for a library of two months: a new process from its start to its end, with all that it computes. */
export async function benchSyncDay(shared: string): Promise<Findings> {
  const rows = await withRecordedDays(shared, (days) =>
    withTemporaryFolder(async (folder) => {
      const server = await startHuggingFace({ days });
      const sync = (from: string, to: string) =>
        runProgram(['sync', '--from', from, '--to', to], { DATA_FOLDER: folder, HUGGING_FACE_URL: server.url });
      try {
        await sync('2026-05-01', '2026-06-29');
        const day = await sync('2026-06-30', '2026-06-30');
        const again = await sync('2026-06-30', '2026-06-30');
        return [
          {
            what: 'one day more, the answers of the loopback server with it',
            figure: `${secondsOf(day.milliseconds)}, ${megabytes(day.peakBytes)}`,
            beside: 'wanted: under 3 s',
          },
          { what: 'what it said', figure: lineWith('days with papers', day.output) },
          { what: 'the same day again', figure: secondsOf(again.milliseconds) },
        ];
      } finally {
        await server.close();
      }
    }),
  );
  return findingsOf('Sync of one day', rows ?? SKIPPED);
}

function lineWith(words: string, output: string): string {
  return output.split('\n').find((line) => line.includes(words)) ?? '';
}
