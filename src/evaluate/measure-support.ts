/** Pairs of a claim and evidence in, how well the verification and its support score tell support from the rest out. */
import { z } from 'zod';
import { checkMeaning } from '../cite/check-meaning.ts';
import { ReadText } from '../cite/read-text.ts';
import { SUPPORT_THRESHOLD, supportScore } from '../cite/support-score.ts';
import type { DropReason } from '../domain/answer.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Paper } from '../domain/paper.ts';
import { allTerms, analyse } from '../domain/text/analyse.ts';
import { readsAsEnglish } from '../domain/text/language.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { areaUnderCurve, macroF1 } from './binary-metrics.ts';
import { readJsonLines } from './read-lines.ts';

export interface SupportPair {
  readonly claim: string;
  readonly sentences: readonly string[];
  readonly label: 'support' | 'contradict' | 'none';
}

export interface SupportReport {
  readonly kind: 'support';
  readonly pairs: number;
  readonly labels: Readonly<Record<SupportPair['label'], number>>;
  /** Support against the rest. */
  readonly areaUnderCurve: number;
  /** Support against contradiction alone, where there are contradictions: near .5, for the score does not see them. */
  readonly againstContradiction?: number;
  readonly macroF1: number;
  readonly threshold: number;
  /** Share of pairs at or above the threshold. */
  readonly calledSupported: number;
  /** Share of the supported claims, and of the others, that a reader would be shown with this evidence cited. */
  readonly shown: { readonly supported: number; readonly others: number };
}

const pairSchema = z.object({
  claim: z.string(),
  evidence: z.union([z.string().transform(splitSentences), z.array(z.string())]),
  label: z.enum(['support', 'contradict', 'none']),
});

/** @throws InvalidInput on a file or line that cannot be read */
export async function readPairs(path: string): Promise<SupportPair[]> {
  const shape = '{"claim", "evidence" (text or a list of sentences), "label": "support", "contradict" or "none"}';
  const lines = await readJsonLines(path, pairSchema, shape);
  return lines.map(({ claim, evidence, label }) => ({ claim, sentences: evidence, label }));
}

/** What a claim must not get wrong; it is then worth half its score. Its words may be of the evidence all the same. */
const CONTRADICTIONS: readonly DropReason[] = [
  'number-not-found',
  'number-differs',
  'comparison-differs',
  'direction-differs',
];

/** @throws InvalidInput when there is only one kind of pair, so that nothing can be told apart */
export function measureSupport(pairs: readonly SupportPair[]): SupportReport {
  const weight = rarity(pairs.map(({ sentences }) => sentences.join(' ')));
  const judged = pairs.map(({ claim, sentences, label }) => {
    const verdict = verify(claim, sentences);
    const isContradicted = verdict.kind === 'dropped' && CONTRADICTIONS.includes(verdict.reason);
    const score = supportScore(claim, sentences, weight) / (isContradicted ? 2 : 1);
    return { score, positive: label === 'support', label, isShown: verdict.kind === 'kept' };
  });
  const area = areaUnderCurve(judged);
  if (area === undefined)
    throw new InvalidInput(
      'All pairs have the same answer, so nothing can be measured.',
      'Give pairs with the label "support" and pairs with another.',
    );
  const count = (label: SupportPair['label']) => pairs.filter((pair) => pair.label === label).length;
  const shownOf = (positive: boolean) => {
    const those = judged.filter((item) => item.positive === positive);
    return those.filter(({ isShown }) => isShown).length / those.length;
  };
  const againstContradiction = areaUnderCurve(judged.filter(({ label }) => label !== 'none'));
  return {
    kind: 'support',
    pairs: pairs.length,
    labels: { support: count('support'), contradict: count('contradict'), none: count('none') },
    areaUnderCurve: area,
    ...(againstContradiction === undefined ? {} : { againstContradiction }),
    macroF1: macroF1(judged, SUPPORT_THRESHOLD),
    threshold: SUPPORT_THRESHOLD,
    calledSupported: judged.filter(({ score }) => score >= SUPPORT_THRESHOLD).length / judged.length,
    shown: { supported: shownOf(true), others: shownOf(false) },
  };
}

/** The product's verdict on a claim that cites the whole evidence. */
function verify(claim: string, sentences: readonly string[]) {
  const abstract = sentences.join(' ');
  const paper: Paper = {
    id: 'title:pair',
    title: '',
    abstract,
    authors: [],
    links: {},
    source: 'jsonl',
    withdrawn: false,
  };
  const evidence = [
    { paper, score: 1, named: false, sentences: sentences.map((text, index) => ({ index, text, score: 0 })) },
  ];
  const citations = sentences.map((quote, sentence) => ({ paper, sentence, quote }));
  return checkMeaning(new ReadText(claim, readsAsEnglish(claim)), citations, evidence, false);
}

/** ln(1 + (N − df + .5)/(df + .5)) over these texts, as the library has it over its papers. */
function rarity(texts: readonly string[]): (term: string) => number {
  const frequencies = new Map<string, number>();
  for (const text of texts)
    for (const term of new Set(allTerms(analyse(text)))) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  return (term) => {
    const frequency = frequencies.get(term) ?? 0;
    return Math.log(1 + (texts.length - frequency + 0.5) / (frequency + 0.5));
  };
}
