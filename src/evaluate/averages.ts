/** Numbers in, what sums them up out. Pure. */

export interface Durations {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
}

/** `undefined` for nothing: a mean of no values is not 0. */
export function mean(values: readonly number[]): number | undefined {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

/** @param share from 0 to 1; the smallest value that at least this share of all does not exceed (nearest rank) */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** @param milliseconds one a query */
export function sumUp(milliseconds: readonly number[]): Durations {
  return {
    mean: mean(milliseconds) ?? 0,
    p50: percentile(milliseconds, 0.5),
    p95: percentile(milliseconds, 0.95),
  };
}
