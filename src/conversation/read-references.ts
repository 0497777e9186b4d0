/** A text → the words in it that point back: "the second one", "its", "that data set". Pure; history is not looked at. */
import { hasAntecedent, isExpletive } from './antecedent.ts';

/** What is meant, in terms of what was shown (`list`) and what was spoken of (`focus`). */
export type Target =
  /** Of the list, from 1; from the end when negative. */
  | { readonly kind: 'positions'; readonly positions: readonly number[] }
  /** The one paper spoken of, or the first of several. */
  | { readonly kind: 'one' }
  /** The papers spoken of. */
  | { readonly kind: 'several'; readonly count?: number }
  /** The list without what was spoken of. */
  | { readonly kind: 'others'; readonly count?: number }
  | { readonly kind: 'former' }
  | { readonly kind: 'latter' };

export interface Reference {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly target: Target;
  /** `owner`: "its"; `part`: "that data set", which is the paper's and not the paper. */
  readonly form: 'paper' | 'owner' | 'part';
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const COUNTS = ['one', 'two', 'three', 'four', 'five'];
const ORDINAL = `(?:${ORDINALS.join('|')}|last|final|\\d{1,2}(?:st|nd|rd|th))`;
const COUNT = '(?:two|three|four|five|[2-5])';
const PAPER = '(?:paper|article|study|work|preprint|publication|result|entry|title)';
const PAPERS = `(?:ones|papers|articles|studies|works|preprints|publications|results|entries|titles)`;
const PART =
  '(?:method|approach|technique|algorithm|framework|system|idea|data ?set|corpus|benchmark|finding|claim|number|score|experiment|architecture|model|agent|loss|metric)';
/** "The first paper to show …" is no place in a list; "the first paper in the list" is. */
const NOT_A_DESCRIPTION =
  '(?! (?:to|that|which|who|on|about|by|from|in|of)\\b(?! (?:the|your|that|this) (?:last )?list\\b| (?:these|those|them)\\b))';
const LISTED = '(?: (?:of|in|on|from) (?:them|these|those|(?:the|your|that|this) (?:last )?list))?';
/** What may follow where no noun does: "the first two authors" are people. */
const ENDED =
  '(?=\\s*(?:[?.!,;:)]|$)|,? (?:on|in|by|with|for|and|or|vs|versus|regarding|about|differ|compare|agree|disagree|do|does|did|is|are|have|has|use|uses|say|says|handle|please)\\b)';
const JOINED = '(?:,? and |,? or | vs\\.? | versus | with | to |, )';

interface Pattern {
  readonly pattern: RegExp;
  readonly form?: Reference['form'];
  /** The words may also point into the question itself, or at nothing. */
  readonly isDoubtful?: boolean;
  read(words: string): Target;
}

const one = (): Target => ({ kind: 'one' });
const several = (words: string): Target => ({ kind: 'several', ...countOf(words) });
const positions = (words: string): Target => ({ kind: 'positions', positions: positionsIn(words) });
const regex = (source: string) => new RegExp(source, 'giu');

/** In the order in which they win over one another. */
const PATTERNS: readonly Pattern[] = [
  {
    pattern: regex(
      `\\b(?:the )?(?:first|last) ${COUNT}(?: (?:${PAPERS})${LISTED}| of (?:them|these|those|the list)|${ENDED})`,
    ),
    read: runOfPlaces,
  },
  {
    pattern: regex(
      `\\bthe ${ORDINAL}(?: one)?(?:${JOINED}(?:the )?${ORDINAL}(?: one)?)+(?: ${PAPERS}| ${PAPER})?${ENDED}`,
    ),
    read: positions,
  },
  { pattern: regex(`\\b(?:the )?${ORDINAL} one\\b${LISTED}(?! (?:to|that|which|who)\\b)`), read: positions },
  { pattern: regex(`\\b(?:the )?${ORDINAL} ${PAPER}\\b${LISTED}${NOT_A_DESCRIPTION}`), read: positions },
  { pattern: regex(`\\bthe ${ORDINAL}(?=\\s*(?:[?.!,;]|$))`), read: positions },
  {
    pattern: regex(
      `(?:\\b(?:numbers?|no\\.|papers?|results?|entry|entries) ?#?|#)\\d{1,2}(?:(?:,? and |,? or | vs\\.? | & |, )#?\\d{1,2})*(?![\\p{L}\\p{N}%-]|\\.\\p{N})`,
    ),
    read: positions,
  },
  { pattern: /\[\d{1,2}\](?!\s*\.)/g, read: positions },
  { pattern: regex(`\\bthe former(?: one| paper)?\\b`), isDoubtful: true, read: () => ({ kind: 'former' }) },
  { pattern: regex(`\\bthe latter(?: one| paper)?\\b`), isDoubtful: true, read: () => ({ kind: 'latter' }) },
  {
    pattern: regex(
      `\\bthe (?:other (?:one|paper|${COUNT}(?: papers| ones)?|papers|ones)|others|(?:rest|remaining (?:ones|papers)))(?: of (?:them|these|those))?(?! of\\b)${ENDED}`,
    ),
    read: (words) => ({ kind: 'others', ...(/\bother (?:one|paper)\b/i.test(words) ? { count: 1 } : countOf(words)) }),
  },
  {
    pattern: regex(
      `\\b(?:all|both|either|each)(?: of)? (?:them|these|those|(?:the |these |those )?(?:${COUNT} )?papers)\\b(?! (?:on|about|that|which|by|from)\\b)|\\b(?:these|those) ${COUNT}\\b(?: papers| ones)?|(?<=^(?:how |what |where )?(?:do|did|are|were|have|can) )both\\b(?!.* and )|(?<=^(?:and )?)which (?:ones?|(?:of )?the (?:${COUNT}|papers))\\b`,
    ),
    read: several,
  },
  { pattern: regex(`\\b(?:this|that) (?:one|${PAPER})\\b`), isDoubtful: true, read: one },
  { pattern: regex(`\\b(?:these|those) (?:${PAPERS})\\b`), isDoubtful: true, read: several },
  {
    pattern: regex(`\\b(?:(?:this|that) ${PART}|(?:these|those) ${PART}s)\\b`),
    form: 'part',
    isDoubtful: true,
    read: several,
  },
  { pattern: /\b(?:its|their)\b/gi, form: 'owner', isDoubtful: true, read: oneOrSeveral },
  { pattern: /\b(?:it|they|them)\b/gi, isDoubtful: true, read: oneOrSeveral },
  {
    pattern:
      /\b(?<=\b(?:is|was|does|did|about|of|like|than|with|to|explain|summari[sz]e) )(?:this|that)(?=\s*(?:[?.!,]|$)| (?:true|so|mean|means|work|works|compare|compares|help|hold|new|better|different|related|also|\p{L}+ed)\b)/giu,
    isDoubtful: true,
    read: one,
  },
  {
    pattern:
      /\b(?<=\b(?:are|do|did|about|of|like|than|with|to|compare|explain|summari[sz]e) )(?:these|those)(?=\s*(?:[?.!,]|$)| (?:differ|compare|agree|new|related)\b)/gi,
    isDoubtful: true,
    read: several,
  },
];

/** In the order of the text; none overlaps another. */
export function readReferences(text: string): Reference[] {
  const found: Reference[] = [];
  for (const { pattern, form = 'paper', isDoubtful, read } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [words] = match;
      const [start, end] = [match.index, match.index + words.length];
      if (found.some((other) => start < other.end && end > other.start)) continue;
      if (isDoubtful && (isExpletive(text, start) || hasAntecedent(text, start))) continue;
      found.push({ start, end, text: words, target: read(words), form });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function oneOrSeveral(words: string): Target {
  return { kind: /^it/i.test(words) ? 'one' : 'several' };
}

/** "the first two", "the last 3" */
function runOfPlaces(words: string): Target {
  const count = countOf(words).count ?? 2;
  const places = Array.from({ length: count }, (_, index) => index + 1);
  return { kind: 'positions', positions: /\blast\b/i.test(words) ? places.map((place) => place - count - 1) : places };
}

function countOf(words: string): { readonly count?: number } {
  const [, word = ''] = /\b(one|two|three|four|five|[2-5])\b/i.exec(words) ?? [];
  const count = COUNTS.indexOf(word.toLowerCase()) + 1 || Number(word);
  return count ? { count } : /\b(?:both|either)\b/i.test(words) ? { count: 2 } : {};
}

/** "the first, the 3rd and the last" → 1, 3, −1 */
function positionsIn(words: string): number[] {
  const found = [...words.matchAll(new RegExp(`\\b${ORDINAL}\\b|\\d{1,2}`, 'giu'))].map(([word]) => word.toLowerCase());
  return found.map((word) =>
    word === 'last' || word === 'final' ? -1 : ORDINALS.indexOf(word) + 1 || Number.parseInt(word, 10),
  );
}
