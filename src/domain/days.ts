/** Arithmetic on calendar days in UTC. Days are `YYYY-MM-DD` strings; see `paper.ts`. */
import type { Day } from './paper.ts';

const MILLISECONDS_A_DAY = 86_400_000;

/** The UTC day of an instant in milliseconds since 1970. */
export function dayOf(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10);
}

/** Whether the text is a day that exists (`2026-02-30` does not). */
export function isDay(text: string): text is Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text;
}

export function addDays(day: Day, count: number): Day {
  return dayOf(Date.parse(day) + count * MILLISECONDS_A_DAY);
}

/** Every day from first to last, both included; empty when first is after last. */
export function daysBetween(first: Day, last: Day): Day[] {
  const length = Math.round((Date.parse(last) - Date.parse(first)) / MILLISECONDS_A_DAY) + 1;
  return Array.from({ length: Math.max(0, length) }, (_, index) => addDays(first, index));
}
