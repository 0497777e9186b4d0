/** Sentences that lean on the one before them ("It halves …"): which they are, and how one can stand alone all the same. Pure. */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence, EvidenceSentence } from '../domain/evidence.ts';
import { shortName } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { sentenceKey } from './keys.ts';

/** Reads as a part of something longer, so that another sentence is better. */
const LEANS =
  /^(?:it|its|they|their|these|those|this|that|such|he|she|both|however|moreover|furthermore|additionally|consequently|therefore|thus|specifically|finally|also|then|as a result|in addition|in contrast|for example|to address th\w+|to this end|the (?:former|latter|other|others|first|second|third|two|three|same|proposed|resulting|remaining|smallest|largest|method|approach|framework|system|separation|remedy))\b|\b(?:this|these|those|such)\s(?!as\b|paper|work|study|survey|report)|\b(?:therefore|instead|thus|also|the proposed)\b/i;
/** What may stand before the subject of a sentence. */
const OPENING = String.raw`(?:(?:however|moreover|furthermore|additionally|consequently|therefore|thus|hence|specifically|finally|notably|overall|then|yet|and|but|as a result|in addition|in contrast|in particular|for example|crucially|importantly|surprisingly|remarkably|empirically)\b,?\s+)*`;
/** The words for the paper's own work, which need no noun: whoever reads its title knows which paper. */
const ITSELF = 'paper|work|study|survey|report|article|research|project|manuscript|thesis';
/** Its subject has no noun, or one that only the sentence before tells more of. */
const NAMELESS = new RegExp(
  String.raw`^${OPENING}(?:(?:it|its|they|their|them|he|she)\b(?!\s(?:is|has been|remains)\s(?:\w+\s){0,2}(?:that|to|known|whether|how)\b)|(?:this|these|those|such|both)\b(?!\s+(?:${ITSELF})s?\b)|that\s(?:is|was|means)\b|the\s(?:former|latter|others?|same|proposed|resulting|remaining|method|approach|framework|system|model|technique|algorithm|remedy|separation)\b(?!\s(?:of|for|by|called)\b))`,
  'i',
);
/** "Training addresses such weaknesses": the noun is there and what it means is not. */
const POINTS_BACK = new RegExp(
  String.raw`\b(?:these|those|such)\s(?!as\b|that\b|a\b|an\b|(?:${ITSELF})\b)(\p{L}+)|\bthis\s(?!(?:${ITSELF})\b)(\p{L}+)`,
  'giu',
);
/**
 * An opening that gives a purpose or a reason out of the sentence before: "To address this issue, we …". The rest stands
 * without it; without a condition ("under this setting, …") it would say more than the whole.
 */
const OPENING_THAT_POINTS_BACK = new RegExp(
  String.raw`^\W*(?:to (?:this|that) end|(?:(?:to|in order to) \w+(?:\s(?!we\b)[\w-]+){0,3}?|based on|building on|motivated by|inspired by)\s(?:this|these|those|such)(?!\s(?:${ITSELF})\b)(?:\s(?!we\b)[\w-]+){0,4})(?:,\s+(?=\p{L})|\s+(?=we\b))`,
  'iu',
);
const LONGEST_NAME = 60;

/** Whether another sentence would be better, unless the one before is shown too. */
export function leans(text: string): boolean {
  return LEANS.test(text);
}

/** Whether something in it can only be understood with what stands before it. */
export function pointsBack(text: string): boolean {
  const rest = withoutOpening(text);
  if (NAMELESS.test(rest)) return true;
  return [...rest.matchAll(POINTS_BACK)].some(({ index, 1: many, 2: one }) => {
    const noun = (many ?? one ?? '').toLowerCase().slice(0, 4);
    return !rest.slice(0, index).toLowerCase().includes(noun);
  });
}

/** A sentence as a claim of its own, citing itself. @param position of its paper in the evidence, from 0 */
export function draftOf(position: number, { text, index }: EvidenceSentence): DraftClaim {
  return { text, cites: [sentenceKey(position, index)], quote: text };
}

/**
 * Sentences of one paper as claims that can be read by themselves: without the sentence before it, one that opens with
 * "To address this issue," begins after that with "…", and one whose subject lacks its noun is introduced by the name
 * of its paper and stands in quotation marks: `LoRA: “It halves …”`. What is quoted stays word for word.
 * @param chosen in the order of the abstract
 */
export function draftsOf(position: number, { paper }: Evidence, chosen: readonly EvidenceSentence[]): DraftClaim[] {
  return chosen.map((sentence) => {
    const draft = draftOf(position, sentence);
    if (chosen.some(({ index }) => index === sentence.index - 1)) return draft;
    if (withoutOpening(sentence.text) !== sentence.text) return withoutBrokenOpening(draft);
    if (!NAMELESS.test(sentence.text)) return draft;
    return { ...draft, text: `${shortName(paper.title) ?? shorten(paper.title, LONGEST_NAME)}: “${sentence.text}”` };
  });
}

/** A sentence as it stands, but for an opening that gives a purpose out of the sentence before. */
export function withoutBrokenOpening(draft: DraftClaim): DraftClaim {
  const rest = withoutOpening(draft.text);
  return rest === draft.text ? draft : { ...draft, text: `… ${rest}`, quote: rest };
}

function withoutOpening(text: string): string {
  return text.replace(OPENING_THAT_POINTS_BACK, '');
}
