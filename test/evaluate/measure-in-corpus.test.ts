import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { InvalidInput } from '../../src/domain/errors.ts';
import type { InCorpusReport } from '../../src/evaluate/measure-in-corpus.ts';
import { seededRandom } from '../../src/evaluate/random.ts';
import { runEval } from '../../src/jobs/run-eval.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

const SEA =
  'whale dolphin hydrophone ocean reef coral plankton current salinity tide harbour anchor sail keel mast buoy trawler net squid octopus kelp shoal lagoon island storm wave beach shell crab lobster'.split(
    ' ',
  );
const BAKERY =
  'sourdough yeast oven loaf crust gluten flour butter pastry croissant sugar vanilla dough baker bowl whisk caramel almond biscuit brioche rye wheat proofing kneading starter crumb glaze icing tart muffin'.split(
    ' ',
  );

let folder: string;
let shown: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-test-in-corpus-'));
  shown = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    shown += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

function evaluate(...argv: string[]): Promise<number> {
  const config = readConfig({ DATA_FOLDER: join(folder, 'data') });
  return runEval(['in-corpus', ...argv], { config, clock: createFakeClock(), log: createRecordingLog() });
}

async function refusal(...argv: string[]): Promise<string> {
  const error = await evaluate(...argv).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InvalidInput);
  return `${(error as InvalidInput).message} ${(error as InvalidInput).help}`;
}

async function file(name: string, records: readonly object[]): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, records.map((record) => JSON.stringify(record)).join('\n'));
}

/** Sentences of a field's words, the same for the same seed. */
function texts(field: readonly string[], count: number, words: number, seed: number): string[] {
  const random = seededRandom(seed);
  const sentence = () =>
    Array.from({ length: words }, () => field[Math.floor(random() * field.length)] as string).join(' ');
  return Array.from({ length: count }, () => `We study ${sentence()}.`);
}

/** A corpus on the sea with questions on it, and questions on baking. */
async function makeFolders(documents: number): Promise<[own: string, others: string]> {
  const titles = texts(SEA, documents, 4, 1);
  const abstracts = texts(SEA, documents, 12, 2);
  await file(
    'sea/corpus.jsonl',
    titles.map((title, at) => ({ _id: `${at}`, title, text: abstracts[at] })),
  );
  const asked = abstracts.slice(0, 20).map((text) => text.split(' ').slice(3, 9).join(' '));
  await file(
    'sea/queries.jsonl',
    asked.map((text, at) => ({ _id: `q${at}`, text })),
  );
  await file(
    'bakery/queries.jsonl',
    texts(BAKERY, 20, 5, 4).map((text, at) => ({ _id: `q${at}`, text })),
  );
  return [join(folder, 'sea'), join(folder, 'bakery')];
}

async function measured(...argv: string[]): Promise<InCorpusReport> {
  expect(await evaluate(...argv, '--json')).toBe(0);
  return JSON.parse(shown) as InCorpusReport;
}

describe('npm run eval -- in-corpus', () => {
  it('a corpus that is asked about itself answers its own questions and refuses those of another field', async () => {
    const [own, others] = await makeFolders(80);
    const report = await measured('--data', own, '--others', others);
    expect(report).toMatchObject({ kind: 'in-corpus', documents: 80, pseudoQuestions: 80, areaUnderCurve: 1 });
    expect(report.own).toMatchObject({ questions: 20 });
    expect(report.own.inCorpus).toBeGreaterThanOrEqual(0.9);
    expect(report.others).toEqual({ questions: 20, inCorpus: 0, answered: 0 });
  });

  it('a corpus that is too small for that still refuses them', async () => {
    const [own, others] = await makeFolders(30);
    const report = await measured('--data', own, '--others', others);
    expect(report).toMatchObject({ pseudoQuestions: 0, threshold: 0, others: { inCorpus: 0 } });
  });

  it('takes the judged questions alone where a split is named', async () => {
    const [own, others] = await makeFolders(30);
    await mkdir(join(own, 'qrels'));
    await writeFile(join(own, 'qrels', 'test.tsv'), 'q1\t1\t1\nq2\t3\t1');
    expect((await measured('--data', own, '--others', others, '--split', 'test')).own.questions).toBe(2);
  });

  it('prints a table for people', async () => {
    const [own, others] = await makeFolders(30);
    await evaluate('--data', own, '--others', others);
    expect(shown).toMatch(/of the corpus\W+20\W+1\.000/);
    expect(shown).toMatch(/of another field\W+20\W+0\.000/);
    expect(shown).toContain('too small');
  });

  it('says which folder is missing', async () => {
    const [own] = await makeFolders(2);
    expect(await refusal('--data', own)).toMatch(/--others is missing\. Give a folder/);
    expect(await refusal('--data', own, '--others', join(folder, 'nowhere'))).toMatch(
      /queries\.jsonl does not exist\. Give the folder/,
    );
    expect(await refusal('--data', join(folder, 'nowhere'), '--others', own)).toMatch(/nowhere does not exist/);
  });
});
