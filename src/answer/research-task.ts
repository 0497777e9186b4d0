/** What is asked of the model for a part of a review, and what stands in for it. */
import type { Citation, Claim, DraftClaim } from '../domain/answer.ts';
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import type { AnswerTask, WriteRequest } from './answer-task.ts';
import { CLAIMS_SCHEMA } from './claims-schema.ts';
import { asData, evidenceBlock, newMarker } from './evidence-block.ts';
import { extractClaims } from './extract.ts';
import { oneLine } from './one-line.ts';
import { opennessOf } from './open-cues.ts';
import type { Prompts } from './prompts.ts';
import { draftOf, draftsOf } from './references.ts';
import { secondRequest } from './second-attempt.ts';

const PART_TOKENS = 800;
const MOST_CLAIMS = 5;
const LONGEST_WRITTEN = 300;
const MOST_WRITTEN = 20;
/** Open questions that are quoted without a model; one a paper. */
const MOST_OPEN = 5;
export interface PartOfReview {
  /** The question of the whole review. */
  readonly question: string;
  /** What this part is on, as the model is told. */
  readonly part: string;
  /** What extracts are chosen by: words of the part and of the topic. */
  readonly topic: string;
  /** Best first. */
  readonly evidence: readonly Evidence[];
  /** What the review says already. */
  readonly written: readonly Claim[];
}

/** Sentences that an earlier part quotes are not quoted again. */
export function reviewPartTask(prompts: Prompts, part: PartOfReview): AnswerTask {
  return taskOf(prompts, part, () => extractClaims(withoutQuoted(part.evidence, part.written), part.topic));
}

/** The part on what the papers leave open. Its evidence are `papersWithOpenQuestions`. */
export function openQuestionsTask(prompts: Prompts, part: PartOfReview): AnswerTask {
  return taskOf(prompts, part, () => openQuestions(withoutQuoted(part.evidence, part.written)));
}

/** The papers whose abstracts state a limit, a gap, or work for the future; those that do so most plainly first. */
export function papersWithOpenQuestions(evidence: readonly Evidence[]): Evidence[] {
  const openness = ({ sentences }: Evidence) => Math.max(0, ...sentences.map(({ text }) => opennessOf(text)));
  return evidence.filter((item) => openness(item) > 0).sort((a, b) => openness(b) - openness(a));
}

/** The sentence that tells most of a paper, word for word. @param position of the paper in the evidence, from 0 */
export function keySentence({ paper, sentences }: Evidence, position: number): DraftClaim | undefined {
  const sentence = oneLine(paper.title, sentences);
  return sentence && draftOf(position, sentence);
}

function taskOf(prompts: Prompts, part: PartOfReview, extract: () => readonly DraftClaim[]): AnswerTask {
  const { question, evidence, written } = part;
  const values = {
    question,
    part: part.part,
    written: writtenBlock(written),
    papers: evidenceBlock(evidence),
    marker: newMarker(),
  };
  const request: WriteRequest = {
    ...prompts.fill('research', values),
    schema: CLAIMS_SCHEMA,
    maxOutputTokens: PART_TOKENS,
  };
  return {
    evidence,
    request,
    secondRequest: (failed, kept) => secondRequest(prompts, request, failed, kept),
    extract,
    mostClaims: MOST_CLAIMS,
  };
}

function writtenBlock(written: readonly Claim[]): string {
  const lines = written.slice(-MOST_WRITTEN).map(({ text }) => `- ${asData(text, LONGEST_WRITTEN)}`);
  return ['Written already:', ...(lines.length ? lines : ['(nothing)'])].join('\n');
}

function withoutQuoted(evidence: readonly Evidence[], written: readonly Claim[]): Evidence[] {
  const quoted = new Set(written.flatMap(({ citations }) => citations.map(keyOf)));
  return evidence.map((item) => ({
    ...item,
    sentences: item.sentences.filter(({ index }) => !quoted.has(keyOf({ paper: item.paper, sentence: index }))),
  }));
}

function keyOf({ paper, sentence }: Pick<Citation, 'paper' | 'sentence'>): string {
  return `${paper.id} ${sentence}`;
}

function openQuestions(evidence: readonly Evidence[]): DraftClaim[] {
  return evidence
    .flatMap(({ sentences }, position) => {
      const [best] = sentences
        .map((sentence) => ({ sentence, position, openness: opennessOf(sentence.text) }))
        .filter(({ openness }) => openness > 0)
        .sort((a, b) => b.openness - a.openness || b.sentence.index - a.sentence.index);
      return best ? [best] : [];
    })
    .sort((a, b) => b.openness - a.openness)
    .slice(0, MOST_OPEN)
    .flatMap(({ sentence, position }) => wholeSentence(evidence[position] as Evidence, position, sentence));
}

/** Introduced where it lacks its noun, but never shortened: what is left open may stand in its first words. */
function wholeSentence(item: Evidence, position: number, sentence: EvidenceSentence): DraftClaim[] {
  return draftsOf(position, item, [sentence]).map((draft) =>
    draft.text.includes(sentence.text) ? draft : draftOf(position, sentence),
  );
}
