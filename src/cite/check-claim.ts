/** A drafted claim and the evidence in, a checked claim or the reason for dropping it out. Pure; the same for model and extract. */
import type { CheckedClaim, CheckKind, Citation, ClaimCheck, DraftClaim, DropReason } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { readsAsEnglish } from '../domain/text/language.ts';
import { standsIn } from '../domain/text/match.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { checkMeaning, type Verdict } from './check-meaning.ts';
import { ReadText } from './read-text.ts';

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
 * Keeps a claim only if every key exists, its quote stands in a cited abstract, and what it says is in what it cites:
 * every number with its unit and sign, every name and address, who beats whom, which way things go, most of the words.
 * A whole sentence of the abstract is kept as it is. What was checked goes along with the claim.
 */
export function checkClaim(draft: DraftClaim, evidence: readonly Evidence[]): CheckedClaim {
  if (draft.text.length > MOST_QUOTED_CHARACTERS) return dropped('too-long');
  if (!/\p{L}/u.test(draft.text)) return dropped('empty');
  const keys = draft.cites.map(readKeys);
  if (!keys.flat().length && keys.every((read) => read !== undefined))
    return dropped('no-citation', 'it cites nothing');
  const unknown = draft.cites.find((_, at) => keys[at]?.every((key) => resolveKey(key, evidence)) !== true);
  if (unknown !== undefined) return dropped('unknown-key', `there is no "${shorten(cleanText(unknown), 60)}"`);
  const cited = unique(keys.flatMap((read) => read?.flatMap((key) => resolveKey(key, evidence) ?? []) ?? []));
  if (cited.some(({ quote }) => readsAsOrder(quote))) return dropped('cites-order', 'a cited sentence is an order');
  const checks: ClaimCheck[] = [passed('citation', describeCitations(cited))];
  if (draft.quote) {
    const { quote } = draft;
    const said = `"${shorten(cleanText(quote), 160)}"`;
    if (!cited.some(({ paper }) => standsIn(quote, paper.abstract)))
      return dropped('quote-not-found', `${said} does not stand in the abstract`);
    checks.push(passed('quote', said));
  }
  const column = draft.column?.trim() ? { column: shorten(cleanText(draft.column), 40) } : {};
  const sentences = cleanText(cited.map(({ quote }) => quote).join(' '));
  if (cleanText(draft.text) === sentences) {
    return kept({ text: sentences, citations: cited, ...column }, [...checks, passed('verbatim')]);
  }
  const text = cleanText(draft.text.replace(KEY_MARK, '').replace(NUMBER_MARK, ''));
  if (text.length > MOST_CHARACTERS) return dropped('too-long');
  if (!/\p{L}/u.test(text)) return dropped('empty');
  // An address is a quote or an invention.
  const addresses = text.match(ADDRESS) ?? [];
  const invented = addresses.find((address) => !sentences.includes(address));
  if (invented) return dropped('address-not-found', `"${shorten(invented, 80)}" is not in the cited sentences`);
  if (addresses.length) checks.push(passed('addresses'));
  const verdict = checkMeaning(new ReadText(text, readsAsEnglish(text)), cited, evidence, Boolean(draft.quote));
  if (verdict.kind === 'dropped') return dropped(verdict.reason, verdict.detail);
  return kept({ text, citations: cited, ...column }, [...checks, ...verdict.checks]);
}

function kept(claim: Omit<Extract<CheckedClaim, { kind: 'kept' }>['claim'], 'checks'>, checks: readonly ClaimCheck[]) {
  return { kind: 'kept', claim: { ...claim, checks } } as const;
}

function passed(kind: CheckKind, detail?: string): ClaimCheck {
  return { kind, passed: true, ...(detail === undefined ? {} : { detail }) };
}

function describeCitations(cited: readonly Citation[]): string {
  const papers = new Set(cited.map(({ paper }) => paper.id)).size;
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  return `${count(cited.length, 'sentence')} of ${count(papers, 'abstract')}`;
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

function dropped(reason: DropReason, detail?: string): Extract<CheckedClaim | Verdict, { kind: 'dropped' }> {
  return { kind: 'dropped', reason, ...(detail === undefined ? {} : { detail }) };
}
