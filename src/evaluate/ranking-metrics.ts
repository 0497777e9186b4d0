/** A ranking and the judgments of its query → how good the ranking is, from 0 to 1. Pure; the definitions of trec_eval. */

/** Document id → grade; 0 and below is not relevant, and so is what is not in it. */
export type Judgments = ReadonlyMap<string, number>;

/**
 * Normalised discounted cumulated gain: Σ grade/log2(rank + 1) over the best possible (Järvelin and Kekäläinen, 2002,
 * with the grade itself as gain, as trec_eval's ndcg_cut).
 */
export function ndcg(ranking: readonly string[], judgments: Judgments, depth: number): number {
  const gains = ranking.slice(0, depth).map((id) => Math.max(0, judgments.get(id) ?? 0));
  const ideal = [...judgments.values()]
    .filter((grade) => grade > 0)
    .sort((a, b) => b - a)
    .slice(0, depth);
  const best = discounted(ideal);
  return best > 0 ? discounted(gains) / best : 0;
}

/** Share of the relevant documents among the first `depth`. */
export function recall(ranking: readonly string[], judgments: Judgments, depth: number): number {
  const wanted = relevantCount(judgments);
  const found = ranking.slice(0, depth).filter((id) => isRelevant(judgments, id)).length;
  return wanted ? found / wanted : 0;
}

/** Mean over all relevant documents of the precision at each; 0 for those that are not in the ranking. */
export function averagePrecision(ranking: readonly string[], judgments: Judgments): number {
  const wanted = relevantCount(judgments);
  let found = 0;
  let sum = 0;
  ranking.forEach((id, index) => {
    if (isRelevant(judgments, id)) sum += ++found / (index + 1);
  });
  return wanted ? sum / wanted : 0;
}

export function relevantCount(judgments: Judgments): number {
  return [...judgments.values()].filter((grade) => grade > 0).length;
}

function isRelevant(judgments: Judgments, id: string): boolean {
  return (judgments.get(id) ?? 0) > 0;
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}
