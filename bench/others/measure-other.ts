/** A process that takes the same papers into one of the other searches and asks it. */
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { answerParent, inputOfParent } from '../child.ts';
import { type Corpus, loadCorpus, papersOf, repeated } from '../corpus.ts';
import { openEngine } from '../libraries/engine.ts';
import { type Times, timeEach } from '../measure.ts';
import { createLangChain } from './langchain.ts';
import type { CreateOther, Item, Question } from './other.ts';
import { createScan } from './scan.ts';
import { createSqlite } from './sqlite.ts';
import { createVectors, type VectorsOf } from './vectors.ts';

export interface OtherInput {
  readonly name: keyof typeof OTHERS;
  readonly papers: number;
  readonly shared: string;
  /** Our library of the same papers, for its vectors. */
  readonly uri: string;
}

export interface OtherFigures {
  readonly times: Times;
}

const OTHERS = { langchain: createLangChain, sqlite: createSqlite, scan: createScan } satisfies Record<
  string,
  CreateOther
>;
const QUESTIONS = 200;
/** LangChain goes over every text for every question; a few questions tell enough. */
const fewQuestions = (papers: number) => Math.max(4, Math.min(20, Math.round(150_000 / papers)));

const { name, papers, shared, uri } = await inputOfParent<OtherInput>();
const corpus = await loadCorpus(shared);
const engine = await openEngine(uri);
const { vectorsOf: ownVectorsOf } = await engine.parts();
const vectorsOf = createVectors(ownVectorsOf);

const figures = await withTemporaryFolder(async (folder): Promise<OtherFigures> => {
  const other = await OTHERS[name](itemsOf(corpus, papers, vectorsOf), folder);
  const count = name === 'langchain' ? fewQuestions(papers) : QUESTIONS;
  const texts = repeated(corpus.questions, count).slice(0, count);
  const asked = await vectorsOf(texts);
  const questions = texts.map((text, place): Question => ({ text, vector: asked[place] as Float32Array }));
  await timeEach(questions.slice(0, Math.ceil(count / 10)), 1, (question) => other.ask(question));
  const times = await timeEach(questions, 1, (question) => other.ask(question));
  other.close();
  return { times };
});
await engine.library.close();
answerParent(figures);

async function* itemsOf(from: Corpus, count: number, vectorsOfTexts: VectorsOf): AsyncGenerator<Item[]> {
  for (const batch of papersOf(from, count)) {
    const made = await vectorsOfTexts(batch.map(({ title, abstract }) => `${title}. ${abstract}`));
    yield batch.map(({ title, abstract }, place) => ({ title, abstract, vector: made[place] as Float32Array }));
  }
}
