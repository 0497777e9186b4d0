/** What is asked of the model for a comparison, and what stands in for it. */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { quantitiesIn } from '../domain/text/written-quantities.ts';
import type { AnswerTask, WriteRequest } from './answer-task.ts';
import { TABLE_SCHEMA } from './claims-schema.ts';
import { RESULT } from './cues.ts';
import { evidenceBlock, newMarker } from './evidence-block.ts';
import { oneLine } from './one-line.ts';
import type { Prompts } from './prompts.ts';
import { draftOf, withoutBrokenOpening } from './references.ts';
import { secondRequest } from './second-attempt.ts';

const TABLE_TOKENS = 1_600;
/** Five papers of four cells each, and three sentences of difference. */
const MOST_CLAIMS = 23;
/** Of so many papers each has two sentences with numbers; of more, one. */
const FEW_PAPERS = 3;

export function comparisonTask(prompts: Prompts, evidence: readonly Evidence[], focus: string | undefined): AnswerTask {
  const values = {
    focus: focus ?? 'whatever matters most in these papers',
    papers: evidenceBlock(evidence),
    marker: newMarker(),
  };
  const request: WriteRequest = {
    ...prompts.fill('compare', values),
    schema: TABLE_SCHEMA,
    maxOutputTokens: TABLE_TOKENS,
  };
  const sentences = evidence.length <= FEW_PAPERS ? 2 : 1;
  return {
    evidence,
    request,
    secondRequest: (failed, kept) => secondRequest(prompts, request, failed, kept),
    extract: () => evidence.flatMap((item, position) => keySentences(item, position, focus, sentences)),
    mostClaims: MOST_CLAIMS,
  };
}

/** What a paper says it is, the numbers that it gives or else what came out, and what it says on the focus; word for word. */
function keySentences(
  { paper, ...item }: Evidence,
  position: number,
  focus: string | undefined,
  most: number,
): DraftClaim[] {
  const sentences = item.sentences.filter(({ text }) => !readsAsOrder(text));
  const idea = oneLine(paper.title, sentences);
  const others = sentences.filter((sentence) => sentence !== idea);
  const numbers = ranked(others, ({ text }) => (quantitiesIn(text).length ? (RESULT.test(text) ? 2 : 1) : 0))
    .slice(0, most)
    .toSorted((a, b) => a.index - b.index);
  const results = numbers.length ? [] : ranked(others, ({ text, index }) => (RESULT.test(text) ? 1 + index / 100 : 0));
  const onFocus = focus ? ranked(sentences, (sentence) => (holdsHalf(focus, sentence.text) ? sentence.score : 0)) : [];
  const labelled = (column: string, chosen: readonly EvidenceSentence[]) =>
    chosen.map((sentence) => ({ ...withoutBrokenOpening(draftOf(position, sentence)), column }));
  return [
    ...labelled('Idea', idea ? [idea] : []),
    ...labelled('Numbers', numbers),
    ...labelled('Result', results.slice(0, 1)),
    ...(focus ? labelled(focus, onFocus.slice(0, 1)) : []),
  ];
}

/** Whether the sentence has at least half of the words of the focus. */
function holdsHalf(focus: string, sentence: string): boolean {
  const wanted = new Set(analyseQuestion(focus).words);
  const present = new Set(allTerms(analyse(sentence)));
  return 2 * [...wanted].filter((word) => present.has(word)).length >= Math.max(1, wanted.size);
}

/** Those that are worth anything, best first; of equals the earlier one. */
function ranked(
  sentences: readonly EvidenceSentence[],
  worth: (sentence: EvidenceSentence) => number,
): EvidenceSentence[] {
  return sentences
    .map((sentence) => ({ sentence, value: worth(sentence) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || a.sentence.index - b.sentence.index)
    .map(({ sentence }) => sentence);
}
