/** An abstract → the sentence that tells best of each part of a paper: problem, idea, evidence, limits. Without a model. Pure. */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import { findNumbers } from '../domain/text/numbers.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { OVERCOMES, OWN_LIMIT, PROBLEM, RESULT } from './cues.ts';
import { oneLine } from './one-line.ts';
import { draftsOf } from './references.ts';

/** In the order they are shown; a model is told the same names. */
export const SUMMARY_PARTS = ['Problem', 'Idea', 'Evidence', 'Limits'] as const;
export type SummaryPart = (typeof SUMMARY_PARTS)[number];

const MOST_EVIDENCE = 2;
/** Sentences at the end, where authors tell of the limits of their own work. */
const LAST = 3;

/** Each sentence stands in one part at most; a part of which no sentence tells has none. */
export function extractParts(evidence: Evidence): DraftClaim[] {
  const sentences = evidence.sentences.filter(({ text }) => !readsAsOrder(text));
  const idea = oneLine(evidence.paper.title, sentences);
  if (!idea) return [];
  const before = sentences.filter(({ index }) => index < idea.index);
  const after = sentences.filter(({ index }) => index > idea.index);
  // "However" tells what is wrong; what the field does stands before it.
  const problem = before.findLast(({ text }) => PROBLEM.test(text)) ?? before[0];
  const results = after.filter(({ text }) => RESULT.test(text) || findNumbers(text).length > 0);
  const shown = results
    .toSorted((a, b) => worthOf(b) - worthOf(a) || a.index - b.index)
    .filter((sentence, place) => place === 0 || findNumbers(sentence.text).length > 0)
    .slice(0, MOST_EVIDENCE)
    .toSorted((a, b) => a.index - b.index);
  // What stands earlier is mostly what others cannot do, or what is studied.
  const limit = after.slice(-LAST).find((sentence) => isLimit(sentence) && !shown.includes(sentence));
  const parts: Readonly<Record<SummaryPart, readonly EvidenceSentence[]>> = {
    Problem: problem ? [problem] : [],
    Idea: [idea],
    Evidence: shown,
    Limits: limit ? [limit] : [],
  };
  return SUMMARY_PARTS.flatMap((column) => draftsOf(0, evidence, parts[column]).map((draft) => ({ ...draft, column })));
}

function isLimit({ text }: EvidenceSentence): boolean {
  return OWN_LIMIT.test(text) && !OVERCOMES.test(text);
}

/** Numbers tell more than words of praise. */
function worthOf({ text }: EvidenceSentence): number {
  return (RESULT.test(text) ? 1 : 0) + Math.min(findNumbers(text).length, 3);
}
