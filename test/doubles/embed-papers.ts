/** A process that embeds the papers of a library and says how many are done. Arguments: uri, address of the server. */
import { systemClock } from '../../src/domain/clock.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { createOpenAiEmbedder } from '../../src/model/openai-embedder.ts';

const [uri = '', baseUrl = ''] = process.argv.slice(2);
const log = { info() {}, warn() {}, error() {} };
const current = createOpenAiEmbedder({
  baseUrl,
  apiKey: 'sk-secret',
  model: 'embed-small',
  timeoutMilliseconds: 20_000,
  clock: systemClock,
  log,
});
const library = await openLibrary({ uri, clock: systemClock, embedders: { current, named: () => current } });
await library.embed(new AbortController().signal, (done) => process.stdout.write(`${done}\n`));
await library.close();
