import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { type Fault, InvalidConfiguration, ModelFault } from '../../../src/domain/errors.ts';
import { createLocalEmbedder, LOCAL_EMBEDDING_PACKAGES } from '../../../src/library/local/local-embedder.ts';
import { createRecordingLog } from '../../doubles/recording-log.ts';
import { tinyEmbeddingModel } from '../../doubles/tiny-embedding-model.ts';
import { type ModelHub, startModelHub } from '../../servers/model-hub.ts';

const installed = existsSync(join(LOCAL_EMBEDDING_PACKAGES, 'node_modules'));
const MODEL = 'papers/tiny-model';
const FILES = tinyEmbeddingModel({
  subjects: [
    ['search', 'web', 'models', 'language'],
    ['heat', 'metals', 'diffusion'],
  ],
  dimensions: 8,
  notANumber: 'broken',
});
const TEXTS = ['Language models search', 'Diffusion of heat\nin metals', 'web search', 'heat', 'models', 'metals'];

const { signal } = new AbortController();
let folder: string;
let hub: ModelHub;
const closing: (() => Promise<void>)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-local-'));
  hub = await startModelHub(MODEL, FILES);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await hub.close();
  rmSync(folder, { recursive: true });
});

function embedderOf(model = MODEL, options: { hubUrl?: string; packages?: string } = {}) {
  const log = createRecordingLog();
  const cacheFolder = join(folder, 'models');
  const embedder = createLocalEmbedder({ model, cacheFolder, hubUrl: hub.url, clock: systemClock, log, ...options });
  closing.push(embedder.close);
  return embedder;
}

function writeModel(files: ReadonlyMap<string, string | Uint8Array> = FILES): string {
  const place = join(folder, 'own-model');
  for (const [path, content] of files) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), content);
  }
  return place;
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelFault);
  return error as Fault;
}

const cosine = (left?: Float32Array, right?: Float32Array): number =>
  (left ?? new Float32Array()).reduce((sum, value, index) => sum + value * (right?.[index] ?? Number.NaN), 0);

it('without the optional packages the setting is a wrong one, with the command that installs them', () => {
  let fault: unknown;
  try {
    embedderOf(MODEL, { packages: folder });
  } catch (error) {
    fault = error;
  }
  expect(fault).toBeInstanceOf(InvalidConfiguration);
  expect((fault as InvalidConfiguration).help).toContain('npm run install:local-embeddings');
});

it('that crashes takes nothing else with it, and is started anew', async () => {
  const packages = join(folder, 'packages');
  mkdirSync(join(packages, 'node_modules', '@huggingface', 'transformers'), { recursive: true });
  const once = join(folder, 'crashed');
  writeFileSync(
    join(packages, 'index.mjs'),
    `import { existsSync, writeFileSync } from 'node:fs';
    export const env = {};
    export class HuggingFaceTransformersEmbeddings {
      async embedQuery() {}
      async embedDocuments(texts) {
        if (existsSync(${JSON.stringify(once)})) return texts.map(() => [3, 4]);
        writeFileSync(${JSON.stringify(once)}, '');
        process.kill(process.pid, 'SIGKILL');
        await new Promise(() => {});
      }
    }`,
  );
  const embedder = embedderOf(MODEL, { packages });
  const fault = await faultOf(embedder.embed(['web'], 'paper', signal));
  expect(fault).toMatchObject({ message: `The process of the local model ${MODEL} ended while it was asked.` });
  expect(await embedder.embed(['web'], 'paper', signal)).toEqual([Float32Array.of(0.6, 0.8)]);
});

it('whose packages are broken asks to have them installed again', async () => {
  const packages = join(folder, 'packages');
  mkdirSync(join(packages, 'node_modules', '@huggingface', 'transformers'), { recursive: true });
  writeFileSync(join(packages, 'index.mjs'), "import 'no-such-package';");
  await expect(embedderOf(MODEL, { packages }).embed(['web'], 'paper', signal)).rejects.toMatchObject({
    name: 'InvalidConfiguration',
    help: expect.stringContaining('npm run install:local-embeddings'),
  });
});

