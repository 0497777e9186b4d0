/** A library in, how well questions made of its own papers and those of all fields fit it out. */
import type { Paper } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import {
  CLOSEST_PAPERS,
  calibrateInCorpus,
  type InCorpusCalibration,
  type InCorpusFeatures,
  inCorpusFeatures,
  pseudoQuestion,
  weightWithout,
} from './in-corpus.ts';
import { isCalibrated, keepCalibration } from './in-corpus-calibration.ts';
import { QUESTIONS_OF_ALL_FIELDS } from './other-fields.ts';
import { rank } from './retrieve.ts';

/** The quantile of so many is known to ±3 %; at 25 ms each they take five seconds. */
const PSEUDO_QUESTIONS = 200;
/** The newest, for they are what is asked for; reading all of a large library would cost hundreds of megabytes. */
const MOST_PAPERS = 5_000;
/** Among so many of the ranking the paper with the best cosine is found. */
const RANKED = 100;

/** @param leftOut a paper that is taken for not being there */
export async function featuresOf(index: PaperIndex, question: string, leftOut?: Paper): Promise<InCorpusFeatures> {
  const ranked = (await rank(index, question, { withoutEmbedder: true }, RANKED)).filter(
    ({ candidate }) => candidate.id !== leftOut?.id,
  );
  const papers = await index.get(ranked.slice(0, CLOSEST_PAPERS).map(({ candidate }) => candidate.id));
  const weight = (term: string) => index.inverseDocumentFrequency(term);
  return inCorpusFeatures(
    analyseQuestion(question).words,
    papers.map(termsOf),
    Math.max(0, ...ranked.map(({ candidate }) => candidate.corpusScore)),
    leftOut ? weightWithout(termsOf(leftOut), weight) : weight,
  );
}

/**
 * Brings the library up to date with its papers: term statistics, vectors, and whether a question fits them. Does nothing
 * when too little has changed since the last time.
 */
export async function refresh(index: PaperIndex, signal?: AbortSignal): Promise<void> {
  await index.refresh(signal);
  if (!(await isCalibrated(index))) await keepCalibration(index, await calibrate(index, signal));
}

/** Takes some seconds. */
export async function calibrate(index: PaperIndex, signal?: AbortSignal): Promise<InCorpusCalibration> {
  const papers = await index.list({ sort: 'newest', limit: MOST_PAPERS });
  const step = Math.max(1, papers.length / PSEUDO_QUESTIONS);
  const own: InCorpusFeatures[] = [];
  for (let turn = 0; turn < Math.min(PSEUDO_QUESTIONS, papers.length); turn++) {
    signal?.throwIfAborted();
    const paper = papers[Math.floor(turn * step)] as Paper;
    const question = pseudoQuestion(paper.abstract, turn);
    if (question) own.push(await featuresOf(index, question, paper));
  }
  const foreign: InCorpusFeatures[] = [];
  for (const question of QUESTIONS_OF_ALL_FIELDS) {
    signal?.throwIfAborted();
    foreign.push(await featuresOf(index, question));
  }
  return calibrateInCorpus(own, foreign);
}

function termsOf({ title, abstract }: Paper): string[] {
  return [...allTerms(analyse(title)), ...allTerms(analyse(abstract))];
}
