/** "What does the DeepSeek-R1 paper report?" → the name of the one paper that the question is about. Pure. */

/** A name: up to three words, the first of which has a capital, a digit or a sign inside or at its beginning. */
const NAME = String.raw`((?=[\p{L}\p{N}+.-]*[\p{Lu}\p{N}])[\p{L}\p{N}][\p{L}\p{N}+.-]*(?: (?=[\p{L}\p{N}+.-]*[\p{Lu}\p{N}])[\p{L}\p{N}][\p{L}\p{N}+.-]*){0,2})`;
const ASKED = [
  new RegExp(String.raw`\bthe ${NAME} (?:paper|abstract|report|authors)\b`, 'u'),
  new RegExp(String.raw`\b(?:paper|abstract) (?:called|named|titled) ["“]?${NAME}`, 'u'),
];

/** @returns `undefined` when the question is about no single paper, or does not name it in so many words */
export function askedPaper(question: string): string | undefined {
  for (const pattern of ASKED) {
    const name = pattern.exec(question)?.[1];
    if (name) return name;
  }
  return undefined;
}
