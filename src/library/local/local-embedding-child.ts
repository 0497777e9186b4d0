/**
 * A process of its own for a local model, because the ONNX runtime computes in the thread that asks: four abstracts
 * stop everything else there for half a second and more, and a crash of native code would end the bot.
 * In: texts. Out: vectors.
 */
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HuggingFaceTransformersEmbeddings } from '@langchain/community/embeddings/huggingface_transformers';
import type {
  LocalModelQuestion,
  LocalModelReply,
  LocalModelSettings,
  LocalModelTrouble,
} from './local-embedding-messages.ts';
import { createWatchedFetch, type Unreachable } from './watched-fetch.ts';

interface Packages {
  readonly HuggingFaceTransformersEmbeddings: typeof HuggingFaceTransformersEmbeddings;
  /** The settings of @huggingface/transformers that are used here. */
  readonly env: { remoteHost: string; cacheDir: string; logLevel: number; fetch: typeof fetch };
}

/** As @huggingface/transformers counts: nothing below an error. */
const ERRORS_ONLY = 40;

class Trouble extends Error {
  readonly kind: LocalModelTrouble;

  constructor(kind: LocalModelTrouble, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.kind = kind;
  }
}

/** The embeddings, with the model loaded. */
async function load(settings: LocalModelSettings): Promise<HuggingFaceTransformersEmbeddings> {
  const entry = pathToFileURL(join(settings.packages, 'index.mjs')).href;
  const packages = await import(entry).then(
    (module) => module as Packages,
    (cause) => {
      throw new Trouble('packages', cause);
    },
  );
  let unreachable: Unreachable | undefined;
  Object.assign(packages.env, {
    remoteHost: `${settings.hubUrl.replace(/\/$/, '')}/`,
    cacheDir: settings.cacheFolder,
    logLevel: ERRORS_ONLY,
    // The library takes a file that it cannot fetch for one that is not there, and says so later in other words.
    fetch: createWatchedFetch(settings.silenceMilliseconds, (failure) => {
      unreachable = failure;
    }),
  });
  const embeddings = new packages.HuggingFaceTransformersEmbeddings({
    model: settings.model,
    // A failure is told at once; it is for the caller to ask again.
    maxRetries: 0,
    pretrainedOptions: { dtype: 'fp32', local_files_only: settings.folder },
  });
  await embeddings.embedQuery('paper').catch((cause) => {
    if (unreachable) throw new Trouble('unreachable', unreachable);
    const missing = (cause as Error)?.name === 'ModelFileNotFoundError';
    throw new Trouble(missing ? 'missing' : 'unreadable', cause);
  });
  return embeddings;
}

async function answer(question: LocalModelQuestion, loaded: Promise<HuggingFaceTransformersEmbeddings>) {
  const embeddings = await loaded;
  return embeddings.embedDocuments([...question.texts]).catch((cause) => {
    throw new Trouble('failing', cause);
  });
}

function serve(settings: LocalModelSettings): void {
  let loaded: Promise<HuggingFaceTransformersEmbeddings> | undefined;
  const reply = (message: LocalModelReply) => process.send?.(message);
  process.on('message', async (question: LocalModelQuestion) => {
    const { number } = question;
    loaded ??= load(settings);
    try {
      reply({ number, vectors: await answer(question, loaded) });
    } catch (error) {
      const kind = error instanceof Trouble ? error.kind : 'failing';
      // A model that could not be had may be there at the next question.
      if (kind !== 'failing') loaded = undefined;
      reply({ number, trouble: kind, reason: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
  // Ctrl+C reaches every process of the terminal; when to stop is for Paperboy to say.
  process.on('SIGINT', () => {});
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}

serve(JSON.parse(process.argv[2] ?? '{}') as LocalModelSettings);
