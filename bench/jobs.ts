/** What a user waits for: the first answer, an import, a sync; each as a child process in an empty data folder. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withTemporaryFolder } from '../src/evaluate/temporary-library.ts';
import { startHuggingFace } from '../test/servers/hugging-face.ts';
import { megabytes, type Row, runProgram, secondsOf } from './measure.ts';

const QUESTION = 'how can a model decide when to search?';

export async function benchFirstAnswer(): Promise<Row[]> {
  return withTemporaryFolder(async (folder) => {
    const first = await runProgram(['ask', QUESTION], { DATA_FOLDER: folder });
    const second = await runProgram(['ask', QUESTION], { DATA_FOLDER: folder });
    return [
      {
        what: 'cold start to the first answer, first time ever',
        figure: `${secondsOf(first.milliseconds)}, ${megabytes(first.peakBytes)}`,
        beside: 'wanted: under 2 s',
      },
      {
        what: 'cold start to the first answer, from then on',
        figure: `${secondsOf(second.milliseconds)}, ${megabytes(second.peakBytes)}`,
      },
    ];
  });
}

export async function benchImport(shared: string): Promise<Row[]> {
  const pages = join(shared, 'seeds');
  if (!existsSync(pages))
    return [{ what: 'import of the five pages', figure: 'skipped: the shared data is not there' }];
  const files = (await readdir(pages))
    .filter((name) => name.endsWith('.txt') && !name.startsWith('SOURCE'))
    .map((name) => join(pages, name));
  return withTemporaryFolder(async (folder) => {
    const first = await runProgram(['import', ...files], { DATA_FOLDER: folder });
    const again = await runProgram(['import', ...files], { DATA_FOLDER: folder });
    return [
      {
        what: `import of ${files.length} pages`,
        figure: `${secondsOf(first.milliseconds)}, ${megabytes(first.peakBytes)}`,
        beside: 'wanted: under 5 s',
      },
      { what: 'the same again', figure: secondsOf(again.milliseconds), beside: lineWith('records,', again.output) },
    ];
  });
}

export async function benchSync(shared: string): Promise<Row[]> {
  const archive = join(shared, 'hf_daily', 'days.tar.gz');
  if (!existsSync(archive))
    return [{ what: 'sync of all recorded days', figure: 'skipped: the shared data is not there' }];
  return withTemporaryFolder(async (folder) => {
    const days = await mkdtemp(join(tmpdir(), 'paperboy-days-'));
    await promisify(execFile)('tar', ['xzf', archive, '-C', days]);
    const server = await startHuggingFace({ days });
    try {
      const run = await runProgram(['sync', '--from', '2024-05-27', '--to', '2026-06-30'], {
        DATA_FOLDER: folder,
        HUGGING_FACE_URL: server.url,
      });
      return [
        {
          what: 'sync of all recorded days from a loopback server',
          figure: `${secondsOf(run.milliseconds)}, ${megabytes(run.peakBytes)}`,
          beside: 'wanted: under 60 s, under 600 MB',
        },
        { what: 'what it said', figure: lineWith('days with papers', run.output) },
      ];
    } finally {
      await server.close();
      await rm(days, { recursive: true, force: true });
    }
  });
}

function lineWith(words: string, output: string): string {
  return output.split('\n').find((line) => line.includes(words)) ?? '';
}