describe.skipIf(!installed)('a local model (needs "npm run install:local-embeddings")', () => {
  it('is fetched once, and gives vectors of length 1 that are close for one subject', async () => {
    const embedder = embedderOf();
    expect(embedder.name).toBe(`local:${MODEL}`);
    const vectors = await embedder.embed(TEXTS, 'paper', signal);
    const [models, metals, web, heat] = vectors;
    for (const vector of vectors) expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    expect(cosine(models, web)).toBeGreaterThan(0.9);
    expect(cosine(metals, heat)).toBeGreaterThan(0.7);
    expect(cosine(models, heat)).toBeLessThan(0.3);

    await embedder.close();
    const asked = hub.requests.length;
    expect(await embedderOf().embed(TEXTS, 'question', signal)).toEqual(vectors);
    expect(hub.requests).toHaveLength(asked);
  });

  it('gives a text the same vector alone and among longer ones', async () => {
    const embedder = embedderOf();
    const together = await embedder.embed(TEXTS, 'paper', signal);
    for (const [index, text] of TEXTS.entries()) {
      const [alone] = await embedder.embed([text], 'paper', signal);
      expect(cosine(alone, together[index])).toBeCloseTo(1, 5);
    }
  });

  it('works without any network from a folder', async () => {
    const embedder = embedderOf(writeModel(), { hubUrl: 'http://127.0.0.1:1' });
    expect(await embedder.embed(['web search'], 'question', signal)).toHaveLength(1);
    expect(hub.requests).toEqual([]);
  });

  it('that cannot be reached says so, and is fetched at the next question once it can', async () => {
    const embedder = embedderOf();
    for (const scenario of ['serverError', 'cut'] as const) {
      hub.setScenario(scenario);
      const fault = await faultOf(embedder.embed(TEXTS, 'paper', signal));
      expect(fault.message).toBe(`The local model ${MODEL} could not be downloaded from ${hub.url}.`);
      expect(fault.help).toContain('HUGGING_FACE_URL');
      expect(fault.retryable).toBe(true);
    }
    hub.setScenario('good');
    expect(await embedder.embed(TEXTS, 'paper', signal)).toHaveLength(TEXTS.length);
    const away = embedderOf('papers/another', { hubUrl: 'http://127.0.0.1:1' });
    expect((await faultOf(away.embed(TEXTS, 'paper', signal))).message).toContain('could not be downloaded');
  });

  it('that the hub does not have is told as a wrong setting', async () => {
    const fault = await faultOf(embedderOf('papers/unknown').embed(TEXTS, 'paper', signal));
    expect(fault.message).toBe(`There is no model papers/unknown at ${hub.url} that could be used here.`);
    expect(fault.help).toContain('EMBEDDINGS_MODEL');
  });

  it('whose folder is empty, or whose files are damaged, is told with the files that it needs', async () => {
    const empty = await faultOf(embedderOf(join(folder, 'nothing')).embed(TEXTS, 'paper', signal));
    expect(empty.message).toBe(`There is no model in ${join(folder, 'nothing')}.`);
    const damaged = writeModel(new Map([...FILES, ['onnx/model.onnx', 'no model at all']]));
    const fault = await faultOf(embedderOf(damaged).embed(TEXTS, 'paper', signal));
    expect(fault.message).toBe(`The files of the local model ${damaged} cannot be used.`);
    expect(fault.help).toContain('onnx/model.onnx');
  });

  it('that gives no number for a word is refused, and goes on with other texts', async () => {
    const embedder = embedderOf();
    const fault = await faultOf(embedder.embed(['web search', 'broken heat'], 'paper', signal));
    expect(fault.message).toBe(`The local model ${MODEL} gave something that is no vector.`);
    expect(await embedder.embed(['web search'], 'paper', signal)).toHaveLength(1);
  });

  it('gets no empty text', async () => {
    expect((await faultOf(embedderOf().embed(['web', ' '], 'paper', signal))).message).toBe('Text 2 of 2 is empty.');
  });

  it('is not waited for by whoever has stopped', async () => {
    const controller = new AbortController();
    const embedder = embedderOf();
    const embedding = embedder.embed(TEXTS, 'paper', controller.signal);
    controller.abort(new Error('stopped by the reader'));
    await expect(embedding).rejects.toThrow('stopped by the reader');
    expect(await embedder.embed(['web'], 'question', signal)).toHaveLength(1);
  });

  it('does not keep a program from ending when nobody asks it anything', () => {
    const program = `
      import { createLocalEmbedder } from ${JSON.stringify(join(import.meta.dirname, '../../../src/library/local/local-embedder.ts'))};
      const quiet = () => {};
      const log = { info: quiet, warn: quiet, error: quiet };
      const clock = { now: () => 0, sleep: (_, signal) => new Promise((_, reject) => signal.addEventListener('abort', reject)) };
      const embedder = createLocalEmbedder({ model: ${JSON.stringify(writeModel())}, cacheFolder: '.', hubUrl: '', clock, log });
      console.log((await embedder.embed(['web'], 'paper', new AbortController().signal)).length);`;
    const options = { encoding: 'utf8', timeout: 20_000 } as const;
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], options)).toBe('1\n');
  });
});
