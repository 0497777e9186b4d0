/** Texts in quotation marks → phrases, and a text in which one character stands for each of them. Pure. */

/**
 * Double and angle quotation marks of any language. Single ones are left alone: they cannot be told from apostrophes.
 * A straight mark opens before a word and closes after one, so that inches (5") are no quotation.
 */
const QUOTATION = new RegExp(
  [
    '[“”„‟]([^“”„‟"]+)["“”„‟]',
    String.raw`(?<![\p{Script=Latin}\p{N}])["＂](?!\s)([^"＂“”]+)(?<!\s)["＂”](?![\p{Script=Latin}\p{N}])`,
    '«([^«»]+)»|»([^«»]+)«|‹([^‹›]+)›|›([^‹›]+)‹',
    '「([^「」]+)」|『([^『』]+)』|《([^《》]+)》|〈([^〈〉]+)〉',
  ].join('|'),
  'gu',
);
/** Characters of private use, which nobody can type and mean something by. */
const PRIVATE = /[\ue000-\uf8ff]/gu;
const FIRST_PRIVATE = 0xe000;
const LAST_PRIVATE = 0xf8ff;

export interface FoundPhrases {
  /** The text with one private character for every quotation. */
  readonly masked: string;
  /** Puts the phrases back, with their marks or without. */
  readonly unmask: (text: string, marks: 'marks' | 'no marks') => string;
}

/** Unbalanced marks open nothing and stay where they are. */
export function maskPhrases(text: string): FoundPhrases {
  const quotations: { whole: string; phrase: string }[] = [];
  const masked = text.replace(PRIVATE, '').replace(QUOTATION, (whole: string, ...groups: unknown[]) => {
    const inside = groups.find((group, place) => typeof group === 'string' && place < groups.length - 2);
    const phrase = trimmed(typeof inside === 'string' ? inside : '');
    const place = FIRST_PRIVATE + quotations.length;
    if (!/[\p{L}\p{N}]/u.test(phrase) || place > LAST_PRIVATE) return whole;
    quotations.push({ whole, phrase });
    return String.fromCharCode(place);
  });
  return {
    masked,
    unmask: (part, marks) =>
      part.replace(PRIVATE, (character) => {
        const quotation = quotations[character.charCodeAt(0) - FIRST_PRIVATE];
        return (marks === 'marks' ? quotation?.whole : quotation?.phrase) ?? '';
      }),
  };
}

/** The private characters in a masked text, each of which is a phrase. */
export function phraseMarks(masked: string): string[] {
  return masked.match(PRIVATE) ?? [];
}

function trimmed(text: string): string {
  return text.replace(/^[\s,.;:!?]+|(?<![\s,.;:!?])[\s,.;:!?]+$/g, '');
}
