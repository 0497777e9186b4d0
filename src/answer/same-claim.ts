/** Whether two claims tell a reader the same thing: models that lose their thread, or try again, repeat themselves. Pure. */
import type { Claim } from '../domain/answer.ts';
import { normaliseForMatch } from '../domain/text/match.ts';
import { findNumbers } from '../domain/text/numbers.ts';

/** Shared words over all words of both, from which on two sentences with the same numbers and sources are one. */
const NEARLY_ALL = 0.8;

/** In a table two papers may well say the same: only claims of one column that cite the same paper first are compared. */
export function saysTheSame(left: Claim, right: Claim): boolean {
  if (left.column !== right.column || sourceOf(left) !== sourceOf(right)) return false;
  const [a, b] = [normaliseForMatch(left.text), normaliseForMatch(right.text)];
  if (a === b) return true;
  return findNumbers(a).sort().join() === findNumbers(b).sort().join() && likeness(a, b) >= NEARLY_ALL;
}

function sourceOf({ citations: [first] }: Claim): string | undefined {
  return first?.paper.id;
}

function likeness(left: string, right: string): number {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared || 1);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[\p{L}\p{N}]+/gu) ?? []);
}
