/** Scores of papers for a topic, and what the whole library has on it, in; how well each paper is on it out. Pure. */
import type { PaperId } from '../domain/paper.ts';
import type { Candidate } from '../domain/ports.ts';
import { VOICE_IN_LISTS, withFeedback } from './feedback.ts';

/** What the whole library has on a topic: what the scores of a few papers are held against. */
export interface TopicScale {
  /** The papers that are closest to it and speak with it, best first. */
  readonly closest: readonly Candidate[];
  /** Text score and cosine of a paper that is surely on it; 0 where the library holds none of its words. */
  readonly text: number;
  readonly cosine: number;
  /** Text score below which a paper holds too little of the topic, whatever others hold. */
  readonly leastText: number;
}

/** What a topic asks for. */
export interface TopicWords {
  /** Different ones. */
  readonly words: number;
  /** The text score of a paper that holds all of them as often as can be. */
  readonly fullText: number;
}

/** So many of the best speak with the topic; see `feedback.ts`. */
const SPEAKING = 5;
/** The very best may have its words for a name; where hardly any other is on it, those others say little. */
const SURELY_ON_TOPIC = 3;
const LEAST_OF_BEST = 0.8;
const TEXT_SHARE = 0.5;
/**
 * Of what a paper has that is surely on the topic. On the tune half of hf_topics over two recorded years (`npm run eval --
 * digest-topics`), a digest's precision and recall are .14 and .51 with .65, .18 and .47 with .7, .22 and .44 with .75.
 */
const LEAST_FIT = 0.7;
/**
 * Of the text score that it could have at most: a topic of which the library knows a word in passing is not its own. One
 * word of two reaches .4 at most, and one of three .27; of longer topics no paper holds every word.
 */
const LEAST_OF_FULL_TEXT = 0.25;
const LEAST_OF_FEW_WORDS: Readonly<Record<number, number>> = { 2: 0.42, 3: 0.3 };
/** Of the library, for a topic in words that no paper holds (another language, by an embedder): its nearest. */
const NEAREST_SHARE = 0.02;

/** @param closest of the whole library, best first @param papers of the whole library */
export function scaleOf(closest: readonly Candidate[], { words, fullText }: TopicWords, papers: number): TopicScale {
  const leastText = (LEAST_OF_FEW_WORDS[words] ?? LEAST_OF_FULL_TEXT) * fullText;
  const text = surely(closest.map(({ textScore }) => textScore));
  if (text === 0) {
    const cosines = closest.map(({ vectorScore }) => vectorScore).sort((one, other) => other - one);
    const nearest = Math.max(1, Math.ceil(NEAREST_SHARE * papers));
    return {
      closest: closest.slice(0, SPEAKING),
      text,
      cosine: cosines[nearest - 1] ?? cosines.at(-1) ?? 0,
      leastText,
    };
  }
  const speaking = withFeedback(closest, VOICE_IN_LISTS);
  const cosine = surely(speaking.map(({ vectorScore }) => vectorScore));
  return { closest: closest.slice(0, SPEAKING), text, cosine, leastText };
}

/** Those that are on the topic. @param papers with their scores for the topic's text */
export function fitsOf(papers: readonly Candidate[], scale: TopicScale): Map<PaperId, number> {
  return scale.text > 0 ? byWords(papers, scale) : byNearness(papers, scale);
}

function byWords(papers: readonly Candidate[], scale: TopicScale): Map<PaperId, number> {
  const fits = new Map<PaperId, number>();
  for (const { id, textScore, vectorScore } of heard(papers, scale)) {
    const text = Math.min(1, textScore / scale.text);
    const cosine = scale.cosine > 0 ? Math.max(0, Math.min(1, vectorScore / scale.cosine)) : text;
    const fit = TEXT_SHARE * text + (1 - TEXT_SHARE) * cosine;
    if (fit >= LEAST_FIT && textScore >= scale.leastText) fits.set(id, fit);
  }
  return fits;
}

/** An embedder knows a language that the abstracts are not in; the corpus does not. */
function byNearness(papers: readonly Candidate[], { cosine }: TopicScale): Map<PaperId, number> {
  const near = papers.filter((paper) => paper.vectorSource === 'embedder' && paper.vectorScore >= cosine);
  return new Map(near.map(({ id, vectorScore }) => [id, Math.min(1, Math.max(Number.EPSILON, vectorScore))]));
}

/** With cosines to the topic and its best papers together, as lists are ranked. */
function heard(papers: readonly Candidate[], { closest }: TopicScale): Candidate[] {
  return withFeedback([...closest, ...papers], VOICE_IN_LISTS).slice(closest.length);
}

function surely(scores: readonly number[]): number {
  const best = scores.toSorted((one, other) => other - one).slice(0, SURELY_ON_TOPIC);
  const mean = best.reduce((sum, score) => sum + score, 0) / Math.max(1, best.length);
  return Math.max(mean, LEAST_OF_BEST * (best[0] ?? 0));
}
