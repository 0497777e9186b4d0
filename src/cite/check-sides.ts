/** "A beats B" and the sentences it cites → whether somebody says so, and that way round. Pure. */
import type { Paper } from '../domain/paper.ts';
import { shortName } from '../domain/paper.ts';
import { stem } from '../domain/text/analyse.ts';
import { isLittleWord, type Token } from '../domain/text/tokens.ts';
import { relation, saysDirection } from './opposites.ts';
import type { ReadText } from './read-text.ts';

/** Stems of verbs whose subject is ahead, and of those whose subject is behind. */
const AHEAD = new Set(
  'outperform surpass exceed beat outscore outclass outpace outrank outdo overtake eclipse'.split(' ').map(stem),
);
const BEHIND = new Set('underperform trail lag'.split(' ').map(stem));
const BE = /^(?:is|are|was|were|been|being|be|get|gets)$/;
/** Ends the side behind a comparison: where, by how much. */
const END =
  /^(?:on|by|in|with|across|at|while|when|for|using|under|after|during|through|via|from|and|but|despite|without|over|that|which)$/;
const REPORTED = /^(?:that|whether)$/;
/** How abstracts speak of their own work, and how a claim does. */
const SELF_IN_SENTENCE = new Set('we our ours us proposed this'.split(' '));
const SELF_IN_CLAIM = new Set('we our ours us proposed this their theirs they authors author'.split(' '));
const ADVERB = /ly$|^(?:even|also|further|far|still|often|always|both)$/;
/** Stands in a text where a cited paper's name of several words stood. */
export const OWN_NAME = 'Ownname';
const OWN = '@own';
const MOST_ON_A_SIDE = 7;

interface Names {
  /** Stems of the words of the cited papers' short names. */
  readonly own: ReadonlySet<string>;
  /** Words that stand for the paper's own work. */
  readonly self: ReadonlySet<string>;
}

interface Comparison {
  /** The word that compares; of "better than" it is "better". */
  readonly word: string;
  readonly isVerb: boolean;
  readonly ahead: ReadonlySet<string>;
  readonly behind: ReadonlySet<string>;
}

