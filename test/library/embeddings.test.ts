import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import { ModelFault } from '../../src/domain/errors.ts';
import type { PaperId } from '../../src/domain/paper.ts';
import type { Embedder, PaperIndex } from '../../src/domain/ports.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { rebuildLibrary, restoreLibrary } from '../../src/library/rebuild-library.ts';
import { createOpenAiEmbedder } from '../../src/model/openai-embedder.ts';
import { paper } from '../doubles/paper.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { type OpenAiServer, startOpenAi } from '../servers/openai.ts';
import type { EmbeddingRouteOptions } from '../servers/openai-embeddings.ts';
import { faultOf } from '../sources/impatient-reader.ts';

const EMBEDDER_PROCESS = join(import.meta.dirname, '..', 'doubles', 'embed-papers.ts');
const { signal } = new AbortController();
const REQUEST_TIMEOUT = 20_000;
const QUESTION_PATIENCE = 2_500;
const WRITERS_TURN = 250;

const HEAT = paper({ id: 'arxiv:2505.00001', title: 'Heat in metals', abstract: 'Diffusion of heat in metals.' });
const SEARCH = paper({
  id: 'arxiv:2505.00002',
  title: 'Web search',
  abstract: 'Language models search the web with little heat.',
});
const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    paper({ id: `arxiv:2401.${String(at).padStart(5, '0')}`, title: `Paper ${at}`, abstract: `On subject${at}.` }),
  );

/** Waits between requests are skipped and counted as time; limits of requests and of readers, and turns of writers, are real. */
function createPatientClock(): Clock & { advance(milliseconds: number): void } {
  let skipped = 0;
  return {
    now: () => systemClock.now() + skipped,
    advance(milliseconds) {
      skipped += milliseconds;
    },
    async sleep(milliseconds, stop) {
      if ([REQUEST_TIMEOUT, QUESTION_PATIENCE, WRITERS_TURN].includes(milliseconds))
        return systemClock.sleep(milliseconds, stop);
      stop?.throwIfAborted();
      skipped += milliseconds;
    },
  };
}

let uri = '';
let server: OpenAiServer;
let clock: ReturnType<typeof createPatientClock>;
const opened: PaperIndex[] = [];
const servers: OpenAiServer[] = [];
beforeEach(async () => {
  uri = mkdtempSync(join(tmpdir(), 'paperboy-embeddings-'));
  clock = createPatientClock();
  await serve();
});
afterEach(async () => {
  for (const library of opened.splice(0)) await library.close();
  for (const started of servers.splice(0)) await started.close();
  rmSync(uri, { recursive: true, force: true });
});

async function serve(embeddings: EmbeddingRouteOptions = {}): Promise<void> {
  server = await startOpenAi({ embeddings });
  servers.push(server);
}
const embedderOf = (model: string, dimensions?: number): Embedder =>
  createOpenAiEmbedder({
    baseUrl: server.baseUrl,
    apiKey: 'sk-secret',
    model,
    timeoutMilliseconds: REQUEST_TIMEOUT,
    clock,
    log: createRecordingLog(),
    ...(dimensions && { dimensions }),
  });
/** A library that knows these embedders; the first one is the one that is asked for. */
async function open(embedders: readonly Embedder[], onEmbeddingFault?: (fault: unknown) => void): Promise<PaperIndex> {
  const named = (name: string) => embedders.find((embedder) => embedder.name === name);
  const library = await openLibrary({ uri, clock, embedders: { current: embedders[0], named }, onEmbeddingFault });
  opened.push(library);
  return library;
}
async function openWith(papers: Parameters<PaperIndex['upsert']>[0], embedders = [embedderOf('embed-small')]) {
  const library = await open(embedders);
  await library.upsert(papers);
  await library.refresh();
  return library;
}
const embed = (library: PaperIndex, onProgress: (done: number, of: number) => void = () => {}) =>
  library.embed(signal, onProgress);
const sourceOf = async (library: PaperIndex, text = 'heat in metals') =>
  (await library.candidates({ text, depth: 5 }))[0]?.vectorSource;
/** Texts of papers that the server was asked for. */
const asked = () => server.embeddingRequests.map(({ body }) => body.input);
const embeddingTables = async () =>
  (await (await connect(uri)).tableNames()).filter((name) => name.startsWith('embeddings_'));
