/** Text for the measurements, of any size: real abstracts where they lie beside the project, then mixtures of them. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { addDays } from '../src/domain/days.ts';
import type { Day, Paper, PaperId } from '../src/domain/paper.ts';
import { splitSentences } from '../src/domain/text/sentences.ts';
import { seededRandom } from '../src/evaluate/random.ts';
import { readJsonLines } from '../src/sources/jsonl.ts';
import { ROOT } from './child.ts';

/** Papers of one batch, and so of one write: never more of a large library are in memory at once. */
export const BATCH_PAPERS = 2_000;
const FIRST_DAY: Day = '2024-01-01';
const DAYS = 900;
/** 383 of the 900 days are this one or later: the filter keeps 43 % of the papers. */
export const FILTER_FROM: Day = '2025-06-01';
/** Of a mixture's sentences; the rest are of a second paper. */
const SHARE_OF_FIRST = 0.75;

interface Text {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
}

export interface Corpus {
  readonly texts: readonly Text[];
  readonly questions: readonly string[];
  /** What the texts are, for the report. */
  readonly origin: string;
}

/** @param shared the folder of the shared data; without it the texts are those of the bundled sample */
export async function loadCorpus(shared: string): Promise<Corpus> {
  return (await realAbstracts(shared)) ?? sampleCorpus();
}

/**
 * The texts as they are, then mixtures of two each, the same at every call: most sentences of one paper in their
 * order, some of another, and a title of both papers' words with a number of its own. The words are those of the
 * texts, so a large library has long lists of papers for each of them.
 * @param first number of the first paper
 * @returns batches of at most BATCH_PAPERS papers, `count` in all
 */
export function* papersOf({ texts }: Corpus, count: number, first = 0): Generator<Paper[]> {
  const sentences = texts.map(({ abstract }) => splitSentences(abstract));
  for (let start = first; start < first + count; start += BATCH_PAPERS) {
    const length = Math.min(BATCH_PAPERS, first + count - start);
    yield Array.from({ length }, (_, place) => {
      const number = start + place;
      return paperOf(texts[number] ?? mixture(texts, sentences, number), number);
    });
  }
}

/** The same questions again and again until there are enough of them. */
export function repeated(questions: readonly string[], atLeast: number): string[] {
  const rounds = Math.ceil(atLeast / questions.length);
  return Array.from({ length: rounds }, () => questions).flat();
}

async function realAbstracts(shared: string): Promise<Corpus | undefined> {
  const folder = join(shared, 'eval');
  const corpus = join(folder, 'hf_corpus', 'corpus.jsonl.gz');
  if (!existsSync(corpus)) return undefined;
  const compressed = await readFile(corpus);
  const sets = ['hf_known_item', 'hf_topics'].map((set) => join(folder, set, 'queries.jsonl'));
  const queries = await Promise.all(sets.map((path) => readFile(path, 'utf8')));
  return {
    texts: lines(gunzipSync(compressed).toString()).map(({ _id, title = '', text = '' }) => ({
      id: `arxiv:${_id}`,
      title,
      abstract: text,
    })),
    questions: queries.flatMap(lines).map(({ text = '' }) => text),
    origin: 'real abstracts, further ones mixed of their sentences',
  };
}

/** The bundled sample, and mixtures of it. */
export async function sampleCorpus(): Promise<Corpus> {
  const { papers } = readJsonLines(await readFile(join(ROOT, 'data', 'sample', 'papers.jsonl'), 'utf8'), 'sample');
  return {
    texts: papers,
    questions: papers.map(({ title }) => `what is known about ${title.toLowerCase()}?`),
    origin: 'the sample and mixtures of its sentences; the shared data is not there',
  };
}

function mixture(texts: readonly Text[], sentences: readonly (readonly string[])[], number: number): Text {
  const random = seededRandom(number);
  const one = Math.floor(random() * texts.length);
  const other = Math.floor(random() * texts.length);
  const others = sentences[other] ?? [];
  const abstract = (sentences[one] ?? [])
    .map((sentence, place) => (random() < SHARE_OF_FIRST ? sentence : (others[place] ?? sentence)))
    .join(' ');
  const halves = [one, other].flatMap((text) => {
    const words = texts[text]?.title.split(/\s+/) ?? [];
    return words.filter(() => random() < 0.5);
  });
  return { id: `arxiv:bench/${number}`, title: [...halves, number].join(' '), abstract };
}

function paperOf({ id, title, abstract }: Text, number: number): Paper {
  return {
    id: id as PaperId,
    title,
    abstract,
    authors: [],
    listedOn: addDays(FIRST_DAY, number % DAYS),
    upvotes: number % 97,
    links: {},
    source: 'jsonl',
    withdrawn: false,
  };
}

function lines(text: string): Record<string, string>[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
}
