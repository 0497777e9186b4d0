/** What is asked of the model for a question, and what stands in for it. */
import type { Evidence } from '../domain/evidence.ts';
import type { AnswerTask } from './answer.ts';
import { CLAIMS_SCHEMA } from './claims-schema.ts';
import { evidenceBlock, newMarker } from './evidence-block.ts';
import { extractClaims } from './extract.ts';
import type { Prompts } from './prompts.ts';

const ANSWER_TOKENS = 900;
/** Papers that a model reads for one answer: eight hold what a specific question needs. */
const MODEL_PAPERS = 8;

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