const embeddedIds = async () => {
  const [name = ''] = await embeddingTables();
  const rows = (await (await (await connect(uri)).openTable(name)).query().select(['id']).toArray()) as {
    id: string;
  }[];
  return rows.map(({ id }) => id).sort();
};

describe('vectors of an embedder', () => {
  it('take the place of those of the corpus once every paper has one, for other processes too', async () => {
    const library = await openWith([HEAT, SEARCH]);
    expect(await sourceOf(library)).toBe('corpus');
    const progress = vi.fn();
    expect(await embed(library, progress)).toBe(2);
    expect(progress.mock.calls).toEqual([[2, 2]]);
    expect(asked()).toEqual([[`${HEAT.title}\n\n${HEAT.abstract}`, `${SEARCH.title}\n\n${SEARCH.abstract}`]]);
    const found = await library.candidates({ text: 'heat in metals', depth: 5 });
    expect(found.every(({ vectorSource }) => vectorSource === 'embedder')).toBe(true);
    expect(found.toSorted((a, b) => b.vectorScore - a.vectorScore)[0]?.id).toBe(HEAT.id);
    expect(await sourceOf(await open([embedderOf('embed-small')]))).toBe('embedder');
  });

  it('are made once: a second run asks for nothing', async () => {
    const library = await openWith([HEAT, SEARCH]);
    await embed(library);
    expect(await embed(library)).toBe(0);
    expect(asked()).toHaveLength(1);
  });

  it('are made at the next run for a new paper, a changed text and a new day, and for nothing else', async () => {
    const library = await openWith([HEAT, SEARCH]);
    await embed(library);
    const changed = {
      ...SEARCH,
      abstract: 'Agents search the web, again and again, and again.',
      source: 'arxiv' as const,
    };
    const [added] = numbered(1);
    if (!added) throw new Error('no paper');
    await library.upsert([changed, added, { ...HEAT, upvotes: 9, listedOn: '2026-05-05' }]);
    expect(await embed(library)).toBe(2);
    expect(asked()[1]?.toSorted()).toEqual(
      [`${added.title}\n\n${added.abstract}`, `${changed.title}\n\n${changed.abstract}`].toSorted(),
    );
    expect(await embeddedIds()).toEqual([added.id, HEAT.id, SEARCH.id].sort());
    const [name = ''] = await embeddingTables();
    const row = (await connect(uri))
      .openTable(name)
      .then((table) => table.query().where(`id = '${HEAT.id}'`).toArray());
    expect(await row).toMatchObject([{ day: '2026-05-05' }]);
  });

  it('go with papers that are removed or withdrawn', async () => {
    const library = await openWith([HEAT, SEARCH, ...numbered(1)]);
    await embed(library);
    await library.remove(['arxiv:2401.00000']);
    await library.upsert([{ ...SEARCH, withdrawn: true, source: 'arxiv' }]);
    expect((await library.candidates({ text: 'web search', depth: 5 })).map(({ id }) => id)).toEqual([HEAT.id]);
    expect(await embed(library)).toBe(0);
    expect(await embeddedIds()).toEqual([HEAT.id]);
  });

  it('are what is given of papers, as long as there are as many of them', async () => {
    const library = await openWith([HEAT, SEARCH]);
    const ids = [HEAT.id, SEARCH.id];
    const ofCorpus = (await library.vectorsOf(ids)).get(HEAT.id);
    await embed(library);
    const embedded = await library.vectorsOf(ids);
    expect(embedded.size).toBe(2);
    expect(embedded.get(HEAT.id)).not.toEqual(ofCorpus);
    await library.upsert([{ ...HEAT, id: 'arxiv:2505.00003', title: 'More heat in metals' }]);
    const all = await library.vectorsOf([...ids, 'arxiv:2505.00003']);
    expect(all.size).toBe(3);
    expect(all.get(HEAT.id)).toEqual(ofCorpus);
  });

  it('serve for papers that are near others', async () => {
    const near: PaperId[] = [HEAT.id];
    const library = await openWith([HEAT, SEARCH, paper({ title: 'Metals', abstract: 'Diffusion of heat, again.' })]);
    for (const source of ['corpus', 'embedder']) {
      const found = await library.candidates({ text: HEAT.title, near, depth: 5 });
      expect(found.map(({ id }) => id)).not.toContain(HEAT.id);
      expect(found.toSorted((a, b) => b.vectorScore - a.vectorScore)[0]).toMatchObject({
        title: 'Metals',
        vectorSource: source,
      });
      await embed(library);
    }
    // Only the papers were sent: what is near them needs no question.
    expect(asked()).toHaveLength(1);
  });

  it('that another process has made meanwhile are not lost to one that began at the same time', async () => {
    const one = await openWith(numbered(300));
    const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const real = embedderOf('embed-small');
    const slow: Embedder = {
      name: real.name,
      async embed(...request) {
        begun.resolve();
        await goOn.promise;
        return real.embed(...request);
      },
    };
    const controller = new AbortController();
    const other = await open([slow]);
    const slowly = other.embed(controller.signal, () => controller.abort(new Error('stopped')));
    await begun.promise;
    await embed(one);
    goOn.resolve();
    await expect(slowly).rejects.toThrow('stopped');
    expect(await embeddedIds()).toHaveLength(300);
    expect(await embed(one)).toBe(0);
  });

  it('survive a restored library as far as its papers are the same', async () => {
    const library = await openWith([HEAT, SEARCH]);
    await embed(library);
    const [added] = numbered(1);
    await restoreLibrary(
      { uri, clock },
      (async function* () {
        yield HEAT;
        if (added) yield added;
      })(),
    );
    const again = await open([embedderOf('embed-small')]);
    expect(await embed(again)).toBe(1);
    expect(await embeddedIds()).toEqual([added?.id, HEAT.id].sort());
  });
});

