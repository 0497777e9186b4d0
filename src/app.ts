/** The composition root: settings in, a working Paperboy out. The only file that builds clients and stores. */

import { join } from 'node:path';
import { commands } from '../commands/index.ts';
import type { Services } from '../commands/services.ts';
import { loadPrompts } from './answer/prompts.ts';
import type { Config } from './config.ts';
import { createConversations } from './conversation/conversations.ts';
import { createKeptAnswers } from './conversation/kept-answers.ts';
import type { Clock } from './domain/clock.ts';
import type { DigestSender } from './domain/delivery.ts';
import { Fault, InvalidConfiguration } from './domain/errors.ts';
import type { Languages } from './domain/languages.ts';
import type { Cache, Log, PaperIndex } from './domain/ports.ts';
import type { SyncStatus } from './domain/sync-status.ts';
import type { Forgetter } from './flows/forget-flow.ts';
import { createLanguageModel } from './language-model.ts';
import { openMetering } from './metering.ts';
import { openAiEmbedderName } from './model/embedder-name.ts';
import { createOpenAiModel } from './model/openai-model.ts';
import { createOpenAiToolModel } from './model/openai-tool-model.ts';
import { type OpenDeliveries, openDeliveries } from './open-deliveries.ts';
import { openFeedback } from './open-feedback.ts';
import { type OpenMail, openMail } from './open-mail.ts';
import { openAnswerCaches, openState } from './open-state.ts';
import { openServedLibrary } from './own-library.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { type OpenServerSettings, openServerSettings } from './server-settings.ts';
import { ARXIV_INTERVAL_MILLISECONDS, type Arxiv, createArxiv } from './sources/arxiv.ts';
import { createHttpReader } from './sources/http.ts';
import { createHuggingFaceDaily, type HuggingFaceDaily } from './sources/hugging-face.ts';
import { createSyncJournal, type SyncJournal } from './state/sync-journal.ts';
import { createSyncMarks, type SyncMarks } from './state/sync-marks.ts';
import { createUpvoteRecord, type UpvoteRecord } from './state/upvote-history.ts';
import { loadLanguages } from './words/load-languages.ts';

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
  /** What posts to channels and readers, once it is there; without it nothing is delivered. */
  readonly digestSender?: () => DigestSender | undefined;
  /** How the edge's own syncs go; `undefined` where there are none. */
  readonly syncStatus?: () => SyncStatus | undefined;
}

export interface App {
  /** What answers: the user's own, or the sample while that is empty. */
  readonly library: PaperIndex;
  /** The user's own library, empty or not. */
  readonly own: PaperIndex;
  /** Makes the own library answer, without a restart. */
  serveOwn(): void;
  readonly services: Services;
  /** What the bot's own words are known in. */
  readonly languages: Languages;
  /** What admins set for their servers, and when papers were synced last. */
  readonly servers: Omit<OpenServerSettings, 'close'>;
  /** Missing where no mail is sent. */
  readonly mail?: OpenMail | undefined;
  /** What is posted daily and what readers follow; whoever has a sender runs the loop. */
  readonly deliveries: OpenDeliveries;
  close(): Promise<void>;
}

/**
 * Everything that answers: the library (or the sample while it is empty), prompts, model, pipeline.
 * @throws Fault that names every problem at once
 */
export async function createApp(tools: Tools, pressing?: Pressing): Promise<App> {
  const { config, clock, log } = tools;
  const [{ prompts, languages }, { library, own, serveOwn, close }] = await together(
    () => ({ prompts: loadPrompts(join(ROOT, 'prompts')), languages: loadLanguages(join(ROOT, 'words')) }),
    () => openServedLibrary(tools),
  );
  const model = createLanguageModel(tools);
  const { answerDeadlineMilliseconds } = config;
  const toolModel =
    config.model &&
    createOpenAiToolModel({ ...config.model, timeoutMilliseconds: answerDeadlineMilliseconds, clock, log });
  const servers = openServerSettings(tools);
  // A wrong address is told at the start, not with the first question.
  const reachable = config.databaseUrl ? servers.database() : Promise.resolve();
  const state = servers.database;
  const metering = await reachable
    .then(() => openMetering({ ...tools, state }))
    .catch(async (error: unknown) => {
      await servers.close();
      await close();
      throw error;
    });
  const verifier =
    config.verifier &&
    createOpenAiModel({ ...config.verifier, timeoutMilliseconds: answerDeadlineMilliseconds, clock, log });
  const { answers, memory } = await openAnswerCaches(tools, model !== undefined).catch(async (error: unknown) => {
    await metering?.close();
    await servers.close();
    await close();
    throw error;
  });
  const feedback = openFeedback({ ...tools, state });
  const mail = pressing && openMail({ ...tools, languages, state, discord: () => pressing.digestSender?.() });
  const deliveries = openDeliveries({
    ...{ clock, log, state, mail: mail?.sender, discord: () => pressing?.digestSender?.() },
    composer: () => pipeline.digests,
    catchUpMilliseconds: config.deliveryCatchUpMilliseconds,
    repostMilliseconds: config.repostAfterMilliseconds,
  });
  const pipeline: Pipeline = createPipeline({
    library,
    subscriptions: deliveries.subscriptions,
    ...(pressing?.digestSender && { deliveries: deliveries.loop }),
    ...(pressing && { keptAnswers: createKeptAnswers(pressing.cache), forgetters: pressing.forgetters }),
    feedback,
    settings: servers.settings,
    upvoteHistory: createUpvoteRecord(state),
    syncStatus: pressing?.syncStatus,
    mail,
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
    own,
    serveOwn,
    services: { pipeline, definitions },
    languages,
    servers,
    mail,
    deliveries,
    async close() {
      mail?.close();
      await answers?.close();
      await memory.close();
      await metering?.close();
      await servers.close();
      await close();
    },
  };
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

export async function openJournal(
  tools: Tools,
): Promise<{ journal: SyncJournal; history: UpvoteRecord; marks: SyncMarks; close(): Promise<void> }> {
  const database = await openState(tools);
  const opened = async () => database;
  return {
    journal: createSyncJournal(database),
    history: createUpvoteRecord(opened),
    marks: createSyncMarks(opened),
    close: () => database.destroy(),
  };
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
