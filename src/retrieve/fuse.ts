/**
 * Two scores a candidate → one. Sums of normalised scores win over reciprocal ranks, which lose the margin by which a
 * paper's name beats everything else (known-item nDCG@10 .916 → .86).
 */
import type { Candidate } from '../domain/ports.ts';

/** Share of the text score; the rest is the vectors'. */
export const TEXT_SHARE = 0.75;

export interface Ranked {
  readonly candidate: Candidate;
  /** Comparable within one question only; higher is better. */
  readonly score: number;
}

/**
 * The share of the text beside an embedder's vectors, which know more than a corpus's own: .6 with vectors that were
 * trained by contrast did best on five sets, none of them a neural model's.
 */
export const TEXT_SHARE_BESIDE_EMBEDDER = 0.6;

/** Candidates by share·z(text) + (1 − share)·z(cosine), best first; ties by upvotes, then by id, so that the order is stable. */
export function fuse(candidates: readonly Candidate[], share = TEXT_SHARE): Ranked[] {
  const textShare = candidates[0]?.vectorSource === 'embedder' ? Math.min(share, TEXT_SHARE_BESIDE_EMBEDDER) : share;
  const text = standardise(candidates.map(({ textScore }) => textScore));
  const vector = standardise(candidates.map(({ vectorScore }) => vectorScore));
  return candidates
    .map((candidate, index) => ({
      candidate,
      score: textShare * (text[index] as number) + (1 - textShare) * (vector[index] as number),
    }))
    .sort(
      (a, b) =>
        b.score - a.score || b.candidate.upvotes - a.candidate.upvotes || (a.candidate.id < b.candidate.id ? -1 : 1),
    );
}

/** (x − mean) / standard deviation; all zero where every value is the same. */
function standardise(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(values.length, 1);
  const deviation = Math.sqrt(variance);
  return values.map((value) => (deviation > 1e-9 ? (value - mean) / deviation : 0));
}
