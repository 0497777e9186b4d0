/** A question and what came closest to it → whether the library speaks of it at all. Pure. */
import { analyseQuestion } from '../domain/text/analyse.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { coverage, type TermWeight } from './score-sentences.ts';

/** Papers of which the best covers the question. */
export const CLOSEST_PAPERS = 5;

/** What is seen of a question over a library of any size and field. */
export interface InCorpusFeatures {
  /** Share of the question's weight that the best of the closest papers covers, 0 to 1. */
  readonly coverage: number;
  /** Mean inverse document frequency of the question's words over ln(papers): near 0 common here, near 1 unheard of. */
  readonly rarity: number;
  /** The best cosine of the question with any paper. */
  readonly closeness: number;
  /** Different words. */
  readonly words: number;
}

/** Plain JSON. Made anew when the library is indexed anew. */
export interface InCorpusCalibration {
  /** A question with a lower score is one that the library does not speak of. */
  readonly leastScore: number;
  /** Pseudo-questions that it rests on. */
  readonly questions: number;
}

/**
 * Logistic weights, fitted on questions of seven corpora (computing, electronics, information science, medicine) and on
 * those of other fields asked over them, each corpus counting the same. Fitted on six and tried on the seventh, they
 * rank a corpus's own questions above those of other fields with an AUC of .978 on average.
 */
const WEIGHTS = { coverage: 8.27, rarity: -5.5, closeness: 5.96, length: 1.78, constant: -7.37 };
/** For a library that is too small to be asked about itself. */
export const UNCALIBRATED: InCorpusCalibration = { leastScore: 0, questions: 0 };
/** In such a library, the best paper must hold so much of the question's weight. */
const LEAST_COVERAGE = 0.5;
const LEAST_QUESTIONS = 50;
/**
 * Share of pseudo-questions below the threshold. Their own paper is left out, so that they are harder than real ones:
 * where a fifth of them fails, about 6 % of the real ones do.
 */
const PSEUDO_QUESTIONS_BELOW = 0.2;
/**
 * Share of the questions of all fields below the threshold; the others are of the library's own field. This is what
 * counts where papers are few and far apart, so that one that is left out leaves nothing like it behind.
 */
const FOREIGN_BELOW = 0.85;

/**
 * @param question its words, stemmed @param papers the terms of the closest papers, title and abstract
 * @param closeness best cosine of the question with any paper
 */
export function inCorpusFeatures(
  question: readonly string[],
  papers: readonly (readonly string[])[],
  closeness: number,
  weight: TermWeight,
): InCorpusFeatures {
  const words = [...new Set(question)];
  const total = words.reduce((sum, word) => sum + weight(word), 0);
  return {
    coverage: Math.max(0, ...papers.slice(0, CLOSEST_PAPERS).map((terms) => coverage(words, terms, weight))),
    rarity: words.length ? total / words.length / Math.log(Math.max(countOf(weight), 2)) : 1,
    closeness: Math.max(0, closeness),
    words: words.length,
  };
}

/** In log-odds; comparable between the questions of one library. */
export function inCorpusScore({ coverage: covered, rarity, closeness, words }: InCorpusFeatures): number {
  return (
    WEIGHTS.coverage * covered +
    WEIGHTS.rarity * rarity +
    WEIGHTS.closeness * closeness +
    WEIGHTS.length * Math.log1p(words) +
    WEIGHTS.constant
  );
}

export function isInCorpus(features: InCorpusFeatures, calibration: InCorpusCalibration): boolean {
  if (!calibration.questions) return features.coverage >= LEAST_COVERAGE;
  return inCorpusScore(features) >= calibration.leastScore;
}

/**
 * @param own one a pseudo-question, its own paper left out @param foreign one a question of all fields
 * @returns `UNCALIBRATED` where the pseudo-questions are too few
 */
export function calibrateInCorpus(
  own: readonly InCorpusFeatures[],
  foreign: readonly InCorpusFeatures[],
): InCorpusCalibration {
  if (own.length < LEAST_QUESTIONS) return UNCALIBRATED;
  const leastScore = Math.max(scoreAt(PSEUDO_QUESTIONS_BELOW, own), scoreAt(FOREIGN_BELOW, foreign));
  return { leastScore, questions: own.length };
}

/** The score that this share of the features is below. */
function scoreAt(share: number, features: readonly InCorpusFeatures[]): number {
  const scores = features.map(inCorpusScore).sort((a, b) => a - b);
  return scores[Math.floor(share * scores.length)] ?? Number.NEGATIVE_INFINITY;
}

/** A sentence this short is "We release our code." */
const LEAST_SENTENCE_LENGTH = 30;
const SHORTEST_SPAN = 6;
const SPAN_LENGTHS = 8;
const LEAST_SPAN_WORDS = 2;

/**
 * Some words of an abstract in a row, as somebody asks who knows what they look for. Titles are no such questions: their
 * words are chosen with more care.
 * @param turn chooses sentence, place and length, so that the same papers give the same questions
 * @returns `undefined` where the abstract has nothing to ask for
 */
export function pseudoQuestion(abstract: string, turn: number): string | undefined {
  const sentences = splitSentences(abstract).filter((sentence) => sentence.length > LEAST_SENTENCE_LENGTH);
  const words = sentences[(turn * 31) % sentences.length]?.split(/\s+/) ?? [];
  const length = SHORTEST_SPAN + (turn % SPAN_LENGTHS);
  const start = (turn * 17) % Math.max(1, words.length - length);
  const span = words.slice(start, start + length).join(' ');
  return analyseQuestion(span).words.length >= LEAST_SPAN_WORDS ? span : undefined;
}

/**
 * How rare terms would be if one paper were not there.
 * @param paper its terms
 */
export function weightWithout(paper: readonly string[], weight: TermWeight): TermWeight {
  const own = new Set(paper);
  const count = countOf(weight);
  return (term) => {
    if (!own.has(term)) return weight(term);
    // The weight is ln((N + 1) / (df + .5)), so that it tells the frequency.
    const frequency = (count + 1) / Math.exp(weight(term)) - 0.5;
    return Math.log((count + 1) / (Math.max(0, frequency - 1) + 0.5));
  };
}

/** Papers of the library: the weight of a term that no paper has is ln((N + 1) / .5), and no term is empty. */
function countOf(weight: TermWeight): number {
  return Math.exp(weight('')) / 2 - 1;
}
