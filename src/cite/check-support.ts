/** A claim, what it cites and the rest of the evidence → whether what it says is hardly in what it cites. Pure. */
import type { Evidence } from '../domain/evidence.ts';
import { type ReadText, readOnce } from './read-text.ts';
import { supportScore } from './support-score.ts';

/**
 * Below this a claim is nearly certainly not from what it cites: of one-sentence summaries that people wrote of abstracts
 * (SciTLDR) 1 % score less, of AttributionBench's supported claims 5 % and of its unsupported ones 20 %.
 */
const LEAST_SUPPORT = 0.21;
/**
 * Share of the claim's weight that must stand in what it cites. A sentence of another paper on the same topic, the
 * likest that there is, has less in 96 % of cases, two sentences of the abstract for SciTLDR's summaries in 4 %.
 */
const LEAST_COVERED = 0.33;
/** Where another sentence of the evidence has so much more of the claim, and the cited ones have not this much, that one is meant. */
const CLEARLY_MORE = 0.3;
const WELL_COVERED = 0.62;

/** Stems that any abstract may have: they tell little of what a claim is about. */
const COMMON = new Set(
  `author report paper studi work show demonstr find found propos introduc present develop result experi evalu method
  approach model framework system perform achiev improv task data dataset set state art larg languag learn train signific
  effect effici high provid enabl requir includ differ research problem challeng gener benchmark reach outperform surpass
  increas reduc mani better best text claim say describ recent exist across real world applic strong potenti address
  capabl extens advanc`.split(/\s+/),
);
const COMMON_WEIGHT = 0.3;
/** What a word that every paper of the evidence has is still worth. */
const LEAST_WEIGHT = 0.15;

export interface SupportSources {
  readonly cited: readonly ReadText[];
  readonly titles: readonly ReadText[];
  readonly evidence: readonly Evidence[];
  /** Every sentence of the evidence that is not cited. */
  readonly others: () => readonly ReadText[];
}

export function supportFault(claim: ReadText, { cited, titles, evidence, others }: SupportSources): string | undefined {
  const sources = [...cited, ...titles];
  const texts = sources.map(({ text }) => text);
  // Without a library's counts every word weighs the same.
  if (supportScore(claim.text, texts, () => 1) < LEAST_SUPPORT) return 'hardly any of it is in the cited sentences';
  // Numbers and names have been found before, however they are spelled there.
  const found = new Set(
    claim.tokens
      .filter(({ text, at }) => /\p{N}|(?<!^)\p{Lu}/u.test(text) || (at > 0 && /^\p{Lu}/u.test(text)))
      .map(({ stem }) => stem),
  );
  const stems = [...new Set(claim.tokens.filter(({ isContent }) => isContent).map(({ stem }) => stem))];
  const rarity = rarityIn(evidence);
  const weights = new Map(stems.map((stem) => [stem, rarity(stem) * (COMMON.has(stem) ? COMMON_WEIGHT : 1)]));
  if (share(weights, sources, found) < LEAST_COVERED) return 'too little of it is in the cited sentences';
  const plain = new Map(stems.map((stem) => [stem, 1]));
  const covered = share(plain, sources, found);
  if (covered >= WELL_COVERED) return undefined;
  const best = Math.max(0, ...others().map((sentence) => share(plain, [sentence])));
  return best >= covered + CLEARLY_MORE ? 'a sentence that it does not cite says it' : undefined;
}

function share(
  weights: ReadonlyMap<string, number>,
  sources: readonly ReadText[],
  found: ReadonlySet<string> = new Set(),
): number {
  let [total, held] = [0, 0];
  for (const [stem, weight] of weights) {
    total += weight;
    if (found.has(stem) || sources.some(({ stems }) => stems.has(stem))) held += weight;
  }
  return total ? held / total : 1;
}

/** What the papers of one answer all have is its topic and tells them not apart: ln(1 + (N − df + .5)/(df + .5)). */
function rarityIn(evidence: readonly Evidence[]): (stem: string) => number {
  const papers = evidence.map(stemsOf);
  return (stem) => {
    // A word that no paper has may be another word for one that they have.
    const having = Math.max(1, papers.filter((stems) => stems.has(stem)).length);
    return Math.log(1 + (papers.length - having + 0.5) / (having + 0.5)) + LEAST_WEIGHT;
  };
}

const stemsRead = new WeakMap<Evidence, ReadonlySet<string>>();

/** The stems of an abstract, found once for all claims of an answer. */
function stemsOf(item: Evidence): ReadonlySet<string> {
  let stems = stemsRead.get(item);
  if (!stems) {
    stems = new Set(item.sentences.flatMap((sentence) => [...readOnce(sentence, sentence.text).stems]));
    stemsRead.set(item, stems);
  }
  return stems;
}
