/** The check of what is said of themes: that of any claim, that a theme's papers are cited, and what a name may be. Pure. */
import type { CheckedClaim, Citation, DraftClaim } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { allTerms, analyse } from '../domain/text/analyse.ts';
import { cleanText } from '../domain/text/clean.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import type { CheckClaim } from './answer-task.ts';
import { nameColumn, type ThemeToWrite } from './themes-task.ts';

/** A name stands beside a bar. */
const MOST_NAME_CHARACTERS = 48;
const MOST_NAME_WORDS = 6;
/** Of a theme, in which a word of its name must stand. */
const LEAST_PAPERS = 2;
/** A name has no sentence, no address and no mark-up. */
const NO_NAME = /[.:!?](?:\s|$)|https?:|www\.|[<>[\]{}|*_`~@#]/;

/** @param check of any claim */
export function checkThemes(check: CheckClaim, themes: readonly ThemeToWrite[]): CheckClaim {
  return (draft, evidence) => {
    const column = cleanText(draft.column ?? '');
    const named = themes.find(({ key }) => nameColumn(key).toLowerCase() === column.toLowerCase());
    if (named) return checkName(draft, named);
    const theme = themes.find(({ key }) => key.toLowerCase() === column.toLowerCase());
    if (!theme) return { kind: 'dropped', reason: 'unknown-key', detail: 'its column is none of the groups' };
    const checked = check({ ...draft, column: theme.key }, evidence);
    if (checked.kind === 'dropped') return checked;
    const its = new Set(theme.evidence.map(({ paper }) => paper.id));
    if (checked.claim.citations.every(({ paper }) => its.has(paper.id))) return checked;
    return { kind: 'dropped', reason: 'one-sided', detail: `it cites papers that are not of ${theme.key}` };
  };
}

/**
 * Every word of a name stands in at least two papers of its theme, or in the only one, so that no single paper can name
 * them all; it is cited to where most of its words stand.
 */
function checkName(draft: DraftClaim, { key, evidence, papers }: ThemeToWrite): CheckedClaim {
  const text = cleanText(draft.text).replace(/[.…]+$/, '');
  const words = analyse(text).words;
  if (!words.length) return { kind: 'dropped', reason: 'empty' };
  if (text.length > MOST_NAME_CHARACTERS || text.split(' ').length > MOST_NAME_WORDS)
    return { kind: 'dropped', reason: 'too-long', detail: 'a name has two to five words' };
  if (NO_NAME.test(text) || readsAsOrder(text))
    return { kind: 'dropped', reason: 'name-not-found', detail: `"${text}" is no name of a subject` };
  const terms = papers.map(({ title, abstract }) => termsOf([title, ...splitSentences(abstract)]));
  const least = Math.min(LEAST_PAPERS, papers.length);
  if (words.some((word) => terms.filter((its) => its.has(word)).length < least))
    return { kind: 'dropped', reason: 'name-not-found', detail: `"${text}" has words that its papers do not share` };
  const citation = closest(words, evidence);
  if (!citation) return { kind: 'dropped', reason: 'no-citation' };
  return { kind: 'kept', claim: { text, citations: [citation], column: nameColumn(key) } };
}

/** Of sentences that are no orders: what a stranger would have a model say names nothing. */
function termsOf(sentences: readonly string[]): ReadonlySet<string> {
  const fair = sentences.filter((sentence) => !readsAsOrder(sentence));
  return new Set(fair.flatMap((sentence) => allTerms(analyse(sentence))));
}

function closest(words: readonly string[], evidence: readonly Evidence[]): Citation | undefined {
  const citations = evidence.flatMap(({ paper, sentences }) =>
    sentences
      .filter(({ text }) => !readsAsOrder(text))
      .map(({ index, text }) => ({ paper, sentence: index, quote: text })),
  );
  const shared = ({ quote }: Citation) => {
    const terms = new Set(allTerms(analyse(quote)));
    return words.filter((word) => terms.has(word)).length;
  };
  return citations.toSorted((one, other) => shared(other) - shared(one))[0];
}
