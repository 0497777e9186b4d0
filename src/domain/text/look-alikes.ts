/** Letters that look like Latin ones → the Latin ones, in words that mix them: "Іgnоrе" with Cyrillic letters. */

/** Cyrillic and Greek letters by the Latin letter that they look like (Unicode's confusables, single letters only). */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  ӏ: 'l',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  ѕ: 's',
  у: 'y',
  х: 'x',
  ԝ: 'w',
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  І: 'I',
  Ј: 'J',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Ѕ: 'S',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  α: 'a',
  ο: 'o',
  ν: 'v',
  ι: 'i',
  κ: 'k',
  ρ: 'p',
  υ: 'u',
  χ: 'x',
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
}; // prettier-ignore
const WORD = /[\p{L}\p{M}]+/gu;

/** Nearly every text holds none, and is not looked at word by word. */
const OTHER_LETTERS = /[\u0370-\u03ff\u0400-\u052f]/;

export function asLatin(text: string): string {
  if (!OTHER_LETTERS.test(text)) return text;
  return text.replace(WORD, (word) => {
    if (!/[a-z]/i.test(word) && !isAllLookAlikes(word)) return word;
    return [...word].map((letter) => LOOK_ALIKES[letter] ?? letter).join('');
  });
}

/** A whole word of such letters: "оr" mixes them, "а" does not. */
function isAllLookAlikes(word: string): boolean {
  return [...word].every((letter) => letter in LOOK_ALIKES) && /\p{Script=Cyrillic}/u.test(word);
}
