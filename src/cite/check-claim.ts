/** A drafted claim and the evidence in, a checked claim or the reason for dropping it out. Pure; the same for model and extract. */
import type { Citation, Claim, DraftClaim, DropReason } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { standsIn } from '../domain/text/match.ts';
import { unsupportedNames, unsupportedNumbers } from '../domain/text/numbers.ts';

export type CheckedClaim =
  | { readonly kind: 'kept'; readonly claim: Claim }
  | { readonly kind: 'dropped'; readonly reason: DropReason };

const KEY = /^\W*P(\d{1,3})\s?[.:,-]\s?s(\d{1,3})\W*$/i;
/** Citation marks that a model may write into its text; what it cites stands in `cites` only. */
const CITATION_MARK = /\s*[[(（【](?:P\d+(?:\.s\d+)?(?:\s*[,;]\s*)?)+[\])）】]|\bP\d+\.s\d+\b/gi;
const MOST_CHARACTERS = 600;

/**
 * Keeps a claim only if every key exists, its quote stands in a cited abstract, and every number and every name
 * with digits in it occurs in what it cites.
 */
export function checkClaim(draft: DraftClaim, evidence: readonly Evidence[]): CheckedClaim {
  const text = cleanText(draft.text.replace(CITATION_MARK, ''));
  if (!/\p{L}/u.test(text) || text.length > MOST_CHARACTERS) return dropped('empty');
  if (!draft.cites.length) return dropped('no-citation');
  const citations = draft.cites.map((key) => resolveKey(key, evidence));
  if (!citations.every((citation) => citation !== undefined)) return dropped('unknown-key');
  const cited = unique(citations);
  if (draft.quote && !cited.some(({ paper }) => standsIn(draft.quote as string, paper.abstract))) {
    return dropped('quote-not-found');
  }
  const sentences = cited.map(({ quote }) => quote).join(' ');
  const titles = cited.map(({ paper }) => paper.title).join(' ');
  if (unsupportedNumbers(text, sentences).length || unsupportedNames(text, `${titles} ${sentences}`).length) {
    return dropped('number-not-found');
  }
  if (draft.column)
    return { kind: 'kept', claim: { text, citations: cited, column: shorten(cleanText(draft.column), 40) } };
  return { kind: 'kept', claim: { text, citations: cited } };
}

function resolveKey(key: string, evidence: readonly Evidence[]): Citation | undefined {
  const [, paperNumber, sentenceNumber] = KEY.exec(key) ?? [];
  const paper = evidence[Number(paperNumber) - 1];
  const sentence = paper?.sentences[Number(sentenceNumber) - 1];
  return paper && sentence && { paper: paper.paper, sentence: sentence.index, quote: sentence.text };
}

function unique(citations: readonly Citation[]): Citation[] {
  return [...new Map(citations.map((citation) => [`${citation.paper.id} ${citation.sentence}`, citation])).values()];
}

function dropped(reason: DropReason): CheckedClaim {
  return { kind: 'dropped', reason };
}
