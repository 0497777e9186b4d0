/** The composition root: settings in, a working Paperboy out. The only file that builds clients and stores. */

import { createHash } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import type { Services } from '../commands/services.ts';
import { loadPrompts } from './answer/prompts.ts';
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import { Fault, InvalidConfiguration } from './domain/errors.ts';
import type { Log, PaperIndex } from './domain/ports.ts';
import { createEmbedders } from './embedders.ts';
import { openLibrary } from './library/open-library.ts';
import type { LibraryOptions } from './library/writing-alone.ts';
import { openAiEmbedderName } from './model/embedder-name.ts';
import { describeUsage } from './model/embedding-cost.ts';
import { createOpenAiModel } from './model/openai-model.ts';
import { createPipeline } from './pipeline.ts';
import { ARXIV_INTERVAL_MILLISECONDS, type Arxiv, createArxiv } from './sources/arxiv.ts';
import { createHttpReader } from './sources/http.ts';
import { createHuggingFaceDaily, type HuggingFaceDaily } from './sources/hugging-face.ts';
import { readPaperFile } from './sources/read-file.ts';
import { openCache } from './state/open-cache.ts';
import { openDatabase } from './state/open-database.ts';
import { createSyncJournal, type SyncJournal } from './state/sync-journal.ts';

export const VERSION = '0.1.0';

const ROOT = join(import.meta.dirname, '..');
const SAMPLE = join(ROOT, 'data', 'sample', 'papers.jsonl');
const USER_AGENT = `Paperboy/${VERSION} (a Discord bot that cites abstracts)`;
const SOURCE_ATTEMPTS = 5;

export interface Tools {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}

export interface App {
  readonly library: PaperIndex;
  readonly services: Services;
  close(): Promise<void>;
}

/**
 * Everything that answers: the library (or the sample while it is empty), prompts, model, pipeline.
 * @throws Fault that names every problem at once
 */
export async function createApp(tools: Tools): Promise<App> {
  const { config, clock, log } = tools;
  const [prompts, { library, close }] = await together(
    () => loadPrompts(join(ROOT, 'prompts')),
    () => openLibraryOrSample(tools),
  );
  const model =
    config.model &&
    createOpenAiModel({ ...config.model, timeoutMilliseconds: config.answerDeadlineMilliseconds, clock, log });
  const { answerDeadlineMilliseconds } = config;
  const pipeline = createPipeline({
    library,
    prompts,
    model,
    remoteEmbedder:
      config.embeddings?.kind === 'openai'
        ? openAiEmbedderName(config.embeddings.baseUrl, config.embeddings)
        : undefined,
    clock,
    log,
    version: VERSION,
    answerDeadlineMilliseconds,
  });
  const definitions = commands.map(({ definition }) => definition);
  return { library, services: { pipeline, definitions }, close };
}

/** A library and what makes its vectors. */
export interface OpenLibrary {
  readonly library: PaperIndex;
  /** What embedding has used so far, in words; `undefined` where nothing was counted. */
  usage(): string | undefined;
  close(): Promise<void>;
}

/** The user's own library, empty or not, without an embedder. */
export function openOwnLibrary(tools: Tools): Promise<PaperIndex> {
  return openLibrary(ownLibrary(tools));
}

/**
 * The same for jobs that fill it.
 * @throws InvalidConfiguration when embeddings are asked for that cannot be made; LibraryFault
 */
export function openLibraryToFill(tools: Tools): Promise<OpenLibrary> {
  return withEmbedders(tools, (embedding) => openLibrary({ ...ownLibrary(tools), ...embedding }));
}

/** Where the user's own library lies, for jobs that replace it whole. */
export function ownLibrary({ config, clock }: Tools): LibraryOptions {
  return { uri: config.libraryUri, clock };
}

type Embedding = Pick<LibraryOptions, 'embedders' | 'onEmbeddingFault'>;

