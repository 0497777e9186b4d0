/** The composition root: settings in, a working Paperboy out. The only file that builds clients and stores. */

import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import type { Services } from '../commands/services.ts';
import { loadPrompts } from './answer/prompts.ts';
import type { Config } from './config.ts';
import { createConversations } from './conversation/conversations.ts';
import { createKeptAnswers } from './conversation/kept-answers.ts';
import type { Clock } from './domain/clock.ts';
import { Fault, InvalidConfiguration } from './domain/errors.ts';
import type { Cache, Log, PaperIndex } from './domain/ports.ts';
import { createEmbedders } from './embedders.ts';
import type { Forgetter } from './flows/forget-flow.ts';
import { createLanguageModel } from './language-model.ts';
import { openLibrary } from './library/open-library.ts';
import type { LibraryOptions } from './library/writing-alone.ts';
import { openMetering } from './metering.ts';
import { openAiEmbedderName } from './model/embedder-name.ts';
import { describeUsage } from './model/embedding-cost.ts';
import { createOpenAiModel } from './model/openai-model.ts';
import { createOpenAiToolModel } from './model/openai-tool-model.ts';
import { openFeedback } from './open-feedback.ts';
import { createPipeline } from './pipeline.ts';
import { openSample } from './sample-library.ts';
import { type OpenServerSettings, openServerSettings } from './server-settings.ts';
import { ARXIV_INTERVAL_MILLISECONDS, type Arxiv, createArxiv } from './sources/arxiv.ts';
import { createHttpReader } from './sources/http.ts';
import { createHuggingFaceDaily, type HuggingFaceDaily } from './sources/hugging-face.ts';
import { openCache } from './state/open-cache.ts';
import { openDatabase } from './state/open-database.ts';
import { createSyncJournal, type SyncJournal } from './state/sync-journal.ts';

export const VERSION = '0.1.0';

const ROOT = join(import.meta.dirname, '..');
const USER_AGENT = `Paperboy/${VERSION} (a Discord bot that cites abstracts)`;
const SOURCE_ATTEMPTS = 5;

export interface Tools {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}

/** What an edge brings along that has buttons. */
export interface Pressing {
  /** Where answers are kept that buttons stand under; must outlive the process. */
  readonly cache: Cache;
  /** What the edge itself keeps of readers. */
  readonly forgetters: readonly Forgetter[];
}

export interface App {
  readonly library: PaperIndex;
  readonly services: Services;
  /** What admins set for their servers, and when papers were synced last. */
  readonly servers: Omit<OpenServerSettings, 'close'>;
  close(): Promise<void>;
}

/**
 * Everything that answers: the library (or the sample while it is empty), prompts, model, pipeline.
 * @throws Fault that names every problem at once
 */
export async function createApp(tools: Tools, pressing?: Pressing): Promise<App> {
  const { config, clock, log } = tools;
  const [prompts, { library, close }] = await together(
    () => loadPrompts(join(ROOT, 'prompts')),
    () => openLibraryOrSample(tools),
  );
  const model = createLanguageModel(tools);
  const { answerDeadlineMilliseconds } = config;
  const toolModel =
    config.model &&
    createOpenAiToolModel({ ...config.model, timeoutMilliseconds: answerDeadlineMilliseconds, clock, log });
  const servers = openServerSettings(tools);
  const metering = await openMetering({ ...tools, state: servers.database }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const verifier =
    config.verifier &&
    createOpenAiModel({ ...config.verifier, timeoutMilliseconds: answerDeadlineMilliseconds, clock, log });
  const answers = model && openCache({ path: join(config.dataFolder, 'answers.sqlite'), clock, log });
  // A file of its own: deleting it forgets every conversation, and nothing else.
  const memory = openCache({ path: join(config.dataFolder, 'conversations.sqlite'), clock, log });
  const feedback = openFeedback({ ...tools, state: servers.database });
  const pipeline = createPipeline({
    library,
    ...(pressing && { keptAnswers: createKeptAnswers(pressing.cache), forgetters: pressing.forgetters }),
    feedback,
    settings: servers.settings,
    conversations: createConversations({ cache: memory.cache, clock, log }),
    defaultLanguage: config.defaultLanguage,
    prompts,
    model,
    toolModel,
    researchLimits: config.research,
    metering: metering?.metering,
    usage: metering?.usage,
    remoteEmbedder:
      config.embeddings?.kind === 'openai'
        ? openAiEmbedderName(config.embeddings.baseUrl, config.embeddings)
        : undefined,
    clock,
    log,
    version: VERSION,
    answerDeadlineMilliseconds,
    verifier,
    answerCache: answers?.cache,
    modelPlaces: config.modelPlaces,
  });
  const definitions = commands.map(({ definition }) => definition);
  return {
    library,
    services: { pipeline, definitions },
    servers,
    async close() {
      answers?.close();
      memory.close();
      await metering?.close();
      await servers.close();
      await close();
    },
  };
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