/** @param papers those of the cited sentences, in the same order */
export function sidesFault(claim: ReadText, cited: readonly ReadText[], papers: readonly Paper[]): string | undefined {
  const words = papers.flatMap(
    ({ title }) =>
      shortName(title)
        ?.toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
  const own = new Set([...words.filter((word) => !isLittleWord(word)), OWN_NAME.toLowerCase()].map(stem));
  const claimed = comparisons(claim.tokens, { own, self: SELF_IN_CLAIM });
  if (!claimed.length) return undefined;
  const known = cited.flatMap(({ tokens }) => comparisons(tokens, { own, self: SELF_IN_SENTENCE }));
  for (const { word, isVerb, ahead, behind } of claimed) {
    let [straight, crossed] = [0, 0];
    // A sentence may compare more than once; the one that shares most is meant.
    for (const other of known) {
      const kind = relation(word, other.word);
      if (!kind && !(isVerb && other.isVerb)) continue;
      const isInverse = !isVerb && !other.isVerb && kind === 'opposite';
      const [first, second] = isInverse ? [other.behind, other.ahead] : [other.ahead, other.behind];
      const agree = overlap(ahead, first, second) + overlap(behind, second, first);
      const turn = overlap(ahead, second, first) + overlap(behind, first, second);
      if (agree + turn > straight + crossed) [straight, crossed] = [agree, turn];
      else if (agree + turn === straight + crossed && agree > straight) [straight, crossed] = [agree, turn];
    }
    if (crossed > straight) return 'the cited sentence has the two sides the other way round';
    if (isVerb && new Set(papers.map(({ id }) => id)).size < 2 && !cited.some(compares))
      return 'no cited sentence compares the two';
  }
  return undefined;
}

function comparisons(tokens: readonly Token[], names: Names): Comparison[] {
  return tokens.flatMap((token, at): Comparison[] => {
    if (AHEAD.has(token.stem) || BEHIND.has(token.stem)) {
      const by = isPassive(tokens, at)
        ? tokens.findIndex(({ lower }, index) => index > at && index < at + 4 && lower === 'by')
        : -1;
      const left = side(tokens, at, -1, names);
      const right = side(tokens, by < 0 ? at : by, 1, names);
      const isSubjectAhead = AHEAD.has(token.stem) === by < 0;
      return [
        {
          word: token.lower,
          isVerb: true,
          ...(isSubjectAhead ? { ahead: left, behind: right } : { ahead: right, behind: left }),
        },
      ];
    }
    if (
      token.lower === 'than' ||
      (token.lower === 'to' && /^(?:superior|inferior)$/.test(tokens[at - 1]?.lower ?? ''))
    ) {
      const from = Math.max(0, at - 4);
      const place = tokens.slice(from, at).findLastIndex(({ lower }) => saysDirection(lower)) + from;
      const word = tokens[place];
      if (place < from || !word) return [];
      return [
        { word: word.lower, isVerb: false, ahead: side(tokens, place, -1, names), behind: side(tokens, at, 1, names) },
      ];
    }
    return [];
  });
}

function isPassive(tokens: readonly Token[], at: number): boolean {
  return (
    tokens.slice(Math.max(0, at - 3), at).some(({ lower }) => BE.test(lower)) &&
    /(?:ed|en|beaten)$/.test(tokens[at]?.lower ?? '')
  );
}

/** Stems of the words on one side; the paper's own work is one and the same, whatever it is called. */
function side(tokens: readonly Token[], at: number, step: 1 | -1, names: Names): ReadonlySet<string> {
  if (step === 1) return gather(tokens, at, step, names, true);
  const previous = tokens.slice(0, at).findLastIndex(({ stem: word }) => AHEAD.has(word) || BEHIND.has(word));
  // "A beats B and surpasses C", "A beats B, even surpassing C": A is ahead of C too.
  const linked = tokens.slice(0, at).findLast(({ lower }) => !ADVERB.test(lower))?.lower ?? '';
  if (previous >= 0 && /^(?:and|or|but)$/.test(linked)) return side(tokens, previous, step, names);
  const near = gather(tokens, at, step, names, true);
  if (near.size) return near;
  // "X, a small model, outperforms Y": the subject stands in another clause.
  return previous >= 0 ? side(tokens, previous, step, names) : gather(tokens, at, step, names, false);
}

function gather(tokens: readonly Token[], at: number, step: 1 | -1, { own, self }: Names, inClause: boolean) {
  const found = new Set<string>();
  for (let index = at + step; found.size < MOST_ON_A_SIDE; index += step) {
    const token = tokens[index];
    if (!token || (inClause && token.clause !== tokens[at]?.clause)) break;
    if (AHEAD.has(token.stem) || BEHIND.has(token.stem)) break;
    if (step === 1 ? END.test(token.lower) && found.size > 0 : REPORTED.test(token.lower)) break;
    if (self.has(token.lower) || own.has(token.stem)) found.add(OWN);
    else if (token.isContent && !ADVERB.test(token.lower)) found.add(token.stem);
  }
  return found;
}

/** Words that both sides share, "models" of "large models" and "small models", tell nothing. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>, opposite: ReadonlySet<string>): number {
  let count = 0;
  for (const word of one) if (other.has(word) && !opposite.has(word)) count++;
  return count;
}

function compares({ tokens }: ReadText): boolean {
  return tokens.some(
    ({ stem: word, lower }) =>
      AHEAD.has(word) ||
      BEHIND.has(word) ||
      relation(lower, 'outperform') !== undefined ||
      /^(?:than|over|vs|versus|compar\w*|against|art|sota|baselines?|best|gains?|improv\w*)$/.test(lower),
  );
}
