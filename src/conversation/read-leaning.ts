/** A question → how it leans on what was said before, if it does. Pure; history is not looked at. */
import { saysNothing, wordsOf } from './antecedent.ts';
import { type Reference, readReferences } from './read-references.ts';

/**
 * How a question goes on with the last one. `again`: the same of other papers ("and the second one?"); `instead`: the
 * same of something else ("and in 2025?", "how about robots?"); `more` and `why`: of the answer; `attribute`: of what
 * was spoken of ("which data set?").
 */
export type Continuation =
  | { readonly kind: 'again' | 'more' | 'why' | 'attribute' }
  | { readonly kind: 'instead'; readonly subject: string };

export interface Leaning {
  readonly references: readonly Reference[];
  readonly continuation?: Continuation;
}

/** What a question without words of its own may hold beside what it points at. */
const CONNECTIVES: ReadonlySet<string> = new Set(
  'and but or so then also ok okay now please what about how the same question for of is are with in on to vs versus too well tell me show explain describe'.split(
    ' ',
  ),
);
const MORE =
  /^(?:(?:please |can you |could you )?(?:tell|show|give) me )?(?:(?:some|a bit|a little|any) )?more(?: (?:details?|information|please))?[\s?.!]*$|^(?:please )?(?:go on|continue|elaborate|(?:more )?details?|explain(?: more| further)?|in (?:more|greater) detail|expand)(?: please)?[\s?.!]*$/i;
const WHY = /^(?:(?:but|and|so|ok|okay),? )*(?:why|why not|how so|how come|how|really|why so)(?: though)?[\s?.!]*$/i;
const LED_IN = '(?:(?:and|but|or|so|then|also|ok|okay|now|what if),? )';
const INSTEAD = new RegExp(
  `^${LED_IN}*(?:what|how) about (.+)$|^${LED_IN}*(?:what of|(?:and )?(?:the )?same(?: question)? (?:for|with|about|on|in|of)) (.+)$|^${LED_IN}+(.+)$`,
  'i',
);
/** A question of its own in spite of an "and" before it. */
const WHOLE =
  /^(?:what|which|who|whose|how|when|where|why|is|are|was|were|do|does|did|can|could|should|would|will|has|have|list|find|show|give|explain|describe|compare|summari[sz]e|tell)\b/i;
const MOST_WORDS = 6;
/** Lists of papers are asked for without a topic. */
const ASKS_FOR_LIST =
  /\b(?:papers?|articles?|preprints?|latest|newest|recent|recently|trending|popular|upvoted|new|today|yesterday|week|month|year)\b/i;

/** Longer texts describe what is looked for; their pronouns point into the description. */
const LONGEST = 200;
/** "This paper proposes a …": the description of a paper, and not a question about one. */
const DESCRIPTION = /^(?:in )?this (?:paper|work|study|article),? (?:\S+ ){3,}\S+$/i;

/**
 * @param withoutDays cuts out what is said of dates
 * @returns `undefined` for a question that stands alone
 */
export function readLeaning(question: string, withoutDays: (text: string) => string): Leaning | undefined {
  if (question.length > LONGEST || (DESCRIPTION.test(question) && !question.endsWith('?'))) return undefined;
  const references = readReferences(question);
  if (references.length) {
    const isAgain = wordsOf(without(question, references)).every((word) => CONNECTIVES.has(word));
    return { references, ...(isAgain && { continuation: { kind: 'again' } }) };
  }
  const continuation = readContinuation(question, withoutDays);
  return continuation && { references, continuation };
}

/** The text with its references cut out. */
export function without(text: string, references: readonly Reference[]): string {
  return references.reduceRight((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);
}

function readContinuation(question: string, withoutDays: (text: string) => string): Continuation | undefined {
  if (MORE.test(question)) return { kind: 'more' };
  if (WHY.test(question)) return { kind: 'why' };
  const words = wordsOf(question);
  const [, ...subjects] = INSTEAD.exec(question) ?? [];
  const subject = subjects
    .find((text) => text !== undefined)
    ?.replace(/[\s?.!]+$/, '')
    .trim();
  if (subject) {
    const isSpelledOut = subjects[2] !== undefined;
    if (isSpelledOut && (words.length > MOST_WORDS || WHOLE.test(subject))) {
      return isAttribute(question, words) ? { kind: 'attribute' } : undefined;
    }
    return wordsOf(subject).every(saysNothing) && !/\p{N}/u.test(subject)
      ? { kind: 'attribute' }
      : { kind: 'instead', subject };
  }
  const undated = withoutDays(question);
  if (undated !== question && wordsOf(undated).every((word) => CONNECTIVES.has(word)))
    return { kind: 'instead', subject: question.replace(/[\s?.!]+$/, '') };
  return isAttribute(question, words) ? { kind: 'attribute' } : undefined;
}

/** At most six words, none of which is a topic. */
function isAttribute(question: string, words: readonly string[]): boolean {
  return words.length > 0 && words.length <= MOST_WORDS && words.every(saysNothing) && !ASKS_FOR_LIST.test(question);
}