async function withEmbedders(
  { config, clock, log }: Tools,
  open: (embedding: Embedding) => Promise<PaperIndex>,
): Promise<OpenLibrary> {
  const settings = config.embeddings;
  if (!settings) {
    const library = await open({});
    return { library, usage: () => undefined, close: () => library.close() };
  }
  let tokens = 0;
  const onUsage = (counted: number) => {
    tokens += counted;
  };
  // A file of its own: whoever goes through the bot's cache must not meet thousands of vectors.
  const opened = openCache({ path: join(config.dataFolder, 'embeddings.sqlite'), clock, log });
  let closeEmbedders = async () => {};
  const closeAll = async () => {
    await closeEmbedders();
    opened.close();
  };
  try {
    const embedders = createEmbedders({ config, clock, log, cache: opened.cache, onUsage });
    closeEmbedders = () => embedders.close();
    const onEmbeddingFault = (error: unknown) => log.warn('question-embedding-failed', { error });
    const library = await open({ embedders, onEmbeddingFault });
    return {
      library,
      usage: () => (settings.kind === 'openai' && tokens ? describeUsage({ ...settings, tokens }) : undefined),
      async close() {
        await library.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

export interface Sources {
  readonly huggingFace: HuggingFaceDaily;
  readonly arxiv: Arxiv;
}

export function createSources({ config, clock, log }: Tools): Sources {
  const reader = (minimumIntervalMilliseconds: number, addressSetting: string) =>
    createHttpReader({
      clock,
      log,
      timeoutMilliseconds: config.sourceTimeoutMilliseconds,
      userAgent: USER_AGENT,
      minimumIntervalMilliseconds,
      attempts: SOURCE_ATTEMPTS,
      addressSetting,
    });
  const { url, token } = config.huggingFace;
  return {
    huggingFace: createHuggingFaceDaily({ baseUrl: url, token, http: reader(0, 'HUGGING_FACE_URL'), clock }),
    arxiv: createArxiv({ baseUrl: config.arxiv.url, http: reader(ARXIV_INTERVAL_MILLISECONDS, 'ARXIV_URL'), clock }),
  };
}

export async function openJournal({ config }: Tools): Promise<{ journal: SyncJournal; close(): Promise<void> }> {
  const database = await openDatabase({ path: join(config.dataFolder, 'state.sqlite') });
  return { journal: createSyncJournal(database), close: () => database.destroy() };
}

/** An empty library would make a poor first minute: until something is synced or imported, the sample stands in. */
function openLibraryOrSample(tools: Tools): Promise<OpenLibrary> {
  return withEmbedders(tools, async (embedding) => {
    const own = await openLibrary({ ...ownLibrary(tools), ...embedding });
    if ((await own.statistics()).papers > 0) return own;
    await own.close();
    return openSample(tools, embedding);
  });
}

/** The sample's index is built once per version of the sample, aside and then moved into place. */
async function openSample({ config, clock }: Tools, embedding: Embedding): Promise<PaperIndex> {
  const text = await readFile(SAMPLE);
  const name = `sample-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  const uri = join(config.dataFolder, name);
  const existing = await openLibrary({ uri, clock, sample: true, ...embedding });
  if ((await existing.statistics()).papers > 0) return existing;
  await existing.close();
  const aside = join(config.dataFolder, `${name}.building-${process.pid}`);
  const building = await openLibrary({ uri: aside, clock });
  await building.upsert((await readPaperFile(SAMPLE, { today: '2026-07-01' })).papers);
  // Not asked about itself, as other libraries are: that takes longer than the first answer should.
  await building.refresh();
  await building.close();
  await rm(uri, { recursive: true, force: true });
  await rename(aside, uri).catch(() => rm(aside, { recursive: true, force: true }));
  return openLibrary({ uri, clock, sample: true, ...embedding });
}

/** Runs both and reports the problems of both, not one by one. */
async function together<A, B>(first: () => A | Promise<A>, second: () => B | Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([(async () => first())(), (async () => second())()]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  const reasons: unknown[] = [a, b].flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const faults = reasons.filter((reason) => reason instanceof Fault);
  if (faults.length < 2) throw reasons[0];
  throw new InvalidConfiguration(faults.map((fault) => `${fault.message} ${fault.help}`).join('\n'), '', {
    cause: reasons[0],
  });
}
