/** What is asked of the model for a summary, and what stands in for it. */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import { findNumbers } from '../domain/text/numbers.ts';
import type { AnswerTask, WriteRequest } from './answer-task.ts';
import { CLAIMS_SCHEMA, TABLE_SCHEMA } from './claims-schema.ts';
import { PROPOSAL, RESULT } from './cues.ts';
import { evidenceBlock, newMarker } from './evidence-block.ts';
import { pickSentences } from './extract.ts';
import { ENGLISH, type Language } from './language.ts';
import { oneLine } from './one-line.ts';
import type { Prompts } from './prompts.ts';
import { notYetCited } from './question-task.ts';
import { draftsOf } from './references.ts';
import { secondRequest } from './second-attempt.ts';
import { shortenSentence } from './shorten-sentence.ts';
import { extractParts, SUMMARY_PARTS } from './summary-parts.ts';

const SUMMARY_TOKENS = 900;

/** `parts`: problem, idea, evidence and limits, each by itself. */
export type SummaryLength = 'one-liner' | 'short' | 'detailed' | 'parts';
export type SummaryReader = 'beginner' | 'practitioner' | 'expert';

export interface SummaryWish {
  readonly length: SummaryLength;
  readonly reader: SummaryReader;
  /** English without it. */
  readonly language?: Language;
}

const LENGTHS: Readonly<Record<SummaryLength, string>> = {
  'one-liner': 'one sentence of at most 30 words',
  short: 'two to three sentences',
  detailed: 'five to seven sentences',
  parts: `one or two sentences for each part, with "column" set to the part: ${SUMMARY_PARTS.map((part) => `"${part}"`).join(', ')}; leave out a part that the abstract does not tell of`,
};

/** A model that writes more than it was asked for is heard a little longer, but one line is one line. */
const MOST_CLAIMS: Readonly<Record<SummaryLength, number>> = { 'one-liner': 1, short: 4, detailed: 8, parts: 8 };

export function summaryTask(prompts: Prompts, evidence: Evidence, wish: SummaryWish): AnswerTask {
  const { length, reader, language = ENGLISH } = wish;
  const values = {
    length: LENGTHS[length],
    reader,
    language: language.name,
    papers: evidenceBlock([evidence]),
    marker: newMarker(),
  };
  const schema = length === 'parts' ? TABLE_SCHEMA : CLAIMS_SCHEMA;
  const request: WriteRequest = {
    ...prompts.fill('summarize', values),
    schema,
    maxOutputTokens: SUMMARY_TOKENS,
  };
  const extract = () => summaryExtract(evidence, length);
  return {
    evidence: [evidence],
    request,
    secondRequest: (failed, kept) => secondRequest(prompts, request, failed, kept),
    extract,
    ...(length in SENTENCES && {
      fill: (claims) => notYetCited(extract(), [evidence], claims, SENTENCES.short - claims.length),
    }),
    language,
    mostClaims: MOST_CLAIMS[length],
  };
}

const SENTENCES = { short: 3, detailed: 7 } as const;
const SUMMARY_BONUS = 0.2;
const NUMBER_BONUS = 0.1;
const CERTAIN = 10;

/** The summary without a model: sentences of the abstract, in its order. */
export function summaryExtract(evidence: Evidence, length: SummaryLength): DraftClaim[] {
  if (length === 'parts') return extractParts(evidence);
  const line = oneLine(evidence.paper.title, evidence.sentences);
  if (!line) return [];
  if (length === 'one-liner') return draftsOf(0, evidence, [line]).map(shortened);
  return draftsOf(0, evidence, pickSentences(forSummary(evidence, line), SENTENCES[length]));
}

/** Where words are left out stands "…"; what stands in quotation marks stays whole. */
function shortened(draft: DraftClaim): DraftClaim {
  const { text, quote = text } = draft;
  const piece = shortenSentence(quote);
  return piece === quote || !text.endsWith(quote)
    ? draft
    : { ...draft, text: `${text.slice(0, -quote.length)}${piece} …`, quote: piece };
}

/** A summary wants what the paper is and what came out more than what is closest to its title. */
function forSummary({ sentences }: Evidence, line: EvidenceSentence): EvidenceSentence[] {
  return sentences.map((sentence) => {
    const { text, index, score } = sentence;
    const reasons = [PROPOSAL.test(text), RESULT.test(text), index === 0].filter(Boolean).length;
    const isSure = index === line.index ? CERTAIN : 0;
    const hasNumbers = findNumbers(text).length ? NUMBER_BONUS : 0;
    return { ...sentence, score: score / 2 + SUMMARY_BONUS * reasons + hasNumbers + isSure };
  });
}
