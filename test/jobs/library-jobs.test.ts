import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { restoreLibrary } from '../../src/library/rebuild-library.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { createSyncJournal } from '../../src/state/sync-journal.ts';
import { paper } from '../doubles/paper.ts';
import { type OpenAiServer, startOpenAi } from '../servers/openai.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-library-jobs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const papers = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    paper({
      id: `arxiv:2401.${String(at).padStart(5, '0')}`,
      title: `Denoising ${at}`,
      abstract: `Denoising of subject${at} by diffusion.`,
    }),
  );
function papersFile(count: number, name = 'papers.jsonl'): string {
  const lines = papers(count).map((known) => JSON.stringify(known));
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  return name;
}

interface Stop {
  readonly after: string;
  readonly signal: NodeJS.Signals;
}

/** Runs `npm start -- …` in a process of its own; the signal is sent once the text has been printed. */
function run(argv: readonly string[], settings: Readonly<Record<string, string>> = {}, stop?: Stop) {
  const child = spawn(process.execPath, [ENTRY, ...argv], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, DATA_FOLDER: join(folder, 'data'), ...settings },
  });
  let [said, complained, stopped] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (!stop || stopped || !said.includes(stop.after)) return;
    stopped = true;
    child.kill(stop.signal);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
  });
  return new Promise<{ code: number | null; said: string; complained: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said, complained })),
  );
}

const uri = () => join(folder, 'data', 'library');
async function inLibrary() {
  const library = await openLibrary({ uri: uri(), clock: systemClock });
  const count = (await library.statistics()).papers;
  const candidates = await library.candidates({ text: 'denoising', depth: 1_000 });
  await library.close();
  return { papers: count, withVectors: candidates.filter(({ vectorScore }) => vectorScore > 0).length };
}
async function withJournal<T>(work: (journal: ReturnType<typeof createSyncJournal>) => Promise<T>): Promise<T> {
  const database = await openDatabase({ path: join(folder, 'data', 'state.sqlite') });
  try {
    return await work(createSyncJournal(database));
  } finally {
    await database.destroy();
  }
}

