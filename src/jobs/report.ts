/** Counts and left-over items in, sentences out. Pure. */
import type { Skipped, UpsertReport } from '../domain/ports.ts';

const MOST_EXAMPLES = 20;

export function describeCounts({ added, changed, unchanged }: UpsertReport): string {
  return `${added} new, ${changed} changed, ${unchanged} unchanged`;
}

/** One line an item up to twenty, then how many more. */
export function describeSkipped(skipped: readonly Skipped[]): string[] {
  if (!skipped.length) return ['Nothing was passed over.'];
  const examples = skipped.slice(0, MOST_EXAMPLES).map(({ where, reason }) => `  passed over: ${where}: ${reason}`);
  const more = skipped.length - examples.length;
  return more > 0 ? [...examples, `  … and ${more} more`] : examples;
}
