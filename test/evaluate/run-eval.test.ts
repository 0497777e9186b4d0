import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { InvalidInput } from '../../src/domain/errors.ts';
import type { QuestionsReport } from '../../src/evaluate/measure-questions.ts';
import type { RetrievalReport } from '../../src/evaluate/measure-retrieval.ts';
import type { TldrReport } from '../../src/evaluate/measure-tldr.ts';
import { runEval } from '../../src/jobs/run-eval.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { sharedData } from '../shared-data.ts';

let folder: string;
let shown: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-test-eval-'));
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
  return runEval(argv, { config, clock: createFakeClock(), log: createRecordingLog() });
}

async function measured<T>(...argv: string[]): Promise<T> {
  expect(await evaluate(...argv, '--json')).toBe(0);
  return JSON.parse(shown) as T;
}

/** The one sentence and the help of what was refused. */
async function refusal(...argv: string[]): Promise<string> {
  const error = await evaluate(...argv).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InvalidInput);
  expect(shown).toBe('');
  return `${(error as InvalidInput).message} ${(error as InvalidInput).help}`;
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n');

const DOCUMENTS = [
  {
    _id: '1',
    title: 'GraphRAG: answers from knowledge graphs',
    text: 'We retrieve subgraphs to ground language models.',
  },
  { _id: '2', title: 'Protein folding with diffusion', text: 'Folding of proteins by a diffusion model of atoms.' },
  { _id: '2', title: 'The same id again', text: 'Must not replace the first.' },
  { _id: '3', title: '', text: 'Robots learn to walk over rough ground by reinforcement.' },
  { _id: '4', title: 'Chess engines', text: '' },
  {
    _id: 'paper',
    title: 'Speech recognition for whales',
    text: 'Hydrophones record whales; a network writes it down.',
  },
  { _id: '6', title: 'Chess engines', text: 'A second paper with the same title on openings.' },
];
const QUERIES = [
  { _id: '1', text: 'how do proteins fold?' },
  { _id: 'q2', text: 'robots that walk' },
  { _id: 'paper', text: 'Speech recognition for whales' },
  { _id: 'q4', text: 'nothing is relevant to this' },
];
const JUDGMENTS = [
  'query-id\tcorpus-id\tscore',
  '1\t2\t2',
  'q2\t3\t1',
  'q2\tgone\t1',
  'paper\tpaper\t1',
  'paper\t3\t1',
  'q4\t1\t0',
  'unknown\t1\t1',
].join('\n');

async function makeSet(): Promise<string> {
  await file('set/corpus.jsonl', lines(DOCUMENTS));
  await file('set/queries.jsonl', lines(QUERIES));
  await file('set/qrels/test.tsv', JUDGMENTS);
  return join(folder, 'set');
}

