/** A claim and the sentences it cites → what one of them denies and the other asserts. Pure. */
import type { Token } from '../domain/text/tokens.ts';
import { relation, saysDirection } from './opposites.ts';
import type { ReadText } from './read-text.ts';
import { likeness, nearness, surroundings } from './surroundings.ts';

const NEGATORS = new Set(
  `not no never without nor neither none nothing nobody hardly barely scarcely rarely seldom unable fail fails failed
  failing lack lacks lacked lacking non`.split(/\s+/),
);
/** "Not only", "no matter", "no more than", "not necessarily" deny nothing or little. */
const NO_DENIAL_AFTER = /^(?:only|just|merely|solely|simply|matter|later|doubt)\b|^(?:more|less|fewer) than\b/;
const MERELY = /^(?:only|just|merely|solely|simply)$/;
/** Words by which a sentence may bear out a denial without saying "not". */
const DENIAL_LIKE =
  /^(?:instead|rather|unlike|free|avoid\w*|eliminat\w*|remov\w*|unable|limit\w*|ignor\w*|prevent\w*|independen\w*|reject\w*|absen\w*|only|less|few|fewer|little|insufficien\w*|except|beyond|but|however|although|despite|while|un\p{L}{4,}|in\p{L}{5,}|im\p{L}{5,}|struggl\w*|miss\w*|zero|poor\w*|difficult\w*|hard|challeng\w*|cannot|remain\w*|overlook\w*|neglect\w*|underexplored|far)$/u;
/** So much of what stands around a denial is in the other text too that one restates the other there. */
const RESTATES = 0.5;
/** Here the claim repeats the sentence, nearly word for word. */
const REPEATS = 0.8;
/** Ends what a denial before it reaches, beside the end of the clause. */
const END = /^(?:but|because|due|since|when|if|while|whereas|owing)$/;
/** How many words of meaning a denial reaches. */
const REACH = 2;
const FARTHEST = 6;
const PREFIXED = /^(?:un(?=\p{L}{4})|(?:in|im|ir|il|non|dis|mis)(?=\p{L}{5}))(\p{L}+)$/u;
/** Look like a denial of another word and are none. */
const NO_PREFIX = new Set(
  'information imprint insight inform improve improved improves improving input include interest invaluable display discover distribute discuss disclose distance understand'.split(
    ' ',
  ),
);

/** The index of each denying word, with those that it denies. */
function denials(tokens: readonly Token[]): { readonly at: number; readonly denied: readonly number[] }[] {
  return tokens.flatMap((token, at) => {
    if (!denies(tokens, at)) return [];
    const denied: number[] = [];
    for (let index = at + 1; index <= at + FARTHEST && denied.length < REACH; index++) {
      const next = tokens[index];
      if (!next || next.clause !== token.clause || END.test(next.lower)) break;
      if (next.isContent || saysDirection(next.lower)) denied.push(index);
    }
    return [{ at, denied }];
  });
}

/** Whether the word at this place is denied: by "not" before it, or as in "training-free". */
export function isDenied(tokens: readonly Token[], at: number): boolean {
  const isFree = tokens[at + 1]?.lower === 'free';
  return isDeniedBefore(tokens, at) !== isFree;
}

function denies(tokens: readonly Token[], at: number): boolean {
  if (!NEGATORS.has(tokens[at]?.lower ?? '')) return false;
  return !NO_DENIAL_AFTER.test(`${tokens[at + 1]?.lower} ${tokens[at + 2]?.lower}`);
}

function isDeniedBefore(tokens: readonly Token[], at: number): boolean {
  for (let index = at - 1, meaningful = 0; index >= Math.max(0, at - FARTHEST) && meaningful < REACH; index--) {
    const token = tokens[index];
    if (!token || token.clause !== tokens[at]?.clause || END.test(token.lower)) return false;
    // "Not not" denies nothing.
    if (NEGATORS.has(token.lower)) return denies(tokens, index) && !NEGATORS.has(tokens[index - 1]?.lower ?? '');
    if (token.isContent) meaningful++;
  }
  return false;
}

export function negationFault(claim: ReadText, cited: readonly ReadText[]): string | undefined {
  return deniedByClaim(claim, cited) ?? assertedByClaim(claim, cited) ?? prefixFault(claim, cited);
}

