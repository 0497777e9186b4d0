/** Evidence in, drafted claims out, without a model: sentences of the abstracts, word for word. Pure. */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { draftsOf, leans } from './references.ts';

/** Papers below this share of the best score are left out. On the seed questions: precision .88, recall .85 of cited papers. */
const GATE = 0.38;
/** A paper whose best sentence fits this much less than the best of all has nothing to say on the question itself. */
const SENTENCE_GATE = 0.4;
/** The same between the sentences of a paper that the question does not name: a second one must be worth reading. */
const LEAST_SHARE_OF_BEST_SENTENCE = 0.3;
const MOST_PAPERS = 6;
/** Of a question's words, stop words aside; from the fourth word on, and never more than four words are asked for. */
const LEAST_SHARE_OF_WORDS = 0.4;
const MOST_WORDS_WANTED = 4;
/** A sentence that repeats another of the same paper is worth less by this share of their likeness. */
const REPETITION = 0.5;
/** A sentence that leans on the one before it cannot stand alone. */
const LEANING_COST = 0.12;
/** What the field lacks is seldom what was asked; the answer usually stands in the sentences after it. */
const COMPLAINT =
  /^(?:existing|recent|current|most)\b|\b(?:but|yet|however|although|trouble|fails?|costly|expensive|struggl\w+|suffer\w*|neglect\w*|lacks?|unclear|unexplored|remains?|still)\b/i;
const COMPLAINT_COST = 0.1;
/** Question words that retrieval takes for stop words, and how a sentence that answers them reads. */
const CUES: readonly (readonly [asked: RegExp, told: RegExp])[] = [
  [/\bwhen\b/i, /\b(?:when|whenever|unless|until|on[- ]demand|only (?:if|as)|if needed)\b/i],
  [/\bwhy\b|\bwhat (?:causes|explains)\b/i, /\b(?:because|since|due to|caus\w+|leads? to|stems?|explain\w*)\b/i],
];
const CUE_BONUS = 0.1;

/**
 * The sentences that answer best: four of one paper, two each of two or three, one each of more; in their own order.
 * @param evidence best first
 * @param question for what its words alone tell; without it papers and sentences are chosen by their scores
 */
export function extractClaims(evidence: readonly Evidence[], question = ''): DraftClaim[] {
  const papers = gate(evidence, question);
  const each = papers.length === 1 ? 4 : papers.length <= 3 ? 2 : 1;
  return papers.flatMap((item) =>
    draftsOf(evidence.indexOf(item), item, pickSentences(worthReading(item, question), each, question)),
  );
}

/** The papers worth quoting: those the question names, else those close to the best that speak of what is asked. */
export function gate(evidence: readonly Evidence[], question = ''): readonly Evidence[] {
  const named = evidence.filter((item) => item.named);
  if (named.length) return named.slice(0, MOST_PAPERS);
  const best = Math.max(...evidence.map((item) => item.score));
  const close = evidence.filter((item) => item.score >= GATE * best && speaksOf(item, question));
  const fits = close.map(({ sentences }) => bestFit(quotable(sentences), question));
  return close.filter((_, index) => (fits[index] as number) >= SENTENCE_GATE * Math.max(...fits)).slice(0, MOST_PAPERS);
}

function worthReading({ sentences, named }: Evidence, question: string): readonly EvidenceSentence[] {
  if (named) return sentences;
  const least = LEAST_SHARE_OF_BEST_SENTENCE * bestFit(quotable(sentences), question);
  const worth = sentences.filter((sentence) => fitOf(sentence, question) >= least);
  return worth.length ? worth : sentences;
}

function bestFit(sentences: readonly EvidenceSentence[], question: string): number {
  return Math.max(0, ...sentences.map((sentence) => fitOf(sentence, question)));
}

function quotable(sentences: readonly EvidenceSentence[]): EvidenceSentence[] {
  return sentences.filter(({ text }) => !readsAsOrder(text));
}

/** Best sentences by fit, each new one discounted by what it repeats (maximal marginal relevance), in order. */
export function pickSentences(
  sentences: readonly EvidenceSentence[],
  count: number,
  question = '',
): EvidenceSentence[] {
  const chosen: EvidenceSentence[] = [];
  const left = quotable(sentences);
  while (chosen.length < count && left.length) {
    const worth = (sentence: EvidenceSentence) =>
      fitOf(sentence, question) -
      (leansOnOthers(sentence, chosen) ? LEANING_COST : 0) -
      REPETITION * Math.max(0, ...chosen.map((other) => likeness(sentence.text, other.text)));
    const next = left.reduce((best, sentence) => (worth(sentence) > worth(best) ? sentence : best));
    chosen.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return chosen.sort((a, b) => a.index - b.index);
}

function fitOf({ text, score }: EvidenceSentence, question: string): number {
  const cue = CUES.some(([asked, told]) => asked.test(question) && told.test(text));
  return score + (cue ? CUE_BONUS : COMPLAINT.test(text) ? -COMPLAINT_COST : 0);
}

/** What comes right after a chosen sentence may lean on it. */
function leansOnOthers(sentence: EvidenceSentence, chosen: readonly EvidenceSentence[]): boolean {
  return leans(sentence.text) && !chosen.some(({ index }) => index === sentence.index - 1);
}

/** Whether the paper holds enough of the question's words; a short question may hang on one. */
function speaksOf({ paper }: Evidence, question: string): boolean {
  const words = new Set(question ? analyseQuestion(question).words : []);
  if (words.size < MOST_WORDS_WANTED) return true;
  const present = new Set(allTerms(analyse(`${paper.title}. ${paper.abstract}`)));
  const held = [...words].filter((word) => present.has(word)).length;
  return held >= Math.min(LEAST_SHARE_OF_WORDS * words.size, MOST_WORDS_WANTED);
}

/** Shared words over all words of the two, 0 to 1. */
function likeness(left: string, right: string): number {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared || 1);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