describe('npm run eval -- retrieval', () => {
  it('measures all rankers and plain BM25 on a folder in BEIR layout, and counts what it tolerates', async () => {
    const report = await measured<RetrievalReport>('retrieval', '--data', await makeSet(), '--split', 'test');
    expect(report).toMatchObject({ kind: 'retrieval', documents: 6, queries: 3 });
    expect(report.tolerated).toEqual({
      duplicateIds: 1,
      withoutTitle: 1,
      withoutText: 1,
      queriesWithoutRelevant: 1,
      unknownQueries: 1,
      missingRelevant: 1,
      ownDocuments: 1,
    });
    expect(report.rankers.map(({ ranker }) => ranker)).toEqual(['fused', 'text', 'vector', 'bm25']);
    // Proteins and robots are found first; of the robots' two one is gone; the whales' only other paper shares no word.
    const robots = 1 / (1 + 1 / Math.log2(3));
    const [fused, , , bm25] = report.rankers;
    expect(bm25?.ndcgAt10).toBeCloseTo((1 + robots + 0) / 3, 10);
    expect(fused?.recallAt20).toBeGreaterThanOrEqual((1 + 1 / 2) / 3);
    expect(fused?.againstBm25?.mean).toBeCloseTo((fused?.ndcgAt10 ?? 0) - (bm25?.ndcgAt10 ?? 0), 10);
    expect(bm25?.againstBm25).toBeUndefined();
  });

  it('a query that only shares its number with a document still finds that document', async () => {
    await makeSet();
    await file('set/qrels/test.tsv', 'q\t1\t1\n1\t1\t1');
    await file('set/queries.jsonl', lines([{ _id: 1, text: 'knowledge graphs for grounding chatbots on facts' }]));
    const report = await measured<RetrievalReport>(
      ...['retrieval', '--data', join(folder, 'set'), '--split', 'test', '--ranker', 'bm25'],
    );
    expect(report.tolerated).toMatchObject({ ownDocuments: 0, unknownQueries: 1 });
    expect(report.rankers).toMatchObject([{ ranker: 'bm25', ndcgAt10: 1 }]);
    expect(report.takingIn).toBeUndefined();
  });

  it('finds the corpus, packed or not, where CORPUS.txt says or where it is told', async () => {
    const set = await makeSet();
    await rm(join(set, 'corpus.jsonl'));
    await file('shared/corpus.jsonl.gz', gzipSync(lines(DOCUMENTS)));
    const packed = ['retrieval', '--data', set, '--split', 'test', '--ranker', 'bm25'];
    expect(await measured(...packed, '--corpus', join(folder, 'shared/corpus.jsonl.gz'))).toMatchObject({
      documents: 6,
    });
    shown = '';
    await file('set/CORPUS.txt', 'The corpus is ../shared/corpus.jsonl.gz\n');
    expect(await measured(...packed)).toMatchObject({ documents: 6 });
  });

  it('prints a table for people', async () => {
    await evaluate('retrieval', '--data', await makeSet(), '--split', 'test', '--ranker', 'fused');
    expect(shown).toMatch(/ranker.*nDCG@10.*p95/);
    expect(shown).toContain('against plain BM25');
    expect(shown).toContain('Queries without a relevant document, left out: 1');
  });
});

describe('npm run eval -- support', () => {
  it('measures pairs whose evidence is text or a list of sentences', async () => {
    const pairs = [
      { claim: 'Whales sing in winter', evidence: 'Whales sing. They do so in winter.', label: 'support' },
      { claim: 'Whales sing in winter', evidence: ['Bread is baked from flour.', 'It is eaten.'], label: 'none' },
      { claim: 'Robots walk', evidence: ['Robots walk well.'], label: 'support' },
      { claim: 'Robots walk', evidence: 'Tea is brewed.', label: 'contradict' },
    ];
    const report = await measured('support', '--data', await file('pairs.jsonl', lines(pairs)));
    expect(report).toMatchObject({ pairs: 4, areaUnderCurve: 1, macroF1: 1, threshold: 0.37, calledSupported: 0.5 });
    expect(report).toMatchObject({ labels: { support: 2, contradict: 1, none: 1 }, againstContradiction: 1 });
  });
});

describe('npm run eval -- tldr', () => {
  it('measures one-liners beside first sentences and titles', async () => {
    const papers = [
      {
        title: 'WhaleNet: Speech of Whales',
        sentences: ['Whales are large.', 'We propose WhaleNet, which transcribes the speech of whales.'],
        references: ['Tea is brewed.', 'WhaleNet transcribes the speech of whales.'],
      },
    ];
    const report = await measured<TldrReport>('tldr', '--data', await file('tldr.jsonl', lines(papers)));
    expect(report).toMatchObject({ papers: 1, withoutSummary: 0, cut: 0 });
    const [own, first, titles] = report.rows;
    // Of nine words and six, six are shared: "whalenet transcribes the speech of whales".
    expect(own).toMatchObject({ rouge1: 12 / 15, words: 9, longestRun: 3 / 9, runs: 3 / 9, titles: 0 });
    expect(first?.rouge1).toBeCloseTo(2 / 9, 10);
    expect(titles).toMatchObject({ longestRun: 1, runs: 1, titles: 1 });
  });

  const dev = sharedData('eval', 'scitldr', 'dev.jsonl');
  it.skipIf(!dev)('one-liners come close to those of people without repeating the title', async () => {
    const [own] = (await measured<TldrReport>('tldr', '--data', dev ?? '')).rows;
    expect(own?.rouge1).toBeGreaterThanOrEqual(0.4);
    expect(own?.longestRun).toBeLessThanOrEqual(0.2);
    expect(own?.runs).toBeLessThanOrEqual(0.2);
    expect(own?.titles).toBe(0);
  });
});

