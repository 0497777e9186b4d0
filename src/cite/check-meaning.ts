/** A claim's text, the sentences it cites and the evidence → whether they say it; every check in its order. Pure. */
import type { CheckKind, Citation, ClaimCheck, DropReason } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { type Paper, shortName } from '../domain/paper.ts';
import { sharedWords, standsIn } from '../domain/text/match.ts';
import type { Token } from '../domain/text/tokens.ts';
import { directionFault } from './check-direction.ts';
import { unknownName } from './check-names.ts';
import { numberFault } from './check-numbers.ts';
import { OWN_NAME, sidesFault } from './check-sides.ts';
import { supportFault } from './check-support.ts';
import { ReadText, readOnce } from './read-text.ts';

export type Verdict =
  | { readonly kind: 'kept'; readonly checks: readonly ClaimCheck[] }
  | { readonly kind: 'dropped'; readonly reason: DropReason; readonly detail?: string };

/**
 * Of a claim's words. On the claims of AttributionBench .25 keeps 97 % of what its evidence supports and drops an
 * eighth of what it does not: it is there for claims that come from elsewhere, such as an order in an abstract.
 */
const LEAST_SHARED_WORDS = 0.25;
/** Quotation marks around this many words say that they stand somewhere like this. */
const QUOTED = /(?<![\p{L}\p{N}])[“"„«](?=\S)([^“”"„«»]{8,300})(?<=\S)[”"“»](?![\p{L}\p{N}])/gu;
const QUOTED_WORDS = 4;

/**
 * Keys, quote and addresses have been checked. Of a claim in another language than English only numbers and names can
 * be held against the sentences; that the words, the direction and the sides agree is left out of its checks.
 */
export function checkMeaning(
  claim: ReadText,
  citations: readonly Citation[],
  evidence: readonly Evidence[],
  hasQuote: boolean,
): Verdict {
  const papers = citations.map(({ paper }) => paper);
  const cited = citations.map((citation) => readOnce(sentenceOf(citation, evidence), citation.quote));
  const titles = [...new Set(papers)].map((paper) => readOnce(paper, paper.title));
  const checks: ClaimCheck[] = [];
  const pass = (kind: CheckKind, detail?: string) => checks.push({ kind, passed: true, ...(detail ? { detail } : {}) });

  const misquoted = misquote(claim.text, papers);
  if (misquoted) return dropped('quote-not-found', `"${misquoted}" does not stand in the abstract`);
  const number = numberFault(claim, cited, titles);
  if (number) return dropped(number.reason, number.detail);
  pass('numbers', claim.quantities.map(({ text }) => `"${text}"`).join(', '));
  const name = unknownName(claim, { cited, papers, titles, everything: () => everythingIn(evidence) });
  if (name) return dropped('name-not-found', `"${name}" is not in the cited sentences`);
  pass('names');
  if (!claim.isEnglish) {
    if (!hasQuote && !sharesAnything(claim, [...cited, ...titles]))
      return dropped('off-topic', 'it shares no number, name or word with the cited sentences and has no quote');
    return { kind: 'kept', checks };
  }

  const sentences = cited.map(({ text }) => text).join(' ');
  const speaksOf = `${titles.map(({ text }) => text).join(' ')} ${sentences}`;
  if (sharedWords(claim.text, speaksOf) < LEAST_SHARED_WORDS)
    return dropped('off-topic', 'it speaks of something else than the cited sentences');
  const masked = maskOwnNames(claim, cited, papers);
  const sides = sidesFault(masked.claim, masked.cited, papers);
  if (sides) return dropped('comparison-differs', sides);
  pass('comparison');
  const direction = directionFault(masked.claim, masked.cited);
  if (direction) return dropped('direction-differs', direction);
  pass('direction');
  const support = supportFault(claim, { cited, titles, evidence, others: () => otherSentences(citations, evidence) });
  if (support) return dropped('not-supported', support);
  pass('support');
  return { kind: 'kept', checks };
}

function dropped(reason: DropReason, detail: string): Verdict {
  return { kind: 'dropped', reason, detail };
}

/** What the claim itself puts in quotation marks and no cited abstract has. */
function misquote(text: string, papers: readonly Paper[]): string | undefined {
  const quotes = [...text.matchAll(QUOTED)].map(([, quote = '']) => quote);
  return quotes.find(
    (quote) =>
      quote.split(/\s+/).length >= QUOTED_WORDS &&
      !papers.some(({ abstract, title }) => standsIn(quote, `${title} ${abstract}`)),
  );
}

/** A number, a name or a word of some length: "LoRA", "Transformer". */
function sharesAnything(claim: ReadText, sources: readonly ReadText[]): boolean {
  const shared = ({ lower, text }: Token) =>
    (lower.length > 4 || /\p{N}|\p{Lu}{2}/u.test(text)) && sources.some(({ names }) => names.has(lower));
  return claim.quantities.length > 0 || claim.tokens.some(shared);
}

/** A paper's name may be a phrase: "Memento No More", "Less is More". Its words say nothing of what came out. */
function maskOwnNames(claim: ReadText, cited: readonly ReadText[], papers: readonly Paper[]) {
  const names = papers
    .map(({ title }) => shortName(title) ?? '')
    .filter((name) => name.includes(' ') && claim.text.includes(name));
  if (!names.length) return { claim, cited };
  const mask = (read: ReadText) =>
    new ReadText(
      names.reduce((text, name) => text.replaceAll(name, OWN_NAME), read.text),
      read.isEnglish,
    );
  return { claim: mask(claim), cited: cited.map(mask) };
}

/** The object that stands for the sentence as long as the evidence does, so that it is read once for all claims. */
function sentenceOf({ paper, sentence }: Citation, evidence: readonly Evidence[]): object {
  return evidence.find((item) => item.paper === paper)?.sentences.find(({ index }) => index === sentence) ?? paper;
}

function otherSentences(citations: readonly Citation[], evidence: readonly Evidence[]): ReadText[] {
  return evidence.flatMap(({ paper, sentences }) =>
    sentences
      .filter(({ index }) => !citations.some((citation) => citation.paper === paper && citation.sentence === index))
      .map((sentence) => readOnce(sentence, sentence.text)),
  );
}

const textsOf = new WeakMap<readonly Evidence[], string>();

function everythingIn(evidence: readonly Evidence[]): string {
  const known = textsOf.get(evidence);
  if (known !== undefined) return known;
  const text = evidence.map(({ paper }) => `${paper.title}. ${paper.abstract}`).join(' ');
  textsOf.set(evidence, text);
  return text;
}
