/** Scores and the truth → how well a score tells two classes apart. Pure. */

export interface Judged {
  readonly score: number;
  readonly positive: boolean;
}

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting half
 * (Mann and Whitney, 1947, by rank sums).
 * @returns 0 to 1, or `undefined` when one class is empty
 */
export function areaUnderCurve(judged: readonly Judged[]): number | undefined {
  const positives = judged.filter(({ positive }) => positive).length;
  const negatives = judged.length - positives;
  if (!positives || !negatives) return undefined;
  const sorted = judged.toSorted((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (end < sorted.length && sorted[end]?.score === sorted[start]?.score) end++;
    const meanRank = (start + 1 + end) / 2;
    rankSum += meanRank * sorted.slice(start, end).filter(({ positive }) => positive).length;
    start = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean of the F1 of both classes; a class that is never there nor predicted has F1 0. */
export function macroF1(judged: readonly Judged[], threshold: number): number {
  const outcomes = judged.map(({ score, positive }) => ({ predicted: score >= threshold, positive }));
  const f1 = (wanted: boolean) => {
    const hits = outcomes.filter(({ predicted, positive }) => predicted === wanted && positive === wanted).length;
    const misses = outcomes.filter(
      ({ predicted, positive }) => (predicted === wanted) !== (positive === wanted),
    ).length;
    return hits ? (2 * hits) / (2 * hits + misses) : 0;
  };
  return (f1(true) + f1(false)) / 2;
}
