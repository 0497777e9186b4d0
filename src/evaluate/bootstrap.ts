/** Two systems measured on the same queries → how sure their difference is. Pure. */
import { mean, percentile } from './averages.ts';
import { seededRandom } from './random.ts';

export interface Difference {
  /** Mean of left − right. */
  readonly mean: number;
  /** The interval that holds 95 % of the resampled means. */
  readonly low: number;
  readonly high: number;
  /** Two-sided: twice the share of resampled means on the other side of zero. */
  readonly p: number;
}

const SAMPLES = 5_000;
const SEED = 20_260_701;

/**
 * Paired percentile bootstrap over queries, with a fixed seed (Efron and Tibshirani, "An Introduction to the
 * Bootstrap", 1993, chapters 13 and 15).
 * @param left @param right one value a query, in the same order
 */
export function pairedBootstrap(left: readonly number[], right: readonly number[], samples = SAMPLES): Difference {
  const differences = left.map((value, index) => value - (right[index] ?? 0));
  const random = seededRandom(SEED);
  const means = Array.from({ length: samples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < differences.length; drawn++)
      sum += differences[Math.floor(random() * differences.length)] as number;
    return sum / Math.max(differences.length, 1);
  });
  const share = (holds: (value: number) => boolean) => (means.filter(holds).length + 1) / (samples + 1);
  return {
    mean: mean(differences) ?? 0,
    low: percentile(means, 0.025),
    high: percentile(means, 0.975),
    p: Math.min(
      1,
      2 *
        Math.min(
          share((value) => value <= 0),
          share((value) => value >= 0),
        ),
    ),
  };
}
