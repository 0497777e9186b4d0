/**
 * Papers with their neighbours in, true claims and lies about them out, each with whether it is true. Seeded.
 *
 * Neither this file nor the two lists of rules beside it share code or words with the verification that they measure.
 */
import type { DraftClaim } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import { LIES, type TrueClaim } from './made-claims-lies.ts';
import { merge, quoteFrom, restate } from './made-claims-true.ts';

export type LieKind = keyof typeof LIES;
export type TrueKind = 'restated' | 'two sentences in one' | 'word for word';

export interface MadeClaim {
  readonly kind: LieKind | TrueKind;
  readonly isTrue: boolean;
  readonly draft: DraftClaim;
  readonly evidence: readonly Evidence[];
}

export const LIE_KINDS = Object.keys(LIES) as LieKind[];
export const TRUE_KINDS: readonly TrueKind[] = ['restated', 'two sentences in one', 'word for word'];
/** Of all claims, as a poor model lies. */
export const SHARE_OF_LIES = 0.3;
/** A set of evidence is asked of so often, and oftener where there are few, for a figure wants many claims. */
const CLAIMS_PER_SET = 8;
const LEAST_CLAIMS = 1_500;
const MOST_PER_SET = 60;
const SHARE_WITH_QUOTE = 0.6;
const MOST_TRIES = 40;

/** @param sets the evidence of one answer each, at least two papers, the one that is spoken of first */
export function makeClaims(sets: readonly (readonly Evidence[])[], random: () => number): MadeClaim[] {
  const length = Math.min(MOST_PER_SET, Math.max(CLAIMS_PER_SET, Math.ceil(LEAST_CLAIMS / sets.length)));
  return sets.flatMap((evidence) =>
    Array.from({ length }, () => makeClaim(shuffled(evidence, random), random)).filter((claim) => claim !== undefined),
  );
}

function makeClaim(evidence: readonly Evidence[], random: () => number): MadeClaim | undefined {
  if (random() >= SHARE_OF_LIES) {
    const truth = trueClaim(evidence, random);
    return truth && { kind: truth.kind, isTrue: true, draft: truth.claim.draft, evidence };
  }
  const kind = LIE_KINDS[Math.floor(random() * LIE_KINDS.length)] as LieKind;
  // Some kinds want a claim of a certain form: a number, a comparison.
  for (let turn = 0; turn < MOST_TRIES; turn++) {
    const truth = trueClaim(evidence, random);
    const draft = truth && LIES[kind](truth.claim, random);
    if (draft) return { kind, isTrue: false, draft, evidence };
  }
  return undefined;
}

function trueClaim(
  evidence: readonly Evidence[],
  random: () => number,
): { readonly kind: TrueKind; readonly claim: TrueClaim } | undefined {
  const paper = Math.floor(random() * evidence.length);
  const item = evidence[paper];
  const usable = item?.sentences.filter(({ text }) => isPlain(text)) ?? [];
  const sentence = usable[Math.floor(random() * usable.length)];
  if (!item || !sentence) return undefined;
  const key = (index: number) => `P${paper + 1}.s${index + 1}`;
  const quote = random() < SHARE_WITH_QUOTE ? { quote: quoteFrom(sentence.text, random) } : {};
  const turn = random();
  const next = usable.find(({ index }) => index === sentence.index + 1);
  if (turn < 0.08) {
    const draft = { text: sentence.text, cites: [key(sentence.index)], ...quote };
    return { kind: 'word for word', claim: { draft, evidence, paper } };
  }
  if (turn < 0.2 && next && sentence.text.length + next.text.length < 500) {
    const text = merge(sentence.text, next.text, item.paper);
    const draft = { text, cites: [key(sentence.index), key(next.index)], ...quote };
    return { kind: 'two sentences in one', claim: { draft, evidence, paper } };
  }
  const { text, rules } = restate(sentence.text, item.paper, random);
  if (!rules.length) return undefined;
  return { kind: 'restated', claim: { draft: { text, cites: [key(sentence.index)], ...quote }, evidence, paper } };
}

/** A sentence that a writer would restate: of some length, with a verb's end, no question and no address. */
function isPlain(text: string): boolean {
  return text.length > 50 && text.length < 400 && /[a-z]\.$/.test(text) && !/https?:|\?|github/i.test(text);
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