describe('npm run eval -- names', () => {
  it('asks for the name of a paper in all the ways people type it', async () => {
    const report = await measured('names', '--data', await makeSet());
    expect(report).toMatchObject({
      papers: 6,
      names: 1,
      typings: [
        { typing: 'as written', changed: 0, rankedFirst: 1, answeredFirst: 1 },
        { typing: 'hyphen removed', changed: 0, rankedFirst: 1, answeredFirst: 1 },
        { typing: 'CamelCase split', changed: 1, rankedFirst: 1, answeredFirst: 1 },
        { typing: 'digits split', changed: 0, rankedFirst: 1, answeredFirst: 1 },
        { typing: 'inside a question', changed: 1, rankedFirst: 1, answeredFirst: 1 },
      ],
    });
  });
});

describe('npm run eval -- questions', () => {
  it('takes every word behind --papers for a file, and tells of expected papers that are not there', async () => {
    const papers = [
      await file(
        'a.jsonl',
        lines([{ title: 'WhaleNet: speech of whales', abstract: 'WhaleNet reaches 91% accuracy on whale songs.' }]),
      ),
      await file('b.jsonl', lines([{ title: 'Bread', abstract: 'We study how sourdough bread rises in ovens.' }])),
    ];
    const questions = [
      {
        id: 1,
        kind: 'single',
        question: 'Which accuracy does WhaleNet reach on whale songs?',
        gold: ['WhaleNet: Speech of Whales'],
        expected_facts: ['91% accuracy'],
      },
      { id: 'U', kind: 'unanswerable', question: '…?', gold: [] },
      { id: 'M', kind: 'single', question: 'How does sourdough bread rise?', gold: ['A paper that nobody has'] },
    ];
    const data = await file('questions.json', JSON.stringify(questions));
    const report = await measured<QuestionsReport>('questions', '--data', data, '--papers', ...papers);
    expect(report).toMatchObject({ papers: 2, missingGold: ['A paper that nobody has'], quotesVerbatim: 1 });
    expect(report.questions[0]).toMatchObject({ precision: 1, recall: 1, facts: { right: 1, all: 1 } });
    expect(report.questions[1]).toMatchObject({ status: 'invalid', answered: false });
  });

  const [questions, seeds] = [sharedData('eval', 'seed_questions', 'questions.json'), sharedData('seeds')];
  const pages = [
    '000_ff65d4a1d1e89af8',
    '001_d9b8502e2b979628',
    '002_8f112acd1dcfef0e',
    '003_173b68f62ed01813',
    '004_edc42273e2c91c31',
  ];

  it.skipIf(!questions || !seeds)(
    'answers the seed questions from the right papers, every quote verbatim',
    async () => {
      const files = pages.map((name) => join(seeds ?? '', `${name}.txt`));
      const report = await measured<QuestionsReport>('questions', '--data', questions ?? '', '--papers', ...files);
      expect(report.missingGold).toEqual([]);
      expect(report.precision).toBeGreaterThanOrEqual(0.75);
      expect(report.recall).toBeGreaterThanOrEqual(0.8);
      expect(report.quotesVerbatim).toBe(1);
      expect(report.numbersSupported).toBe(1);
      expect(report.abstentions.map(({ wrongly }) => wrongly)).toEqual([0, 0, 0, 0]);
    },
  );
});

