/** Everything behind the Discord room as the program builds it, over the bundled papers, with a model on loopback when asked. */
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { openCache } from '../../src/state/open-cache.ts';
import { writeFromEvidence } from '../../test/bot/write-from-evidence.ts';
import { type OpenAiServerOptions, startOpenAi } from '../../test/servers/openai.ts';
import { SILENT } from './quick-bot.ts';

type App = Awaited<ReturnType<typeof createApp>>;

/** @param model how it writes; without it abstracts are quoted */
export function withWholeApp<T>(model: OpenAiServerOptions | undefined, work: (app: App) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const openAi = model && (await startOpenAi({ respond: writeFromEvidence, ...model }));
    const config = readConfig({
      DATA_FOLDER: folder,
      ...(openAi && {
        OPENAI_BASE_URL: openAi.baseUrl,
        OPENAI_API_KEY: 'key-of-the-loopback',
        OPENAI_MODEL: 'loopback-model',
        ANSWER_DEADLINE_SECONDS: '120',
      }),
    });
    const opened = openCache({ path: ':memory:', clock: systemClock, log: SILENT });
    const app = await createApp({ config, clock: systemClock, log: SILENT }, { cache: opened.cache, forgetters: [] });
    try {
      return await work(app);
    } finally {
      await app.close();
      opened.close();
      await openAi?.close();
    }
  });
}