function deniedByClaim({ tokens }: ReadText, cited: readonly ReadText[]): string | undefined {
  for (const [at, { lower }] of tokens.entries()) {
    // "Is not simply due to" of what "is simply due to": here the denial is one.
    if (!MERELY.test(lower) || !NEGATORS.has(tokens[at - 1]?.lower ?? '')) continue;
    const others = cited.flatMap((read) =>
      read.tokens.map((token, place) => ({ token, before: read.tokens[place - 1]?.lower ?? '' })),
    );
    const said = others.filter(({ token }) => token.lower === lower);
    if (said.length && !said.some(({ before }) => NEGATORS.has(before)))
      return `the cited sentence does not say "not ${lower}"`;
  }
  for (const { at, denied } of denials(tokens)) {
    const known = denied.filter((index) => cited.some(({ stems }) => stems.has(tokens[index]?.stem ?? '')));
    const said = `"${tokens
      .slice(at, (denied.at(-1) ?? at) + 1)
      .map(({ text }) => text)
      .join(' ')}"`;
    // A claim in words of its own may deny in other words than the sentence.
    if (!cited.some((read) => nearness(tokens, at, read) >= RESTATES)) continue;
    const isBorneOut = known.some((index) =>
      places(cited, tokens[index]).some(
        ({ read, at: place }) => isDenied(read.tokens, place) === isDenied(tokens, index),
      ),
    );
    if (isBorneOut) continue;
    if (!denied.length) {
      const isAdded = count(tokens) > cited.reduce((sum, read) => sum + count(read.tokens), 0);
      if (isAdded && cited.some((read) => nearness(tokens, at, read) >= REPEATS))
        return `${said} is not in the cited sentence`;
      continue;
    }
    if (!known.length) {
      if (denied.length && !cited.some((read) => hasDenial(read, true))) return `${said} is not in the cited sentence`;
      continue;
    }
    const [first = -1] = known;
    // "Without losing accuracy" for "retains accuracy": which way it goes is looked at elsewhere.
    const turned = first === denied[0] ? '' : (tokens[denied[0] ?? -1]?.lower ?? '');
    if (turned && cited.some((read) => read.tokens.some(({ lower }) => relation(turned, lower) === 'opposite')))
      continue;
    if (turned && cited.some((read) => hasDenial(read, false))) continue;
    return `the cited sentence does not say ${said}`;
  }
  return undefined;
}

function assertedByClaim(claim: ReadText, cited: readonly ReadText[]): string | undefined {
  for (const { tokens } of cited) {
    for (const { at: place, denied } of denials(tokens)) {
      if (nearness(tokens, denied[0] ?? place, claim) < RESTATES) continue;
      const word = tokens[denied[0] ?? -1];
      if (!word || !claim.stems.has(word.stem)) continue;
      const mine = places([claim], word);
      if (mine.some(({ at }) => isDenied(claim.tokens, at))) continue;
      const around = surroundings(tokens, denied[0] ?? 0);
      // Where the sentence has the word undenied as well, the one that stands more alike is meant.
      const fit = Math.max(0, ...mine.map(({ at }) => likeness(around, surroundings(claim.tokens, at), false)));
      const isMeant = places(cited, word).some(
        ({ read, at }) =>
          !isDenied(read.tokens, at) &&
          mine.some((own) => likeness(surroundings(read.tokens, at), surroundings(claim.tokens, own.at), false) >= fit),
      );
      if (isMeant) continue;
      if (!mine.some(({ at }) => likeness(around, surroundings(claim.tokens, at), false) > 0)) continue;
      return `the cited sentence denies "${word.text}"`;
    }
  }
  return undefined;
}

/** "Reliable" for "unreliable", and the reverse. */
function prefixFault(claim: ReadText, cited: readonly ReadText[]): string | undefined {
  return (
    bareFor(claim, cited) ?? cited.map((read) => bareFor(read, [claim], cited)).find((fault) => fault !== undefined)
  );
}

/** @param beside texts on the side of the first; where they have the word without its prefix too, that one may be meant */
function bareFor(one: ReadText, others: readonly ReadText[], beside: readonly ReadText[] = []): string | undefined {
  for (const [at, token] of one.tokens.entries()) {
    const bare = PREFIXED.exec(token.lower)?.[1];
    if (!bare || NO_PREFIX.has(token.lower) || others.some(({ stems }) => stems.has(token.stem))) continue;
    if (beside.some(({ tokens }) => tokens.some(({ lower }) => lower === bare))) continue;
    const around = surroundings(one.tokens, at);
    const found = others.some(({ tokens }) =>
      tokens.some(
        (other, place) =>
          other.lower === bare &&
          isDenied(tokens, place) === isDenied(one.tokens, at) &&
          likeness(around, surroundings(tokens, place), false) > 0,
      ),
    );
    // In a freer claim a denial elsewhere may be meant for it.
    const isRestated = others.some((read) => nearness(one.tokens, at, read) >= RESTATES);
    if (found && (isRestated || !others.some((read) => hasDenial(read, false))))
      return `"${token.text}" is the opposite of "${bare}"`;
  }
  return undefined;
}

function count(tokens: readonly Token[]): number {
  return tokens.filter(({ lower }) => NEGATORS.has(lower)).length;
}

function hasDenial({ tokens }: ReadText, orLikeIt: boolean): boolean {
  return tokens.some(({ lower }) => NEGATORS.has(lower) || (orLikeIt && DENIAL_LIKE.test(lower)));
}

function places(
  reads: readonly ReadText[],
  word: Token | undefined,
): { readonly read: ReadText; readonly at: number }[] {
  return reads.flatMap((read) => read.tokens.flatMap(({ stem }, at) => (stem === word?.stem ? [{ read, at }] : [])));
}