describe('what cannot be measured', () => {
  it('without a word it tells how it is used', async () => {
    expect(await evaluate()).toBe(0);
    for (const kind of ['retrieval', 'questions', 'support', 'verification', 'names'])
      expect(shown).toContain(`npm run eval -- ${kind}`);
  });

  it.each<[why: string, argv: string[], said: RegExp]>([
    [
      'an unknown kind',
      ['colours'],
      /"colours" is nothing that can be measured\. .*retrieval, questions, support, .*verification, names/,
    ],
    ['an inherited word', ['constructor'], /"constructor" is nothing/],
    ['flags alone', ['--json'], /missing\. Begin with one of/],
    ['an unknown flag', ['support', '--date', 'x'], /--date.*It knows --data/],
    ['a flag of another kind', ['support', '--split', 'x', '--data', 'x'], /--split says nothing to support\..*--data/],
    ['--papers of another kind', ['names', '--data', 'x', '--papers', 'y'], /--papers says nothing to names/],
    ['no data', ['support'], /--data is missing\. Give a file of pairs/],
    ['no split', ['retrieval', '--data', '.'], /--split is missing/],
    ['a missing folder', ['retrieval', '--data', 'nowhere', '--split', 'x'], /nowhere does not exist/],
    ['a missing file', ['support', '--data', 'nowhere.jsonl'], /nowhere\.jsonl does not exist/],
    ['a folder for a file', ['support', '--data', '.'], /\. is a folder, not a file/],
    ['two words', ['support', 'more'], /"more" is one word too many/],
    [
      'an unknown ranker',
      ['retrieval', '--data', '.', '--split', 'x', '--ranker', 'best'],
      /"best" is no ranker\. There are: fused/,
    ],
  ])('refuses %s', async (_, argv, said) => {
    expect(await refusal(...argv)).toMatch(said);
  });

  it('names the splits that there are, and the corpus that is not', async () => {
    const set = await makeSet();
    expect(await refusal('retrieval', '--data', set, '--split', 'dev')).toMatch(/no split "dev"\. It has: test\./);
    await rm(join(set, 'corpus.jsonl'));
    expect(await refusal('retrieval', '--data', set, '--split', 'test')).toMatch(/no corpus\..*--corpus FILE/);
    await file('set/CORPUS.txt', 'ask somebody');
    expect(await refusal('retrieval', '--data', set, '--split', 'test')).toMatch(/names no corpus\.jsonl/);
  });

  it('names the line that is broken, for half a set would measure something else', async () => {
    const set = await makeSet();
    await file('set/corpus.jsonl', `${lines(DOCUMENTS.slice(0, 1))}\n{"_id": "2", "ti`);
    expect(await refusal('retrieval', '--data', set, '--split', 'test')).toMatch(
      /corpus\.jsonl line 2 is no valid JSON/,
    );
    await file('set/corpus.jsonl', '{"title": "no id"}');
    expect(await refusal('retrieval', '--data', set, '--split', 'test')).toMatch(/line 1 is wrong in "_id"/);
    await file('set/qrels/test.tsv', 'query-id\tcorpus-id\tscore\n1 2 1');
    expect(await refusal('retrieval', '--data', set, '--split', 'test')).toMatch(/line 2 is no judgment.*tabs/);
    await file('set/qrels/test.tsv', 'query-id\tcorpus-id\tscore\nnobody\t2\t1');
    expect(await refusal('retrieval', '--data', set, '--split', 'test')).toMatch(/judges no query/);
  });

  it('refuses pairs, questions and papers that hold nothing', async () => {
    const pairs = await file('pairs.jsonl', '{"claim": "a", "evidence": "b", "label": "perhaps"}');
    expect(await refusal('support', '--data', pairs)).toMatch(/line 1 is wrong in "label"/);
    await file('pairs.jsonl', '\n');
    expect(await refusal('support', '--data', pairs)).toMatch(/is empty/);
    await file('pairs.jsonl', '{"claim": "a", "evidence": "b", "label": "none"}');
    expect(await refusal('support', '--data', pairs)).toMatch(/same answer/);
    const questions = await file('questions.json', '[{"id": "1"}]');
    expect(await refusal('questions', '--data', questions)).toMatch(/wrong in "0\.kind"/);
    await file('questions.json', '[{"id": "1", "kind": "single", "question": "why?"}]');
    expect(await refusal('questions', '--data', questions)).toMatch(/--papers is missing/);
    expect(await refusal('questions', '--data', questions, '--papers')).toMatch(/--papers is missing/);
    await file('corpus.jsonl.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3]));
    expect(await refusal('names', '--data', join(folder, 'corpus.jsonl.gz'))).toMatch(/cannot be unpacked/);
  });
});
