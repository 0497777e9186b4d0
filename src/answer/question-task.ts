/** What is asked of the model for a question, and what stands in for it. */
import type { Claim } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { AnswerTask, WriteRequest } from './answer-task.ts';
import { QUESTION_SCHEMA } from './claims-schema.ts';
import { evidenceBlock, newMarker } from './evidence-block.ts';
import { extractClaims } from './extract.ts';
import { contradictionOf } from './false-premise.ts';
import { sentenceKey } from './keys.ts';
import { ENGLISH, type Language } from './language.ts';
import type { Prompts } from './prompts.ts';
import { secondRequest } from './second-attempt.ts';

const ANSWER_TOKENS = 900;
/** Papers that a model reads for one answer: eight hold what a specific question needs. */
const MODEL_PAPERS = 8;
/** Six are asked for; a model that writes more is heard a little longer. */
const MOST_CLAIMS = 8;
/** Sentences of one answer that broke off, those of the model included. */
const MOST_FILLED = 4;

export interface QuestionToAnswer {
  /** On its own: a follow-up has been rewritten. */
  readonly question: string;
  /** The question without what was said of days, which no abstract holds. */
  readonly topic: string;
  /** Best first; never empty. */
  readonly evidence: readonly Evidence[];
  /** What the answer is written in; English without it. */
  readonly language?: Language;
}

export function questionTask(prompts: Prompts, asked: QuestionToAnswer): AnswerTask {
  const { question, topic, language = ENGLISH } = asked;
  const evidence = asked.evidence.slice(0, MODEL_PAPERS);
  const values = { question, language: language.name, papers: evidenceBlock(evidence), marker: newMarker() };
  const request: WriteRequest = {
    ...prompts.fill('answer', values),
    schema: QUESTION_SCHEMA,
    maxOutputTokens: ANSWER_TOKENS,
  };
  return {
    evidence,
    request,
    secondRequest: (failed, kept) => secondRequest(prompts, request, failed, kept),
    extract: () => extractClaims(evidence, topic),
    fill: (claims) => notYetCited(extractClaims(evidence, topic), evidence, claims, MOST_FILLED - claims.length),
    contradiction: () => contradictionOf(question, evidence),
    abstainsWhenUnverified: true,
    language,
    mostClaims: MOST_CLAIMS,
  };
}

/** The drafts whose sentence no claim cites. @param most may be negative: then there is none */
export function notYetCited(
  drafts: ReturnType<typeof extractClaims>,
  evidence: readonly Evidence[],
  claims: readonly Claim[],
  most: number,
): ReturnType<typeof extractClaims> {
  const cited = new Set(
    claims
      .flatMap(({ citations }) => citations)
      .map(({ paper, sentence }) =>
        sentenceKey(
          evidence.findIndex((item) => item.paper.id === paper.id),
          sentence,
        ),
      ),
  );
  return drafts.filter(({ cites }) => !cites.some((key) => cited.has(key))).slice(0, Math.max(0, most));
}