describe('a server that fails half-way', () => {
  it.each([
    ['tooManyRequests', 'asks to wait'],
    ['unauthorised', 'does not accept the key'],
    ['notANumber', 'no number'],
    ['otherDimension', '65'],
  ] as const)('with %s keeps what was done, and the next run does only the rest', async (scenario, message) => {
    await serve({ scenarios: ['good', scenario] });
    const library = await openWith(numbered(200));
    const fault = await faultOf(embed(library));
    expect(fault).toBeInstanceOf(ModelFault);
    expect((fault as ModelFault).message + (fault as ModelFault).help).toContain(
      message === 'asks to wait' ? '' : message,
    );
    expect(await embeddedIds()).toHaveLength(128);
    expect(await sourceOf(library, 'subject7')).toBe('corpus');
    const before = asked().length;
    server.setEmbeddingScenario('good');
    // Another process, which remembers nothing.
    const again = await open([embedderOf('embed-small')]);
    expect(await embed(again)).toBe(72);
    expect(asked().slice(before).flat()).toHaveLength(72);
    expect(await sourceOf(again, 'subject7')).toBe('embedder');
  });

  it('is not mixed with another model of the same name that came in between', async () => {
    const library = await openWith(numbered(10));
    await embed(library);
    await library.upsert([HEAT]);
    server.setEmbeddingScenario('otherDimension');
    const told = vi.fn();
    const again = await open([embedderOf('embed-small')], told);
    const fault = await faultOf(embed(again));
    expect((fault as ModelFault).message).toContain('have 64 numbers, and now it gives 65');
    expect((fault as ModelFault).help).toContain('EMBEDDINGS_MODEL');
    expect(await embeddedIds()).toHaveLength(10);
    expect(await sourceOf(again, 'subject7')).toBe('corpus');
    expect(told).toHaveBeenCalledOnce();
  });

  it('is not asked any more when the job is stopped', async () => {
    const library = await openWith(numbered(300));
    const controller = new AbortController();
    const stopping = library.embed(controller.signal, () => controller.abort(new Error('stopped')));
    await expect(stopping).rejects.toThrow('stopped');
    expect(asked()).toHaveLength(1);
    expect(await embed(library)).toBe(172);
  });
});

it('a process killed with -9 half-way loses one batch at the most', async () => {
  const library = await openWith(numbered(600));
  const child = spawn(process.execPath, [EMBEDDER_PROCESS, uri, server.baseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LANCEDB_LOG: 'error' },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes('256\n')) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(await sourceOf(library, 'subject7')).toBe('corpus');
  const before = asked().length;
  const rest = await embed(library);
  expect(rest).toBeLessThanOrEqual(600 - 256);
  expect(asked().slice(before).flat()).toHaveLength(rest);
  expect(await embeddedIds()).toHaveLength(600);
});

