/** A drafted claim and the evidence in, a checked claim or the reason for dropping it out. Pure; the same for model and extract. */
import type { CheckedClaim, Citation, DraftClaim, DropReason } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { sharedWords, standsIn } from '../domain/text/match.ts';
import { unsupportedNames, unsupportedNumbers } from '../domain/text/numbers.ts';
import { readsAsOrder } from '../domain/text/orders.ts';

/** `P1.s2` in the ways that models write it: `[P1.s2]`, `p1 s2`, `P1, S2`, `P1s2`. */
const KEY = /P\s?(\d{1,3})\s?[.:,_-]?\s?s\s?(\d{1,3})(?!\d)/gi;
/** What may stand around and between keys. */
const BETWEEN_KEYS = /^(?:[^\p{L}\p{N}]|\band\b)*$/iu;
/** Citation marks that a model may write into its text; what it cites stands in `cites` only. */
const KEY_MARK =
  /\s?[[(（【]\s?P\d+(?:[.:,_-]?s\d+)?(?:\s?[,;&–-]\s?(?:P?\d+[.:,_-]?)?s?\d+)*\s?[\])）】]|\s?\bP\d+\.s\d+\b/gi;
const NUMBER_MARK = /\s?[[【]\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\]】]/g;
const ADDRESS = /(?:\bhttps?:\/\/|\bwww\.)[^\s<>()]+/gi;
const MOST_CHARACTERS = 600;
/** Sentences of abstracts may be long; whole ones are shown as they are. */
const MOST_QUOTED_CHARACTERS = 1_500;
/**
 * Of a claim's words. On the claims of AttributionBench .25 keeps 97 % of what its evidence supports and drops an
 * eighth of what it does not: it is there for claims that come from elsewhere, such as an order in an abstract.
 */
const LEAST_SHARED_WORDS = 0.25;

/**
 * Keeps a claim only if every key exists, its quote stands in a cited abstract, every number, every name with digits
 * and every address in it occurs in what it cites, and it speaks of the same things. A whole sentence of the abstract
 * is kept as it is.
 */
export function checkClaim(draft: DraftClaim, evidence: readonly Evidence[]): CheckedClaim {
  if (draft.text.length > MOST_QUOTED_CHARACTERS) return dropped('too-long');
  if (!/\p{L}/u.test(draft.text)) return dropped('empty');
  const keys = draft.cites.map(readKeys);
  if (!keys.flat().length && keys.every((read) => read !== undefined)) return dropped('no-citation');
  const citations = keys.flatMap((read) => read?.map((key) => resolveKey(key, evidence)) ?? [undefined]);
  if (!citations.every((citation) => citation !== undefined)) return dropped('unknown-key');
  const cited = unique(citations);
  const sentences = cleanText(cited.map(({ quote }) => quote).join(' '));
  if (cited.some(({ quote }) => readsAsOrder(quote))) return dropped('cites-order');
  if (draft.quote && !cited.some(({ paper }) => standsIn(draft.quote as string, paper.abstract))) {
    return dropped('quote-not-found');
  }
  const column = draft.column?.trim() ? { column: shorten(cleanText(draft.column), 40) } : {};
  if (cleanText(draft.text) === sentences)
    return { kind: 'kept', claim: { text: sentences, citations: cited, ...column } };
  const text = cleanText(draft.text.replace(KEY_MARK, '').replace(NUMBER_MARK, ''));
  if (text.length > MOST_CHARACTERS) return dropped('too-long');
  if (!/\p{L}/u.test(text)) return dropped('empty');
  // An address is a quote or an invention.
  if (text.match(ADDRESS)?.some((address) => !sentences.includes(address))) return dropped('address-not-found');
  const speaksOf = `${cited.map(({ paper }) => paper.title).join(' ')} ${sentences}`;
  if (unsupportedNumbers(text, sentences).length) return dropped('number-not-found');
  if (unsupportedNames(text, speaksOf).length) return dropped('name-not-found');
  if (sharedWords(text, speaksOf) < LEAST_SHARED_WORDS) return dropped('off-topic');
  return { kind: 'kept', claim: { text, citations: cited, ...column } };
}

type Key = readonly [paper: number, sentence: number];

/** @returns `undefined` when something else than keys stands in the text */
function readKeys(text: string): readonly Key[] | undefined {
  const keys = [...text.matchAll(KEY)].map(([, paper, sentence]): Key => [Number(paper), Number(sentence)]);
  return BETWEEN_KEYS.test(text.replace(KEY, '')) && (keys.length || !text.trim()) ? keys : undefined;
}

function resolveKey([paperNumber, sentenceNumber]: Key, evidence: readonly Evidence[]): Citation | undefined {
  const paper = evidence[paperNumber - 1];
  const sentence = paper?.sentences[sentenceNumber - 1];
  return paper && sentence && { paper: paper.paper, sentence: sentence.index, quote: sentence.text };
}

function unique(citations: readonly Citation[]): Citation[] {
  return [...new Map(citations.map((citation) => [`${citation.paper.id} ${citation.sentence}`, citation])).values()];
}

function dropped(reason: DropReason): CheckedClaim {
  return { kind: 'dropped', reason };
}
