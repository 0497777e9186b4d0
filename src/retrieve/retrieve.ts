/** Question in, evidence out: candidates from the library, fused, named papers first, with scored sentences. */
import type { Evidence } from '../domain/evidence.ts';
import { findArxivIds, type Paper, type PaperId } from '../domain/paper.ts';
import type { CandidateQuery, PaperConditions, PaperIndex } from '../domain/ports.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { askedPaper } from './asked-paper.ts';
import { LIST_TEXT_SHARE, VOICE_IN_LISTS, VOICE_IN_QUESTIONS, withFeedback } from './feedback.ts';
import { fuse, type Ranked, TEXT_SHARE } from './fuse.ts';
import { inCorpusFeatures, isInCorpus } from './in-corpus.ts';
import { calibrationOf } from './in-corpus-calibration.ts';
import { keepsTo } from './keeps-to.ts';
import { nameIn, names } from './named-papers.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { coverage, scoreSentences } from './score-sentences.ts';

/** Candidates that each of the two searches brings. Two and four hundred gave the same nDCG@10 on five sets (±.001). */
const CANDIDATE_DEPTH = 100;
/** A paper that the text calls by its name is looked for so far down. */
const NAMED_WITHIN = 12;
/** A name that is a smaller share of the question's weight is mentioned in passing: in a claim on AMPK, say. */
const LEAST_SHARE_OF_NAME = 0.4;
/** Papers whose abstracts are read for an answer. */
const EVIDENCE_PAPERS = 12;
/** A list is of papers that are like one another; a question may have one right paper, unlike the rest. */
const FEEDBACK = {
  question: { voice: VOICE_IN_QUESTIONS, share: TEXT_SHARE },
  list: { voice: VOICE_IN_LISTS, share: LIST_TEXT_SHARE },
} as const;

export interface Retrieval {
  /** Best first; empty when the library has nothing on the question. */
  readonly evidence: readonly Evidence[];
  /** What came closest, for saying so. */
  readonly closest: readonly Paper[];
}

/**
 * Papers by fit, best first, but for those whose name is what the text is about, which come before all others
 * ("what is GTR?" means GTR and not GTR-Turbo): success@1 for names inside a question .943 → .99.
 * @returns at most `limit`
 */
export async function rank(
  index: PaperIndex,
  text: string,
  conditions: PaperConditions & Pick<CandidateQuery, 'withoutEmbedder'>,
  limit: number,
): Promise<Ranked[]> {
  const { meant, others } = await rankApart(index, text, conditions, limit);
  return [...meant, ...others].slice(0, limit);
}

/** The same in two lists: the papers whose name is what the text is about, and all others. */
export async function rankApart(
  index: PaperIndex,
  text: string,
  conditions: PaperConditions,
  limit: number,
  kind: 'question' | 'list' = 'question',
): Promise<{ readonly meant: Ranked[]; readonly others: Ranked[] }> {
  const candidates = await index.candidates({ text, depth: Math.max(CANDIDATE_DEPTH, limit), ...conditions });
  const { voice, share } = FEEDBACK[kind];
  const first = fuse(candidates).map(({ candidate }) => candidate);
  const ranked = fuse(withFeedback(first, voice), share);
  const meant = new Set(ranked.slice(0, NAMED_WITHIN).filter(({ candidate }) => isAbout(index, text, candidate)));
  return { meant: [...meant], others: ranked.filter((item) => !meant.has(item)) };
}

/** Whether the text calls the paper by its name, and does not only mention it. */
export function isAbout(index: PaperIndex, text: string, paper: Pick<Paper, 'title'>): boolean {
  const name = nameIn(text, paper);
  if (name === undefined) return false;
  const weight = (term: string) => index.inverseDocumentFrequency(term);
  return coverage(analyseQuestion(text).words, allTerms(analyse(name)), weight) >= LEAST_SHARE_OF_NAME;
}

/** What the library has on a question. */
export async function retrieve(index: PaperIndex, question: string, conditions: PaperConditions): Promise<Retrieval> {
  const weight = (term: string) => index.inverseDocumentFrequency(term);
  const named = (await index.get(findArxivIds(question))).filter((paper) => !paper.withdrawn);
  const all = await rank(index, question, conditions, CANDIDATE_DEPTH);
  const ranked = all.slice(0, EVIDENCE_PAPERS);
  const scores = new Map<PaperId, number>(ranked.map(({ candidate, score }) => [candidate.id, score]));
  const fitting = (await index.get(ranked.map(({ candidate }) => candidate.id))).filter((paper) =>
    keepsTo(paper, conditions),
  );
  // What such a title would say stands above every citation.
  const papers = withoutRepeats([...named, ...fitting]).filter(({ title }) => !readsAsOrder(title));
  const best = Math.max(1, ...scores.values());
  const evidence = papers.map((paper) => ({
    ...evidenceOf(index, paper, question),
    score: scores.get(paper.id) ?? best,
    named: named.some(({ id }) => id === paper.id) || names(question, paper),
  }));
  const { words } = analyseQuestion(question);
  const closeness = Math.max(0, ...all.map(({ candidate }) => candidate.corpusScore));
  const features = inCorpusFeatures(words, papers.map(textTerms), closeness, weight);
  // A paper that others only mention is not in the library, however often its name occurs.
  const speaksOfIt =
    evidence.some((item) => item.named) || (!askedPaper(question) && isInCorpus(features, await calibrationOf(index)));
  const namedFirst = evidence.toSorted((a, b) => Number(b.named) - Number(a.named));
  return {
    evidence: speaksOfIt ? namedFirst.filter((item) => item.sentences.length) : [],
    closest: papers.slice(0, 3),
  };
}

/** One paper as evidence on a question, for when it is clear which paper is meant. */
export function evidenceOf(index: PaperIndex, paper: Paper, question: string): Evidence {
  const terms = allTerms(analyseQuestion(question));
  const weight = (term: string) => index.inverseDocumentFrequency(term);
  return { paper, score: 1, named: true, sentences: scoreSentences(terms, question, paper, weight) };
}

function textTerms(paper: Paper): string[] {
  return allTerms(analyse(`${paper.title}. ${paper.abstract}`));
}

/** Each paper once, and of those that nearly repeat one another the first. */
export function withoutRepeats(papers: readonly Paper[]): Paper[] {
  const unique = [...new Map(papers.map((paper) => [paper.id, paper])).values()];
  const repeated = nearDuplicates(unique);
  return unique.filter(({ id }) => !repeated.has(id));
}
