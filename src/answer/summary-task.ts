/** What is asked of the model for a summary, and what stands in for it. */
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import type { AnswerTask } from './answer.ts';
import { CLAIMS_SCHEMA } from './claims-schema.ts';
import { PROPOSAL, RESULT } from './cues.ts';
import { evidenceBlock, newMarker } from './evidence-block.ts';
import { draftOf, pickSentences } from './extract.ts';
import type { Prompts } from './prompts.ts';

const SUMMARY_TOKENS = 900;

export type SummaryLength = 'one-liner' | 'short' | 'detailed';
export type SummaryReader = 'beginner' | 'practitioner' | 'expert';

const LENGTHS: Readonly<Record<SummaryLength, { wanted: string; sentences: number }>> = {
  'one-liner': { wanted: 'one sentence of at most 30 words', sentences: 1 },
  short: { wanted: 'two to three sentences', sentences: 3 },
  detailed: { wanted: 'five to seven sentences', sentences: 7 },
};

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
    request: { ...prompts.fill('summarize', values), schema: CLAIMS_SCHEMA, maxOutputTokens: SUMMARY_TOKENS },
    extract: () => pickSentences(forSummary(evidence), sentences).map((sentence) => draftOf(0, sentence)),
  };
}

const SUMMARY_BONUS = 0.2;

/** A summary wants what the paper is and what came out more than what is closest to its title. */
function forSummary({ sentences }: Evidence): EvidenceSentence[] {
  return sentences.map((sentence) => {
    const { text, index, score } = sentence;
    const reasons = [PROPOSAL.test(text), RESULT.test(text), index === 0].filter(Boolean).length;
    return { ...sentence, score: score / 2 + SUMMARY_BONUS * reasons };
  });
}
