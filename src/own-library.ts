/** Part of the composition root: settings in; the user's own library, with what makes its vectors, or the sample while it is empty, out. */
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import type { Log, PaperIndex } from './domain/ports.ts';
import { createEmbedders } from './embedders.ts';
import { openLibrary } from './library/open-library.ts';
import { SwitchableLibrary } from './library/switchable-library.ts';
import type { LibraryOptions } from './library/writing-alone.ts';
import { describeUsage } from './model/embedding-cost.ts';
import { openNamedCache } from './open-state.ts';
import { openSample } from './sample-library.ts';

interface Tools {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}

/** A library and what makes its vectors. */
export interface OpenLibrary {
  readonly library: PaperIndex;
  /** What embedding has used so far, in words; `undefined` where nothing was counted. */
  usage(): string | undefined;
  close(): Promise<void>;
}

/** What answers, and what it will be: the same where papers were synced or imported. */
export interface ServedLibrary extends OpenLibrary {
  /** The user's own, empty or not. */
  readonly own: PaperIndex;
  /** Makes the own library answer, from the next call on. Harmless when it does already. */
  serveOwn(): void;
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
  return withEmbedders(tools, async (embedding) => ({
    library: await openLibrary({ ...ownLibrary(tools), ...embedding }),
  }));
}

/** Where the user's own library lies, for jobs that replace it whole. */
export function ownLibrary({ config, clock }: Tools): LibraryOptions {
  return { uri: config.libraryUri, clock };
}

/** An empty library would make a poor first minute: until something is synced or imported, the sample stands in. */
export async function openServedLibrary(tools: Tools): Promise<ServedLibrary> {
  const { library, own, sample, close, usage } = await withEmbedders(tools, async (embedding) => {
    const own = await openLibrary({ ...ownLibrary(tools), ...embedding });
    const sample = (await own.statistics()).papers ? undefined : await openSample(tools, embedding);
    return { library: new SwitchableLibrary(sample ?? own, tools.clock), own, sample };
  });
  let isServed = !sample;
  return {
    library,
    own,
    usage,
    serveOwn() {
      isServed = true;
      library.switchTo(own);
    },
    async close() {
      // Where it is served, it is closed with what serves it.
      if (!isServed) await own.close();
      await close();
    },
  };
}

type Embedding = Pick<LibraryOptions, 'embedders' | 'onEmbeddingFault'>;

async function withEmbedders<Opened extends { readonly library: PaperIndex }>(
  tools: Tools,
  open: (embedding: Embedding) => Promise<Opened>,
): Promise<Opened & OpenLibrary> {
  const { config, clock, log } = tools;
  const settings = config.embeddings;
  if (!settings) {
    const opened = await open({});
    return { ...opened, usage: () => undefined, close: () => opened.library.close() };
  }
  let tokens = 0;
  const onUsage = (counted: number) => {
    tokens += counted;
  };
  // One of its own: whoever goes through the bot's cache must not meet thousands of vectors.
  const kept = await openNamedCache(tools, 'embeddings');
  let closeEmbedders = async () => {};
  const closeAll = async () => {
    await closeEmbedders();
    await kept.close();
  };
  try {
    const embedders = createEmbedders({ config, clock, log, cache: kept.cache, onUsage });
    closeEmbedders = () => embedders.close();
    const onEmbeddingFault = (error: unknown) => log.warn('question-embedding-failed', { error });
    const opened = await open({ embedders, onEmbeddingFault });
    return {
      ...opened,
      usage: () => (settings.kind === 'openai' && tokens ? describeUsage({ ...settings, tokens }) : undefined),
      async close() {
        await opened.library.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
