/** A question in a place that is about papers → what these say on it, and the others that it names; nothing where others say more. */
import type { Evidence } from '../domain/evidence.ts';
import type { Paper } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { evidenceOf, retrieve } from './retrieve.ts';
import { coverage } from './score-sentences.ts';

/** Papers that a question names, beside those that its place is about. */
const MOST_BESIDE = 4;
/** Others that are looked at, best first. */
const NEAREST = 3;
/** Of the weight of the question's words: so much another abstract holds, and ours less than this share of that. */
const LEAST_OF_OTHER = 0.5;
const SHARE_OF_OTHER = 0.5;

/** @param papers what the place is about; with an abstract @returns empty where the question is on something else */
export async function evidenceInPlace(
  index: PaperIndex,
  papers: readonly Paper[],
  question: string,
): Promise<readonly Evidence[]> {
  const { words } = analyseQuestion(question);
  const weight = (term: string) => index.inverseDocumentFrequency(term);
  const covered = ({ title, abstract }: Paper) => coverage(words, allTerms(analyse(`${title}. ${abstract}`)), weight);
  const ids = new Set(papers.map(({ id }) => id));
  const others = (await retrieve(index, question, {})).evidence.filter(({ paper }) => !ids.has(paper.id));
  const named = others.filter((other) => other.named).slice(0, MOST_BESIDE);
  const bestOther = Math.max(0, ...others.slice(0, NEAREST).map(({ paper }) => covered(paper)));
  const best = Math.max(0, ...papers.map(covered));
  // "What are its limits?" has words that any abstract may lack; a question that others cover is on theirs.
  // Whoever names another paper here sets it beside ours.
  if (!named.length && bestOther >= LEAST_OF_OTHER && best < SHARE_OF_OTHER * bestOther) return [];
  const own = papers.map((paper) => evidenceOf(index, paper, question));
  return [...own, ...named].filter(({ sentences }) => sentences.length > 0);
}
