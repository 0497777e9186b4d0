/** Question in, evidence out: candidates from the library, fused, named papers first, with scored sentences. */
import type { Evidence } from '../domain/evidence.ts';
import { findArxivIds, type Paper, type PaperId } from '../domain/paper.ts';
import type { Candidate, PaperFilter, PaperIndex, PaperSort } from '../domain/ports.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { askedPaper } from './asked-paper.ts';
import { fuse, type Ranked } from './fuse.ts';
import { nameIn, names } from './named-papers.ts';
import { coverage, scoreSentences } from './score-sentences.ts';

/** Candidates that each of the two searches brings. Two and four hundred gave the same nDCG@10 on five sets (±.001). */
const CANDIDATE_DEPTH = 100;
/** A paper that the text calls by its name is looked for so far down. */
const NAMED_WITHIN = 12;
/** A name that is a smaller share of the question's weight is mentioned in passing: in a claim on AMPK, say. */
const LEAST_SHARE_OF_NAME = 0.4;
/** Papers whose abstracts are read for an answer. */
const EVIDENCE_PAPERS = 12;
/**
 * Below this share of the question's weight in the best paper, the library does not speak of it. Measured: 97 % of
 * questions on the library's own papers reach it, and 25 % of those on other fields.
 */
const LEAST_COVERAGE = 0.5;

/** Of the best score; below it a paper is not on the topic of a list. */
const LEAST_SHARE_OF_BEST = 0.4;

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
export async function rank(index: PaperIndex, text: string, filter: PaperFilter, limit: number): Promise<Ranked[]> {
  const candidates = await index.candidates({ text, depth: Math.max(CANDIDATE_DEPTH, limit), ...filter });
  const ranked = fuse(candidates);
  const { words } = analyseQuestion(text);
  const weight = (term: string) => index.inverseDocumentFrequency(term);
  const isMeant = ({ candidate }: Ranked) => {
    const name = nameIn(text, candidate);
    return name !== undefined && coverage(words, allTerms(analyse(name)), weight) >= LEAST_SHARE_OF_NAME;
  };
  const meant = new Set(ranked.slice(0, NAMED_WITHIN).filter(isMeant));
  return [...meant, ...ranked.filter((item) => !meant.has(item))].slice(0, limit);
}

/** Papers for a list: by fit, then put in the wanted order among the papers that fit. */
export async function searchPapers(
  index: PaperIndex,
  text: string,
  options: PaperFilter & { readonly sort: PaperSort; readonly limit: number },
): Promise<Paper[]> {
  const ranked = relevant(await rank(index, text, options, Math.max(60, options.limit)));
  const ordered =
    options.sort === 'relevance'
      ? ranked
      : ranked
          .map(({ candidate }) => candidate)
          .sort(ORDERS[options.sort])
          .map((candidate) => ({ candidate }));
  const ids = ordered.slice(0, options.limit).map(({ candidate }) => candidate.id);
  const named = await index.get(findArxivIds(text));
  return unique([...named, ...(await index.get(ids))]).slice(0, options.limit);
}

/** What the library has on a question. */
export async function retrieve(index: PaperIndex, question: string, filter: PaperFilter): Promise<Retrieval> {
  const weight = (term: string) => index.inverseDocumentFrequency(term);
  const named = (await index.get(findArxivIds(question))).filter((paper) => !paper.withdrawn);
  const ranked = await rank(index, question, filter, EVIDENCE_PAPERS);
  const scores = new Map<PaperId, number>(ranked.map(({ candidate, score }) => [candidate.id, score]));
  const papers = unique([...named, ...(await index.get(ranked.map(({ candidate }) => candidate.id)))]);
  const best = Math.max(1, ...scores.values());
  const evidence = papers.map((paper) => ({
    ...evidenceOf(index, paper, question),
    score: scores.get(paper.id) ?? best,
    named: named.some(({ id }) => id === paper.id) || names(question, paper),
  }));
  const { words } = analyseQuestion(question);
  const covered = Math.max(0, ...papers.map((paper) => coverage(words, textTerms(paper), weight)));
  // A paper that others only mention is not in the library, however often its name occurs.
  const speaksOfIt = evidence.some((item) => item.named) || (!askedPaper(question) && covered >= LEAST_COVERAGE);
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
  return { paper, score: 1, named: true, sentences: scoreSentences(terms, question, paper.abstract, weight) };
}

const ORDERS = {
  newest: (a: Candidate, b: Candidate) => (b.day ?? '').localeCompare(a.day ?? '') || b.upvotes - a.upvotes,
  upvotes: (a: Candidate, b: Candidate) => b.upvotes - a.upvotes || (b.day ?? '').localeCompare(a.day ?? ''),
} as const;

/** The tail of a search is noise, which another order than by fit would wash to the top. */
function relevant(ranked: readonly Ranked[]): Ranked[] {
  const best = Math.max(0, ...ranked.map(({ score }) => score));
  return ranked.filter(({ score }) => score >= LEAST_SHARE_OF_BEST * best);
}

function textTerms(paper: Paper): string[] {
  return allTerms(analyse(`${paper.title}. ${paper.abstract}`));
}

function unique(papers: readonly Paper[]): Paper[] {
  return [...new Map(papers.map((paper) => [paper.id, paper])).values()];
}
