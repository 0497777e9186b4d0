/** Text for the measurements: real abstracts where they lie beside the project, else shuffled sentences of the sample. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isDay } from '../src/domain/days.ts';
import type { Paper, PaperId } from '../src/domain/paper.ts';
import { splitSentences } from '../src/domain/text/sentences.ts';
import { readJsonLines } from '../src/sources/jsonl.ts';
import { ROOT } from './measure.ts';

export interface Corpus {
  readonly papers: readonly Paper[];
  readonly questions: readonly string[];
  readonly origin: string;
}

/** @param shared the folder of the shared data @param count how many papers */
export async function loadCorpus(shared: string, count: number): Promise<Corpus> {
  const real = await realAbstracts(shared).catch(() => undefined);
  const { papers } = readJsonLines(await readFile(join(ROOT, 'data', 'sample', 'papers.jsonl'), 'utf8'), 'sample');
  const source = real?.papers ?? papers;
  const questions = real?.questions ?? papers.map(({ title }) => `what is known about ${title.toLowerCase()}?`);
  return {
    papers: source.length >= count ? source.slice(0, count) : shuffled(source, count),
    questions,
    origin: real ? 'real abstracts' : 'shuffled sentences of the sample (the shared data is not there)',
  };
}

async function realAbstracts(shared: string): Promise<{ papers: Paper[]; questions: string[] }> {
  const lines = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
  const corpus = gunzipSync(await readFile(join(shared, 'eval', 'hf_corpus', 'corpus.jsonl.gz'))).toString();
  const queries = await readFile(join(shared, 'eval', 'hf_known_item', 'queries.jsonl'), 'utf8');
  const papers = lines(corpus).map(({ _id, title = '', text = '' }, index) =>
    paper(`arxiv:${_id}`, title, text, index),
  );
  return { papers, questions: lines(queries).map(({ text = '' }) => text) };
}

/** More papers than there are: sentences of several, in a fixed order of chance. */
function shuffled(papers: readonly Paper[], count: number): Paper[] {
  const sentences = papers.flatMap(({ abstract }) => splitSentences(abstract));
  return Array.from({ length: count }, (_, index) => {
    const pick = (step: number) => sentences[(index * 7919 + step * 104_729) % sentences.length] ?? '';
    return paper(
      `arxiv:bench/${index}`,
      `${pick(0).slice(0, 80)} ${index}`,
      [1, 2, 3, 4, 5].map(pick).join(' '),
      index,
    );
  });
}

function paper(id: string, title: string, abstract: string, index: number): Paper {
  const listedOn = new Date(Date.UTC(2024, 0, 1) + (index % 900) * 86_400_000).toISOString().slice(0, 10);
  return {
    id: id as PaperId,
    title,
    abstract,
    authors: [],
    listedOn: isDay(listedOn) ? listedOn : undefined,
    upvotes: index % 97,
    links: {},
    source: 'jsonl',
    withdrawn: false,
  };
}
