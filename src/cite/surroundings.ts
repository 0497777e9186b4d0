/** A word among its neighbours, and how alike the neighbourhoods of two words are. Pure. */
import type { Token } from '../domain/text/tokens.ts';

const MOST_RIGHT = 3;
const MOST_LEFT = 2;
const FARTHEST = 7;
/** What is spoken of mostly stands behind the word in English; before it stands who does it. */
const LEFT_WEIGHT = 0.6;
/** "Improves accuracy" and "accuracy improvements". */
const CROSSED_WEIGHT = 0.5;

export interface Surroundings {
  /** Stems of the words of meaning in the same clause, the nearest first. */
  readonly left: readonly string[];
  readonly right: readonly string[];
}

export function surroundings(tokens: readonly Token[], at: number): Surroundings {
  const collect = (step: 1 | -1, most: number) => {
    const found: string[] = [];
    for (let index = at + step; Math.abs(index - at) <= FARTHEST && found.length < most; index += step) {
      const token = tokens[index];
      if (!token || token.clause !== tokens[at]?.clause) break;
      if (token.isContent) found.push(token.stem);
    }
    return found;
  };
  return { left: collect(-1, MOST_LEFT), right: collect(1, MOST_RIGHT) };
}

/** 0 when nothing is shared; 2 when the word behind is the same. @param crossed whether sides may be exchanged */
export function likeness(one: Surroundings, other: Surroundings, crossed: boolean): number {
  const straight = shared(one.right, other.right) + LEFT_WEIGHT * shared(one.left, other.left);
  if (!crossed) return straight;
  return Math.max(straight, CROSSED_WEIGHT * (shared(one.right, other.left) + shared(one.left, other.right)));
}

function shared(one: readonly string[], other: readonly string[]): number {
  let total = 0;
  for (const [index, word] of one.entries()) {
    const at = other.indexOf(word);
    if (at >= 0) total += 1 / (index + 1) + 1 / (at + 1);
  }
  return total;
}

const WINDOW = 8;

/** Fewer words than this on one side of a place tell nothing by themselves. */
const LEAST_WORDS = 3;

/**
 * Share of the words of meaning within eight words of a place that the other text has too, on the side where it is
 * larger, for a claim may take what stands on the other from another sentence; 1 where there are no words.
 */
export function nearness(
  tokens: readonly Token[],
  at: number,
  { stems }: { readonly stems: ReadonlySet<string> },
): number {
  const left = tokens.slice(Math.max(0, at - WINDOW), at).filter(({ isContent }) => isContent);
  const right = tokens.slice(at + 1, at + WINDOW + 1).filter(({ isContent }) => isContent);
  const share = (words: readonly Token[]) => words.filter(({ stem }) => stems.has(stem)).length / words.length;
  const sides = [left, right].filter(({ length }) => length >= LEAST_WORDS);
  const both = [...left, ...right];
  return both.length ? Math.max(share(both), ...sides.map(share)) : 1;
}
