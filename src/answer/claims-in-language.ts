/**
 * The check of claims by the language that they should be in. In: the check of what a claim says. Out: one that lets
 * nothing stand in a language that nobody asked for, and a translation only beside the words that it translates. Pure.
 *
 * Whether the words of two languages mean the same, code cannot tell: so a translation must come with a quote that
 * stands as a claim of its own, and the reader is shown that quote.
 */
import type { Claim, DraftClaim, DropReason } from '../domain/answer.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { isSurelyEnglish, readsAsEnglish } from '../domain/text/language.ts';
import { unsupportedNames, unsupportedNumbers } from '../domain/text/numbers.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import type { CheckClaim } from './answer-task.ts';
import { ENGLISH, type Language } from './language.ts';

/** What another language alone can be the reason for. Comparisons are told by English verbs: whoever uses one is read. */
const OF_WORDING: ReadonlySet<DropReason> = new Set([
  'off-topic',
  'not-supported',
  'name-not-found',
  'direction-differs',
]);
const FEWEST_QUOTED_WORDS = 4;
const LONGEST_QUOTE = 240;
const MOST_CHARACTERS = 600;
const KEY_MARK = /\s?[[(（【]?\s?\bP\d+\.s\d+\b\s?[\])）】]?/gi;
const ADDRESS = /\bhttps?:|\bwww\./i;

export function checkInLanguage(language: Language, check: CheckClaim): CheckClaim {
  return language.code === ENGLISH.code ? inEnglish(check) : translated(check);
}

function inEnglish(check: CheckClaim): CheckClaim {
  return (draft, evidence) => {
    const checked = check(draft, evidence);
    if (checked.kind === 'dropped' || readsAsEnglish(checked.claim.text)) return checked;
    // An abstract that is not in English may be quoted as it is.
    if (checked.claim.citations.some(({ quote }) => !readsAsEnglish(quote))) return checked;
    return { kind: 'dropped', reason: 'off-topic', detail: 'it is not in English' };
  };
}

function translated(check: CheckClaim): CheckClaim {
  return (draft, evidence) => {
    const checked = check(draft, evidence);
    if (checked.kind === 'kept' && readsAsEnglish(checked.claim.text)) return checked;
    // What says in English something else than the sentences is no translation of them.
    if (checked.kind === 'dropped' && (!OF_WORDING.has(checked.reason) || isSurelyEnglish(draft.text))) return checked;
    const quote = cleanText(draft.quote ?? '');
    if (quote.split(' ').length < FEWEST_QUOTED_WORDS) {
      return { kind: 'dropped', reason: 'quote-not-found', detail: 'a translation needs a quote of several words' };
    }
    const quoted = check({ ...draft, text: quote, quote }, evidence);
    if (quoted.kind === 'dropped') return quoted;
    const claim = checked.kind === 'kept' ? checked.claim : compared(draft, quoted.claim);
    if (!claim) return checked;
    const text = claim.column ? claim.text : `${claim.text} (“${shorten(quote, LONGEST_QUOTE)}”)`;
    return { kind: 'kept', claim: { ...claim, text } };
  };
}

/** A translation that could be taken for English: only what any two languages share is held against the sentences. */
function compared(draft: DraftClaim, { citations, checks = [], column }: Claim): Claim | undefined {
  const text = cleanText(draft.text.replace(KEY_MARK, ''));
  if (text.length > MOST_CHARACTERS || ADDRESS.test(text) || readsAsOrder(text)) return undefined;
  const sentences = citations.map((cited) => cited.quote).join(' ');
  const speaksOf = `${citations.map(({ paper }) => paper.title).join(' ')} ${sentences}`;
  if (unsupportedNumbers(text, sentences).length || unsupportedNames(text, speaksOf).length) return undefined;
  const shared = checks.filter(({ kind }) => kind === 'citation' || kind === 'quote');
  return {
    text,
    citations,
    checks: [...shared, { kind: 'numbers', passed: true }, { kind: 'names', passed: true }],
    ...(column && { column }),
  };
}
