/** What is asked of the model, and what stands in for it: one task for a question, a summary and a comparison. */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import type { AnswerTask } from './answer.ts';
import { CLAIMS_SCHEMA, TABLE_SCHEMA } from './claims-schema.ts';
import { evidenceBlock, newMarker } from './evidence-block.ts';
import { extractClaims, pickSentences } from './extract.ts';
import { sentenceKey } from './keys.ts';
import type { Prompts } from './prompts.ts';

const ANSWER_TOKENS = 900;
const TABLE_TOKENS = 1_600;
/** Papers that a model reads for one answer: eight hold what a specific question needs. */
const MODEL_PAPERS = 8;

export type SummaryLength = 'one-liner' | 'short' | 'detailed';
export type SummaryReader = 'beginner' | 'practitioner' | 'expert';

const LENGTHS: Readonly<Record<SummaryLength, { wanted: string; sentences: number }>> = {
  'one-liner': { wanted: 'one sentence of at most 30 words', sentences: 1 },
  short: { wanted: 'two to three sentences', sentences: 3 },
  detailed: { wanted: 'five to seven sentences', sentences: 7 },
};

/** @param topic the question without what was said of days, which no abstract holds */
export function questionTask(
  prompts: Prompts,
  question: string,
  topic: string,
  evidence: readonly Evidence[],
): AnswerTask {
  const read = evidence.slice(0, MODEL_PAPERS);
  const values = { question, papers: evidenceBlock(read), marker: newMarker() };
  return {
    evidence: read,
    request: { ...prompts.fill('answer', values), schema: CLAIMS_SCHEMA, maxOutputTokens: ANSWER_TOKENS },
    extract: () => extractClaims(read, topic),
  };
}

export function summaryTask(
  prompts: Prompts,
  evidence: Evidence,
  length: SummaryLength,
  reader: SummaryReader,
): AnswerTask {
  const { wanted, sentences } = LENGTHS[length];
  const values = { length: wanted, reader, papers: evidenceBlock([evidence]), marker: newMarker() };
  return {
    evidence: [evidence],
    request: { ...prompts.fill('summarize', values), schema: CLAIMS_SCHEMA, maxOutputTokens: ANSWER_TOKENS },
    extract: () => pickSentences(forSummary(evidence), sentences).map((sentence) => draft(0, sentence)),
  };
}

const EXTRACTED_COLUMNS = { idea: 'Idea', result: 'Result' } as const;

export function comparisonTask(prompts: Prompts, evidence: readonly Evidence[], focus: string | undefined): AnswerTask {
  const values = {
    focus: focus ?? 'whatever matters most in these papers',
    papers: evidenceBlock(evidence),
    marker: newMarker(),
  };
  return {
    evidence,
    request: { ...prompts.fill('compare', values), schema: TABLE_SCHEMA, maxOutputTokens: TABLE_TOKENS },
    extract: () => evidence.flatMap((item, position) => extractedCells(item, position, focus)),
  };
}

const PROPOSAL = /\b(?:propos\w+|introduc\w+|present(?:s|ed)?|develop\w*|we study|is an?|are an?|design\w*)\b/i;
const WAY = /\b(?:framework|method|approach|model|benchmark|dataset|data set)\b/i;
const RESULT =
  /\b(?:outperform\w*|achiev\w+|improv\w+|results?|experiments?|state of the art|state-of-the-art|surpass\w*|beats?|exceeds?|reduc\w+|lowers?|raises?|gains?|scores?|accuracy|reach\w*|on par)\b/i;

const SUMMARY_BONUS = 0.2;

/** A summary wants what the paper is and what came out more than what is closest to its title. */
function forSummary({ sentences }: Evidence): EvidenceSentence[] {
  return sentences.map((sentence) => {
    const { text, index, score } = sentence;
    const reasons = [PROPOSAL.test(text), RESULT.test(text), index === 0].filter(Boolean).length;
    return { ...sentence, score: score / 2 + SUMMARY_BONUS * reasons };
  });
}

/** What a paper says it does, what it says came out, and what it says on the focus; each a sentence, word for word. */
function extractedCells(item: Evidence, position: number, focus: string | undefined): DraftClaim[] {
  const sentences = item.sentences.filter(({ text }) => !readsAsOrder(text));
  const cell = (column: string, sentence: EvidenceSentence | undefined) =>
    sentence ? [{ ...draft(position, sentence), column }] : [];
  const result = best(sentences, ({ text, index }) =>
    RESULT.test(text) ? (/\d/.test(text) ? 2 : 1) + index / 100 : 0,
  );
  const idea = best(
    sentences.filter((sentence) => sentence !== result),
    ({ text, index }) => (PROPOSAL.test(text) ? 2 : WAY.test(text) ? 1 : 0) - index / 100,
  );
  const onFocus = focus
    ? best(sentences, (sentence) => (holdsHalf(focus, sentence.text) ? sentence.score : 0))
    : undefined;
  return [
    ...cell(EXTRACTED_COLUMNS.idea, idea),
    ...cell(EXTRACTED_COLUMNS.result, result),
    ...(focus ? cell(focus, onFocus) : []),
  ];
}

/** Whether the sentence has at least half of the words of the focus. */
function holdsHalf(focus: string, sentence: string): boolean {
  const wanted = new Set(analyseQuestion(focus).words);
  const present = new Set(allTerms(analyse(sentence)));
  return 2 * [...wanted].filter((word) => present.has(word)).length >= Math.max(1, wanted.size);
}

function best(
  sentences: readonly EvidenceSentence[],
  worth: (sentence: EvidenceSentence) => number,
): EvidenceSentence | undefined {
  const ranked = sentences.map((sentence) => ({ sentence, value: worth(sentence) })).sort((a, b) => b.value - a.value);
  return ranked[0] && ranked[0].value > 0 ? ranked[0].sentence : undefined;
}

function draft(position: number, sentence: EvidenceSentence): DraftClaim {
  return { text: sentence.text, cites: [sentenceKey(position, sentence.index)], quote: sentence.text };
}
