/** Papers → how many a month, months between without any included. Pure. */
import type { Paper } from '../domain/paper.ts';
import type { MonthCounts } from '../domain/review.ts';

const MOST_MONTHS = 12;

/** The newest twelve months that have papers between them. @param isMore more papers fit than are here */
export function countMonths(papers: readonly Pick<Paper, 'listedOn' | 'publishedAt'>[], isMore: boolean): MonthCounts {
  const counts = new Map<string, number>();
  for (const { listedOn, publishedAt } of papers) {
    const month = (listedOn ?? publishedAt)?.slice(0, 7);
    if (month) counts.set(month, (counts.get(month) ?? 0) + 1);
  }
  const sorted = [...counts.keys()].sort();
  const last = sorted.at(-1);
  if (!last) return { months: [], isMore };
  const months: string[] = [];
  for (let month = last; months.length < MOST_MONTHS && month >= (sorted[0] as string); month = monthBefore(month)) {
    months.unshift(month);
  }
  return { months: months.map((month) => ({ month, papers: counts.get(month) ?? 0 })), isMore };
}

function monthBefore(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}
