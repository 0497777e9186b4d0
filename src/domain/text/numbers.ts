/** Numbers in a sentence, so that a claim can be held against what it cites. */

/** Digits that are not inside a name: not the 4 of GPT-4, not the 19 of COVID-19, not the 2.5 of Qwen2.5. */
const NUMBER = /(?<![\p{L}\p{N}_.]|\p{L}-|\p{L}\/)[-+−]?\p{N}+(?:,\p{N}{3})*(?:\.\p{N}+)?(?![\p{N}])/gu;
/** A word of letters and digits, or a hyphenated name that ends in digits. */
const NAME_WITH_DIGITS = /(?:\p{L}[\p{L}\p{N}]*[-–]?)+\p{N}[\p{L}\p{N}.]*(?:[-–][\p{L}\p{N}.]+)*/gu;

const WORDS_FOR_NUMBERS: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  half: '0.5',
  double: '2',
  twice: '2',
  triple: '3',
};

/** The numbers of a text in canonical form: no thousands separators, no sign, no trailing zeros (`1,000.50` → `1000.5`). */
export function findNumbers(text: string): string[] {
  return [...text.normalize('NFKC').replaceAll('\\', '').matchAll(NUMBER)].map(([number]) => canonical(number));
}

/** Names that hold digits (`gpt-4`, `qwen2.5-7b`), lower case, hyphens gone. */
export function findNamesWithDigits(text: string): string[] {
  return [...text.normalize('NFKC').matchAll(NAME_WITH_DIGITS)].map(([name]) => squeeze(name));
}

/**
 * The numbers of the claim that the evidence does not have. Written-out small numbers in the evidence count
 * ("three data sets" supports "3"), digits inside the evidence's names too ("Qwen2.5-7B" supports "7").
 */
export function unsupportedNumbers(claim: string, evidence: string): string[] {
  const known = new Set(findNumbers(evidence));
  for (const [digits] of evidence.matchAll(/\p{N}+(?:[.,]\p{N}+)*/gu)) known.add(canonical(digits));
  for (const word of evidence.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const number = WORDS_FOR_NUMBERS[word];
    if (number) known.add(number);
  }
  return findNumbers(claim).filter((number) => !known.has(number));
}

/** The names with digits of the claim that the evidence does not have ("GPT-5" where it says GPT-4). */
export function unsupportedNames(claim: string, evidence: string): string[] {
  const text = squeeze(evidence.normalize('NFKC'));
  return findNamesWithDigits(claim).filter((name) => !text.includes(name));
}

function canonical(number: string): string {
  const value = Number(number.replaceAll(',', '').replace(/^[-+−]/, ''));
  return Number.isFinite(value) ? String(value) : number;
}

function squeeze(text: string): string {
  return text
    .toLowerCase()
    .replace(/[-–\s]/g, '')
    .replace(/\.+$/, '');
}
