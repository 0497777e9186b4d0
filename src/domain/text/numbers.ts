/** Numbers and names with digits in a sentence, so that a claim can be held against what it cites. */

/** Digits that are not inside a name: not the 4 of GPT-4, not the 19 of COVID-19, not the 2.5 of Qwen2.5. */
const NUMBER = /(?<![\p{L}\p{N}_.]|\p{L}-|\p{L}\/)[-+−]?\p{N}+(?:,\p{N}{3})*(?:\.\p{N}+)?(?!\p{N})/gu;
/** Digits anywhere, the 7 of "Qwen2.5-7B" included. */
const DIGITS = /\p{N}+(?:,\p{N}{3})*(?:\.\p{N}+)?/gu;
/** Stands right after a number: 35B, 45K, 1.5 million. */
const SCALE = /^(?:([KMBTk])(?![\p{L}\p{N}])|[\s-]?(thousand|million|billion|trillion)(?!\p{L}))/u;
const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  b: 1e9,
  billion: 1e9,
  t: 1e12,
  trillion: 1e12,
};
/** A word, hyphens, dots and a "++" at its end included. Each part begins after a separator, so that the match is linear in the text. */
const WORD = /(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}]*(?:[-–.][\p{L}\p{N}]+)*(?:\++(?![\p{L}\p{N}]))?/gu;
/** What people hang on a name without meaning another thing: "GPT-4-based", "o1-like". */
const KIND_OF =
  'based|like|style|level|class|type|sized|powered|driven|generated|distilled|trained|augmented|enhanced|only';
const KIND_AT_END = new RegExp(`[-–](?:${KIND_OF})$`, 'iu');

/** Small numbers in words. "One" and "two" are left out of claims, where they mostly count the papers themselves. */
const NUMBER_WORDS: Readonly<Record<string, readonly string[]>> = {
  one: ['1'],
  two: ['2'],
  three: ['3'],
  four: ['4'],
  five: ['5'],
  six: ['6'],
  seven: ['7'],
  eight: ['8'],
  nine: ['9'],
  ten: ['10'],
  eleven: ['11'],
  twelve: ['12'],
  twenty: ['20'],
  thirty: ['30'],
  fifty: ['50'],
  hundred: ['100'],
  half: ['0.5', '50'],
  halve: ['0.5', '50', '2'],
  twice: ['2'],
  double: ['2'],
  triple: ['3'],
};
const NOT_CHECKED = new Set(['one', 'two']);

/** The numbers of a text in canonical form: no separators, sign or trailing zeros, scales multiplied (`1.50K` → `1500`). */
export function findNumbers(text: string): string[] {
  const plain = plainText(text);
  return [...plain.matchAll(NUMBER)].map((match) => scaled(match, plain) ?? canonical(match[0]));
}

/**
 * The numbers of the claim, in digits or words, that the evidence does not have. Small numbers in words count in the
 * evidence ("three data sets" supports "3"), digits inside its names too ("Qwen2.5-7B" supports "7B"); "35M" is not
 * supported by "35B".
 */
export function unsupportedNumbers(claim: string, evidence: string): string[] {
  const plain = plainText(evidence);
  const known = new Set<string>();
  for (const match of plain.matchAll(DIGITS)) {
    known.add(canonical(match[0]));
    const value = scaled(match, plain);
    if (value) known.add(value);
  }
  for (const { values } of numberWords(plain)) for (const value of values) known.add(value);
  const words = numberWords(claim).filter(({ word, values }) => !NOT_CHECKED.has(word) && !values.some(isKnown));
  function isKnown(value: string): boolean {
    return known.has(value);
  }
  return [...findNumbers(claim).filter((number) => !isKnown(number)), ...words.map(({ word }) => word)];
}

/**
 * The names with digits of the claim that the evidence does not have: "GPT-5" where it says GPT-4, "GPT-4" where it
 * says GPT-4o, "o1" where it says o1-mini. Hyphens and spaces may differ, a size may be left out (Qwen2.5 for
 * Qwen2.5-7B).
 */
export function unsupportedNames(claim: string, evidence: string): string[] {
  const names = namesWithDigits(claim);
  if (!names.length) return [];
  // Lower case on both sides: patterns that ignore the case are several times slower.
  const text = plainText(evidence).toLowerCase();
  return names.filter((name) => !spelling(name.toLowerCase()).test(text));
}

function namesWithDigits(text: string): string[] {
  return (
    [...plainText(text).matchAll(WORD)]
      // "8 percent-11 percent" is a range.
      .filter(([word]) => /\p{N}/u.test(word) && !/^percent[-–]/.test(word))
      .map(([word]) => word.replace(KIND_AT_END, ''))
      .filter((word) => /\p{N}/u.test(word))
  );
}

function spelling(name: string): RegExp {
  const parts = name.match(/\p{L}+|\p{N}+(?:\.\p{N}+)*/gu) ?? [];
  const pattern = parts.map((part) => part.replaceAll('.', '\\.')).join('[-–\\s.]?');
  const otherName = `[-–](?!(?:${KIND_OF})(?!\\p{L})|\\p{N}+(?:\\.\\p{N}+)?[bmk](?!\\p{L})|\\p{N}{3,})[\\p{L}\\p{N}]`;
  const end = `${(/\++$/.exec(name)?.[0] ?? '').replaceAll('+', '\\+')}(?!\\++(?![\\p{L}\\p{N}+])|[\\p{L}\\p{N}]|\\.\\p{N}|${otherName})`;
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}${end}`, 'u');
}

/** Small numbers in words, with what they may stand for: "half" for .5 and for 50. */
export function numberWords(text: string): { word: string; values: readonly string[] }[] {
  return (text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap((found) => {
    const word = found.replace(/^(double|triple|halve)[sd]$/, '$1').replace(/^(\p{L}{3,})fold$/u, '$1');
    const values = Object.hasOwn(NUMBER_WORDS, word) ? NUMBER_WORDS[word] : undefined;
    return values ? [{ word, values }] : [];
  });
}

function scaled(match: RegExpExecArray, text: string): string | undefined {
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12);
  const [, letter, word] = SCALE.exec(after) ?? [];
  const scale = SCALES[(letter ?? word ?? '').toLowerCase()];
  return scale ? canonical(match[0], scale) : undefined;
}

/** Twelve digits are more than a paper gives and fewer than multiplication gets wrong. */
function canonical(number: string, scale = 1): string {
  const value = Number(number.replaceAll(',', '').replace(/^[-+−]/, '')) * scale;
  return Number.isFinite(value) ? String(Number(value.toPrecision(12))) : number;
}

/** Without backslashes, and with the plain separator where LaTeX writes `56{,}340`. */
function plainText(text: string): string {
  return text.normalize('NFKC').replaceAll('\\', '').replaceAll('{,}', ',');
}
