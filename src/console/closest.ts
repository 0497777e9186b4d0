/** In: a misspelt name and the known ones. Out: the one that was meant, if any comes near. */

import { editDistance } from '../domain/text/edit-distance.ts';

/** At most this many changes, and fewer than half of the letters. */
const MOST_CHANGES = 3;

export function closest(typed: string, known: readonly string[]): string | undefined {
  const wanted = typed.toLowerCase();
  const begun = wanted.length > 1 ? known.find((name) => name.startsWith(wanted)) : undefined;
  const ranked = known
    .map((name) => ({ name, distance: editDistance(wanted.slice(0, 64), name) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best && best.distance <= MOST_CHANGES && best.distance * 2 < Math.max(best.name.length, 3)) return best.name;
  return begun;
}