describe('npm start -- snapshot and restore', () => {
  it('bring back the library as it was, and let the next sync ask for every day again', async () => {
    await run(['import', papersFile(12)]);
    const taken = await run(['snapshot', 'backup.gz']);
    expect(taken).toMatchObject({ code: 0, complained: '' });
    expect(taken.said).toMatch(/^12 papers are in backup\.gz \(0\.0 MB\)\.$/m);
    await run(['remove', '2401.00003', 'https://arxiv.org/abs/2401.00004v2']);
    expect(await inLibrary()).toEqual({ papers: 10, withVectors: 10 });
    await withJournal((journal) => journal.record('2026-01-01', { syncedAt: 1, papers: 1, skipped: 0 }));
    const restored = await run(['restore', 'backup.gz']);
    expect(restored).toMatchObject({ code: 0, complained: '' });
    expect(restored.said).toContain('12 papers restored, in place of 10.');
    expect(await inLibrary()).toEqual({ papers: 12, withVectors: 12 });
    expect((await withJournal((journal) => journal.completed('2000-01-01', '2100-01-01'))).size).toBe(0);
  });

  it('replace no file without --force', async () => {
    await run(['import', papersFile(3)]);
    writeFileSync(join(folder, 'mine.txt'), 'my notes');
    const refused = await run(['snapshot', 'mine.txt']);
    expect(refused.code).toBe(1);
    expect(refused.complained).toContain('--force');
    expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('my notes');
    expect(await run(['snapshot', 'mine.txt', '--force'])).toMatchObject({ code: 0 });
    expect(await run(['restore', 'mine.txt'])).toMatchObject({ code: 0 });
  });

  it('leave the library as it was when the file is no whole snapshot', async () => {
    await run(['import', papersFile(30)]);
    await run(['snapshot', 'backup.gz']);
    truncateSync(join(folder, 'backup.gz'), 400);
    await withJournal((journal) => journal.record('2026-01-01', { syncedAt: 1, papers: 1, skipped: 0 }));
    for (const [file, message] of [
      ['backup.gz', 'ends in the middle'],
      ['papers.jsonl', 'is no snapshot'],
      ['nowhere.gz', 'does not exist'],
    ] as const) {
      const refused = await run(['restore', file]);
      expect(refused.code).toBe(1);
      expect(refused.complained).toContain(message);
      expect(await inLibrary()).toEqual({ papers: 30, withVectors: 30 });
    }
    expect((await withJournal((journal) => journal.completed('2026-01-01', '2026-01-01'))).size).toBe(1);
  });

  it('need a file, and papers', async () => {
    expect((await run(['snapshot'])).complained).toContain('npm start -- snapshot papers.snapshot.gz');
    expect((await run(['restore'])).complained).toContain('Name a snapshot');
    expect((await run(['snapshot', 'backup.gz'])).complained).toContain('The library has no papers yet.');
    expect(existsSync(join(folder, 'backup.gz'))).toBe(false);
  });

  it('stopped half-way leave what was there, and no half file', async () => {
    const many = async function* () {
      yield* papers(20_500);
    };
    await restoreLibrary({ uri: uri(), clock: systemClock }, many());
    const written = { after: '10,000 papers written', signal: 'SIGINT' } as const;
    const stopped = await run(['snapshot', 'backup.gz'], {}, written);
    expect(stopped).toMatchObject({ code: 130, complained: '' });
    expect(stopped.said).toContain('Stopped.');
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual([]);
    await run(['snapshot', 'backup.gz']);
    const halted = await run(['restore', 'backup.gz'], {}, { after: '10,000 papers read', signal: 'SIGTERM' });
    expect(halted).toMatchObject({ code: 130, complained: '' });
    expect(halted.said).toContain('Stopped. The library is as it was.');
    expect((await inLibrary()).papers).toBe(20_500);
  });
});

describe('npm start -- rebuild', () => {
  it('writes the papers anew, and says how many', async () => {
    await run(['import', papersFile(5)]);
    const rebuilt = await run(['rebuild']);
    expect(rebuilt).toMatchObject({ code: 0, complained: '' });
    expect(rebuilt.said).toContain('5 papers written anew.');
    expect(await inLibrary()).toEqual({ papers: 5, withVectors: 5 });
  });

  it('is what a question advises when the library is damaged, and helps', async () => {
    await run(['import', papersFile(5)]);
    const model = readdirSync(uri()).find((name) => name.startsWith('vocabulary_')) ?? '';
    for (const file of readdirSync(join(uri(), model, 'data'))) truncateSync(join(uri(), model, 'data', file), 3);
    const damaged = await run(['about']);
    expect(damaged.code).toBe(1);
    expect((damaged.said + damaged.complained).replace(/\s+/g, ' ')).toContain('Run "npm start -- rebuild".');
    expect(await run(['rebuild'])).toMatchObject({ code: 0 });
    expect((await run(['about'])).said).toContain('5 papers');
  });

  it('that saves an earlier state says what is lost, and forgets the days', async () => {
    await run(['import', papersFile(5)]);
    const library = await openLibrary({ uri: uri(), clock: systemClock });
    await library.upsert([paper({ title: 'One more' })]);
    await library.close();
    await withJournal((journal) => journal.record('2026-01-01', { syncedAt: 1, papers: 1, skipped: 0 }));
    const table = readdirSync(uri()).find((name) => name.startsWith('papers_')) ?? '';
    const versions = join(uri(), table, '_versions');
    const [last = ''] = readdirSync(versions)
      .filter((name) => name.endsWith('.manifest'))
      .sort();
    truncateSync(join(versions, last), 0);
    const saved = await run(['rebuild']);
    expect(saved).toMatchObject({ code: 1, complained: '' });
    expect(saved.said).toContain('5 papers of an earlier one were saved.');
    expect((await inLibrary()).papers).toBe(5);
    expect((await withJournal((journal) => journal.completed('2026-01-01', '2026-01-01'))).size).toBe(0);
  });

  it('of a library without papers says so', async () => {
    const empty = await run(['rebuild']);
    expect(empty.code).toBe(1);
    expect(empty.complained).toContain('There are no papers in');
  });
});

