/** A claim and the sentences it cites → the word by which it says the opposite: worse for better, more for less. Pure. */
import type { Token } from '../domain/text/tokens.ts';
import { isDenied, negationFault } from './check-negation.ts';
import { blames, isCost, relation, saysDirection, speaksIll } from './opposites.ts';
import type { ReadText } from './read-text.ts';
import { likeness, nearness, type Surroundings, surroundings } from './surroundings.ts';

/** Says who is ahead of whom: its two sides are looked at in `check-sides.ts`, and do not tell what it is about. */
const COMPARES = /^(?:outperform|surpass|exceed|beat|underperform|outscor|trail|lag)/;
/** The word behind it is the same. */
const SAME_OBJECT = 2;
/** A word that the sentence has too, or one that says the same, must fit so much less. */
const CLEARLY = 0.8;
/** So much of what stands around the word is the sentence's too that the claim restates it there. */
const RESTATES = 0.6;

export function directionFault(claim: ReadText, cited: readonly ReadText[]): string | undefined {
  return turnedWord(claim, cited) ?? negationFault(claim, cited);
}

interface Match {
  readonly score: number;
  readonly word: string;
}

function turnedWord(claim: ReadText, cited: readonly ReadText[]): string | undefined {
  for (const [at, token] of claim.tokens.entries()) {
    if (!saysDirection(token.lower) || saysNothing(claim.tokens, at)) continue;
    const around = surroundings(claim.tokens, at);
    const { same, opposite, across } = closest(token, at, claim, around, cited);
    if (opposite && opposite.score > (same ? same.score + CLEARLY : 0))
      return `"${token.text}" is "${opposite.word}" in the cited sentence`;
    const isAboutCost = around.right.some(isCost) || around.left.some(isCost);
    if (across && !isAboutCost && across.score >= SAME_OBJECT && across.score > (same ? same.score + CLEARLY : 0))
      return `"${token.text}" is "${across.word}" in the cited sentence`;
    if (!same && token.lower === 'worst') return '"worst" is not in the cited sentence';
    if (
      !same &&
      blames(token.lower) &&
      !isDenied(claim.tokens, at) &&
      !cited.some(({ tokens }) => tokens.some(({ lower }) => speaksIll(lower)))
    )
      return `"${token.text}" is not in the cited sentence`;
  }
  return undefined;
}

/** The word of the cited sentences that stands most likely in its place, for each way that it may relate to it. */
function closest(token: Token, at: number, claim: ReadText, around: Surroundings, cited: readonly ReadText[]) {
  const found: { same?: Match; opposite?: Match; across?: Match } = {};
  const isTurned = isDenied(claim.tokens, at);
  for (const sentence of cited) {
    const { tokens } = sentence;
    const restates = nearness(claim.tokens, at, sentence) >= RESTATES;
    for (const [place, other] of tokens.entries()) {
      let kind = relation(token.lower, other.lower);
      if (!kind) continue;
      if (kind !== 'across' && isTurned !== isDenied(tokens, place)) kind = kind === 'same' ? 'opposite' : 'same';
      const crossed =
        !COMPARES.test(token.lower) && tokens[place + 1]?.lower !== 'than' && claim.tokens[at + 1]?.lower !== 'than';
      const there = surroundings(tokens, place);
      let score = likeness(around, there, crossed) + sameNeighbours(claim.tokens, at, tokens, place);
      const isSamePhrase =
        token.lower === other.lower && around.right[0] !== undefined && around.right[0] === there.right[0];
      if (kind === 'same' && isSamePhrase) score += SAME_OBJECT;
      // In a freer claim only the very same object tells that the two words are meant for one another.
      if (kind !== 'same' && !restates && score < SAME_OBJECT) continue;
      if (score > (found[kind]?.score ?? -1)) found[kind] = { score, word: other.text };
    }
  }
  return found;
}

/** "With no loss" is without, and what the authors introduce is what they propose. */
function saysNothing(tokens: readonly Token[], at: number): boolean {
  const { lower = '' } = tokens[at] ?? {};
  if (lower === 'with') return /^(?:no|little|few|minimal|less|fewer|reduced|lower)$/.test(tokens[at + 1]?.lower ?? '');
  const before = tokens.slice(Math.max(0, at - 2), at);
  return (
    lower.startsWith('introduc') && before.some((token) => /^(?:we|they|authors?|paper|work|study)$/.test(token.lower))
  );
}

/** The very same words, whatever they are, stand on both sides. */
function sameNeighbours(one: readonly Token[], at: number, other: readonly Token[], place: number): number {
  const isSame = (step: number) => one[at + step]?.lower === other[place + step]?.lower;
  return isSame(-1) && isSame(1) ? 0.6 : 0;
}
