/** A sentence, a title or a claim → what the checks look at, each part worked out once. The same for both sides. */

import { plainText, type Token, tokenise } from '../domain/text/tokens.ts';
import { findQuantities, type Quantity, withoutTypesetting } from './measured-numbers.ts';

/** Words of a name that stand apart in one text and together in another: "GPT 4o mini". */
const LONGEST_NAME = 4;

export class ReadText {
  readonly text: string;
  readonly isEnglish: boolean;
  #tokens: Token[] | undefined;
  #quantities: Quantity[] | undefined;
  #quantityText: string | undefined;
  #names: ReadonlySet<string> | undefined;
  #stems: ReadonlySet<string> | undefined;
  #initials: string | undefined;

  constructor(text: string, isEnglish = true) {
    this.text = text;
    this.isEnglish = isEnglish;
  }

  get tokens(): readonly Token[] {
    this.#tokens ??= tokenise(plainText(this.text));
    return this.#tokens;
  }

  get quantities(): readonly Quantity[] {
    this.#quantities ??= findQuantities(this.text, this.isEnglish);
    return this.#quantities;
  }

  /** The text that the places of the quantities point into. */
  get quantityText(): string {
    this.#quantityText ??= withoutTypesetting(this.text);
    return this.#quantityText;
  }

  get stems(): ReadonlySet<string> {
    this.#stems ??= new Set(this.tokens.map(({ stem }) => stem));
    return this.#stems;
  }

  /** Every run of one to four words, lower case, nothing between them: what a name may be spelled like. */
  get names(): ReadonlySet<string> {
    if (!this.#names) {
      const names = new Set<string>();
      for (let start = 0; start < this.tokens.length; start++) {
        let run = '';
        for (const { lower } of this.tokens.slice(start, start + LONGEST_NAME)) {
          run += lower.replaceAll(',', '');
          names.add(run);
        }
      }
      this.#names = names;
    }
    return this.#names;
  }

  /** First letters of the words in a row, acronyms whole: "multimodal LLMs" has "mllm". */
  get initials(): string {
    this.#initials ??= this.tokens
      .map(({ text, clause }, at) => {
        const letters = /^\p{Lu}{2,}s?$/u.test(text) ? text.replace(/s$/, '') : text.charAt(0);
        return `${clause === this.tokens[at - 1]?.clause ? '' : ' '}${letters.toLowerCase()}`;
      })
      .join('');
    return this.#initials;
  }
}

/** Sentences are checked against again and again while an answer streams. */
const readBefore = new WeakMap<object, ReadText>();

/** @param owner what the text belongs to; the text is read once for it */
export function readOnce(owner: object, text: string): ReadText {
  const known = readBefore.get(owner);
  if (known?.text === text) return known;
  const read = new ReadText(text);
  readBefore.set(owner, read);
  return read;
}