describe('npm start -- remove', () => {
  it('says what was not there, and ends with 1 then', async () => {
    await run(['import', papersFile(3)]);
    const removed = await run(['remove', 'arXiv:2401.00000', '2401.99999', 'https://huggingface.co/papers/2401.00001']);
    expect(removed).toMatchObject({ code: 1, complained: '' });
    expect(removed.said).toBe('2 papers removed.\n  not in the library: 2401.99999\n');
    expect(await inLibrary()).toMatchObject({ papers: 1 });
  });

  it('removes nothing when one of the words is no id', async () => {
    await run(['import', papersFile(3)]);
    const refused = await run(['remove', '2401.00000', 'everything']);
    expect(refused.code).toBe(1);
    expect(refused.complained).toContain('"everything" is no arXiv id or address.');
    expect((await run(['remove'])).complained).toContain('There is nothing to remove.');
    expect(await inLibrary()).toMatchObject({ papers: 3 });
  });
});

describe('with an embedder in the settings', () => {
  let server: OpenAiServer;
  beforeEach(async () => {
    server = await startOpenAi();
  });
  afterEach(() => server.close());
  const settings = () => ({
    EMBEDDINGS: 'openai',
    EMBEDDINGS_BASE_URL: server.baseUrl,
    EMBEDDINGS_MODEL: 'embed-small',
    EMBEDDINGS_API_KEY: 'sk-secret',
  });
  const questions = () => server.embeddingRequests.filter(({ body }) => body.input.includes('denoising by diffusion'));

  it('an import embeds what it took in, tells the tokens, and a question is embedded and answered', async () => {
    const taken = await run(['import', papersFile(150)], settings());
    expect(taken).toMatchObject({ code: 0, complained: '' });
    expect(taken.said).toContain('150 of 150 papers embedded');
    expect(taken.said).toMatch(/150 papers embedded: [\d,]+ tokens\./);
    expect(server.embeddingRequests.flatMap(({ body }) => body.input)).toHaveLength(150);
    const again = await run(['import', 'papers.jsonl'], settings());
    expect(again.said).toContain('Every paper has its embedding.');
    const asked = await run(['search', 'denoising by diffusion'], settings());
    expect(asked).toMatchObject({ code: 0, complained: '' });
    expect(questions()).toHaveLength(1);
  });

  it('a fault of the server is told in words; what was taken in stays, and the next run embeds it', async () => {
    server.setEmbeddingScenario('good', 'unauthorised');
    const broken = await run(['import', papersFile(150)], settings());
    expect(broken).toMatchObject({ code: 1, complained: '' });
    expect(broken.said).toContain('150 new');
    expect(broken.said).toContain('does not accept the key');
    expect(broken.said).not.toContain('sk-secret');
    expect(await inLibrary()).toEqual({ papers: 150, withVectors: 150 });
    server.setEmbeddingScenario('good');
    const before = server.embeddingRequests.length;
    const next = await run(['import', 'papers.jsonl'], settings());
    expect(next).toMatchObject({ code: 0 });
    expect(server.embeddingRequests.slice(before).flatMap(({ body }) => body.input)).toHaveLength(22);
  });

  it('a question is answered all the same when the server is down', async () => {
    await run(['import', papersFile(5)], settings());
    server.setEmbeddingScenario('unauthorised');
    expect(await run(['search', 'denoising by diffusion'], settings())).toMatchObject({ code: 0, complained: '' });
    const log = readFileSync(join(folder, 'data', 'paperboy.log'), 'utf8');
    expect(log).toContain('question-embedding-failed');
    expect(log).not.toContain('denoising');
  });
});
