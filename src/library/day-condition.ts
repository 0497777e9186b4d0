/** A range of days → a condition for the engine, and the same outside it. `''` is no day and only in the whole. */
import type { PaperFilter } from '../domain/ports.ts';
import { quoted } from './tables.ts';

/** `day >= … AND day <= …`, or nothing. */
export function dayCondition(filter: PaperFilter): string | undefined {
  const conditions = [filter.from && `day >= ${quoted(filter.from)}`, filter.to && `day <= ${quoted(filter.to)}`];
  if (filter.to && !filter.from) conditions.push(`day != ''`);
  return conditions.filter(Boolean).join(' AND ') || undefined;
}

export function isWithin(day: string, { from, to }: PaperFilter): boolean {
  return (!from || day >= from) && (!to || (day <= to && day !== ''));
}