describe('another embedder in the settings', () => {
  it('serves when it is complete; until then the one before does, whose vectors go with a later run', async () => {
    const [small, large] = [embedderOf('embed-small'), embedderOf('embed-large', 32)];
    await embed(await openWith([HEAT, ...numbered(200)], [small]));
    const library = await open([large, small]);
    server.setEmbeddingScenario('good', 'unauthorised');
    await faultOf(embed(library));
    server.setEmbeddingScenario('good');
    const modelOf = async () => {
      expect(await sourceOf(library)).toBe('embedder');
      return server.embeddingRequests.at(-1)?.body.model;
    };
    expect(await modelOf()).toBe('embed-small');
    await embed(library);
    expect(await modelOf()).toBe('embed-large');
    // A reader that has not noticed yet still has what it answers with.
    expect(await embeddingTables()).toHaveLength(2);
    clock.advance(120_000);
    expect(await embed(library)).toBe(0);
    expect(await embeddingTables()).toHaveLength(1);
    expect(await modelOf()).toBe('embed-large');
  });

  it('is made anew after its vectors were dropped for another', async () => {
    const [small, large] = [embedderOf('embed-small'), embedderOf('embed-large', 32)];
    await embed(await openWith([HEAT, SEARCH], [small]));
    const library = await open([large, small]);
    await embed(library);
    clock.advance(120_000);
    await embed(library);
    const back = await open([small, large]);
    expect(await sourceOf(back)).toBe('embedder');
    expect(server.embeddingRequests.at(-1)?.body.model).toBe('embed-large');
    expect(await embed(back)).toBe(2);
    await sourceOf(back);
    expect(server.embeddingRequests.at(-1)?.body.model).toBe('embed-small');
  });

  it('than one that can no longer be made leaves the vectors of the corpus', async () => {
    await embed(await openWith([HEAT, SEARCH]));
    expect(await sourceOf(await open([embedderOf('embed-large')]))).toBe('corpus');
    expect(await sourceOf(await open([]))).toBe('corpus');
    expect(await sourceOf(await openLibrary({ uri, clock }))).toBe('corpus');
  });
});

describe('a question whose embedding', () => {
  it('fails is answered with vectors of the corpus; the server is left alone for half a minute', async () => {
    const told = vi.fn();
    await embed(await openWith([HEAT, SEARCH]));
    const library = await open([embedderOf('embed-small')], told);
    server.setEmbeddingScenario('unauthorised');
    const before = asked().length;
    for (let time = 0; time < 3; time++) expect(await sourceOf(library)).toBe('corpus');
    expect(asked()).toHaveLength(before + 1);
    expect(told.mock.calls).toEqual([[expect.any(ModelFault)]]);
    server.setEmbeddingScenario('good');
    clock.advance(29_000);
    expect(await sourceOf(library)).toBe('corpus');
    clock.advance(1_001);
    expect(await sourceOf(library)).toBe('embedder');
  });

  it('is slow is answered without it, and the request ended', async () => {
    const told = vi.fn();
    await embed(await openWith([HEAT, SEARCH]));
    const library = await open([embedderOf('embed-small')], told);
    server.setEmbeddingScenario('silent');
    expect(await sourceOf(library)).toBe('corpus');
    expect(told).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(server.embeddingRequests.at(-1)?.abandoned).toBe(true));
  });
});

it('damaged vectors of an embedder are told, and made anew after a rebuild', async () => {
  await embed(await openWith([HEAT, SEARCH]));
  const [name = ''] = await embeddingTables();
  const data = join(uri, `${name}.lance`, 'data');
  for (const file of readdirSync(data)) truncateSync(join(data, file), 5);
  const fault = await faultOf((await open([embedderOf('embed-small')])).candidates({ text: 'heat', depth: 5 }));
  expect((fault as ModelFault).help).toContain('npm start -- rebuild');
  await rebuildLibrary({ uri, clock });
  const library = await open([embedderOf('embed-small')]);
  await library.refresh();
  expect(await sourceOf(library)).toBe('corpus');
  expect(await embed(library)).toBe(2);
  expect(await sourceOf(library)).toBe('embedder');
});
