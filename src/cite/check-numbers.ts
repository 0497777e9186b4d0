/** A claim and the sentences it cites → the first number that is not theirs: by value, unit, sign or bound. Pure. */
import { numberWords, unsupportedNumbers } from '../domain/text/numbers.ts';
import { attachedFault, countedFault, type NumberFault, orderFault } from './check-counts.ts';
import type { Quantity } from './measured-numbers.ts';
import type { ReadText } from './read-text.ts';

/** Words that turn "-3" into "a drop of 3", and their opposites; the nearest before a number counts. */
const DOWN =
  /^(?:decreas|reduc|drop|declin|fall|fell|lower|loss|lose|losing|less|fewer|minus|negativ|degrad|worse|cut|shr[iau]nk|short|below|down|hurt|underperform|lag|trail|behind)/;
const UP =
  /^(?:increas|rais|gain|improv|boost|more|higher|plus|grow|grew|rise|rose|enhanc|above|outperform|surpass|better)/;

const WORDS_BEFORE = 4;
const WORDS_AFTER = 2;

/** @param titles of the cited papers: the digits in their names count too */
export function numberFault(
  claim: ReadText,
  cited: readonly ReadText[],
  titles: readonly ReadText[],
): NumberFault | undefined {
  const known = cited.flatMap((sentence) => sentence.quantities.map((quantity) => ({ quantity, sentence })));
  for (const quantity of claim.quantities) {
    const stage = numberedName(quantity, claim);
    if (stage && ![...cited, ...titles].some(({ names }) => names.has(stage.replace(' ', '').toLowerCase())))
      return { reason: 'number-not-found', detail: `"${stage}" is not in the cited sentences` };
    const sameValue = known.filter(({ quantity: { values } }) =>
      values.some((value) => quantity.values.includes(value)),
    );
    if (!sameValue.length) {
      if (isInWords(quantity, cited) || isInName(quantity, claim, [...cited, ...titles])) continue;
      return { reason: 'number-not-found', detail: `"${quantity.text}" is not in the cited sentences` };
    }
    const sameUnit = sameValue.filter((item) => sharesUnit(quantity, item.quantity));
    if (!sameUnit.length) return differs(quantity, sameValue[0]?.quantity);
    const sameSign = sameUnit.filter(({ quantity: other, sentence }) => signsAgree(quantity, claim, other, sentence));
    if (!sameSign.length) return differs(quantity, sameUnit[0]?.quantity);
    if (sameSign.every((item) => boundsContradict(quantity, item.quantity)))
      return differs(quantity, sameSign[0]?.quantity);
  }
  if (!claim.isEnglish) return undefined;
  return (
    wordFault(claim, cited) ?? orderFault(claim, cited) ?? attachedFault(claim, cited) ?? countedFault(claim, cited)
  );
}

/** "Three" and "doubles" in the claim. */
function wordFault(claim: ReadText, cited: readonly ReadText[]): NumberFault | undefined {
  if (!numberWords(claim.text).length) return undefined;
  const sentences = cited.map(({ text }) => text).join(' ');
  const word = unsupportedNumbers(claim.text, sentences).find((missing) => !/\p{N}/u.test(missing));
  return word === undefined
    ? undefined
    : { reason: 'number-not-found', detail: `"${word}" is not in the cited sentences` };
}

/** "Stage 2", "Phase 1": the number is part of a name, and another one makes it another thing. */
function numberedName({ text, at }: Quantity, { quantityText }: ReadText): string | undefined {
  const before = quantityText.slice(Math.max(0, at - 30), at);
  const [, word] = /\p{Ll},? (\p{Lu}\p{Ll}+) $/u.exec(before) ?? [];
  return word && /^\d$/.test(text) ? `${word} ${text}` : undefined;
}

function differs(claimed: Quantity, { text, bound }: Quantity = claimed): NumberFault {
  const written = (of: string, limit: string | undefined) => `"${limit && limit !== bound ? `${limit} ` : ''}${of}"`;
  return {
    reason: 'number-differs',
    detail: `${written(claimed.text, claimed.bound)} is "${bound && claimed.bound ? `${bound} ` : ''}${text}" in the cited sentence`,
  };
}

function sharesUnit(claimed: Quantity, cited: Quantity): boolean {
  for (const unit of claimed.units) if (cited.units.has(unit)) return true;
  return false;
}

function signsAgree(claimed: Quantity, claim: ReadText, cited: Quantity, sentence: ReadText): boolean {
  if (claimed.isNegative === cited.isNegative) return true;
  // "-3" for "drops by 3", and "drops by 3" for "-3".
  if (!claimed.isNegative) return speaksOfLess(claim, claimed);
  // "-3 less" says it twice.
  return speaksOfLess(sentence, cited) && !speaksOfLess(claim, claimed);
}

/** Whether the nearest word of direction before the number, or right after it, is one of less. */
function speaksOfLess({ quantityText }: ReadText, { at, end }: Quantity): boolean {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}-]+/gu) ?? [];
  const tells = (word: string) => DOWN.test(word) || UP.test(word);
  const before = words(quantityText.slice(Math.max(0, at - 60), at))
    .slice(-WORDS_BEFORE)
    .findLast(tells);
  const after = words(quantityText.slice(end, end + 30))
    .slice(0, WORDS_AFTER)
    .find(tells);
  return [before, after].some((word) => word !== undefined && DOWN.test(word));
}

function boundsContradict(claimed: Quantity, cited: Quantity): boolean {
  return claimed.bound !== undefined && cited.bound !== undefined && claimed.bound !== cited.bound;
}

/** "3" for "three", "2x" for "twice", "50%" for "half"; "2%" is none of them. */
function isInWords({ values, units }: Quantity, cited: readonly ReadText[]): boolean {
  return cited.some(({ text }) =>
    numberWords(text).some(({ word, values: known }) =>
      known.some(
        (value) =>
          values.includes(Number(value)) &&
          (value === '50'
            ? units.has('%')
            : !units.has('%') && (!units.has('times') || !/^(?:two|three)$/.test(word) || isFold(text))),
      ),
    ),
  );
}

function isFold(text: string): boolean {
  return /\b(?:two|three)[- ]?(?:fold|times)\b/i.test(text);
}

/** "7B" for Qwen2.5-7B, and the number of "Llama 3" for Llama-3. */
function isInName({ text, at }: Quantity, claim: ReadText, all: readonly ReadText[]): boolean {
  const spelled = text.toLowerCase().replaceAll(',', '');
  if (/^[\p{N}.]+\p{L}+$/u.test(spelled) && all.some(({ names }) => names.has(spelled))) return true;
  const word = /(\p{Lu}[\p{L}\p{N}]*)[-^ ]$/u.exec(claim.quantityText.slice(Math.max(0, at - 30), at))?.[1];
  return word !== undefined && all.some(({ names }) => names.has(`${word.toLowerCase()}${spelled}`));
}
