/** What a reference means among the turns before it: papers, or a word on why there are none. Pure. */
import type { PaperMention, Turn } from '../domain/conversation.ts';
import type { Target } from './read-references.ts';

export type Resolved =
  | { readonly kind: 'papers'; readonly papers: readonly PaperMention[] }
  /** There is a list, and no such place in it. */
  | { readonly kind: 'no-such-place'; readonly place: number; readonly list: readonly PaperMention[] }
  /** Nothing was spoken of that it could mean. */
  | { readonly kind: 'nothing' };

/** As many as one comparison takes. */
const MOST = 5;

/** @param turns oldest first */
export function resolveTarget(target: Target, turns: readonly Turn[]): Resolved {
  const list = lastList(turns);
  const focus = focusOf(turns);
  switch (target.kind) {
    case 'positions':
      return list ? atPlaces(list, target.positions) : { kind: 'nothing' };
    case 'one':
      return papers(focus.slice(0, 1));
    case 'several':
      return papers(severalOf(focus, list?.shown ?? [], target.count));
    case 'others': {
      const spokenOf = new Set(focus.map(({ id }) => id));
      const others = (list?.shown ?? []).filter(({ id }) => !spokenOf.has(id));
      return papers(others.slice(0, target.count ?? MOST));
    }
    case 'former':
    case 'latter': {
      const pair = focus.length === 2 ? focus : (list?.shown ?? []);
      if (pair.length !== 2) return { kind: 'nothing' };
      return papers([pair[target.kind === 'former' ? 0 : 1] as PaperMention]);
    }
  }
}

/** The papers that were spoken of last, the most prominent first. */
export function focusOf(turns: readonly Turn[]): PaperMention[] {
  const known = new Map(turns.flatMap(({ shown }) => shown.map((paper) => [paper.id, paper] as const)));
  return (turns.at(-1)?.focus ?? []).flatMap((id) => known.get(id) ?? []);
}

/** A choice from a list, and a single paper, leave the list before them standing. */
function lastList(turns: readonly Turn[]): Turn | undefined {
  const shown = turns.filter((turn) => turn.shown.length > 0);
  return shown.findLast((turn) => turn.shown.length > 1 && !turn.leant) ?? shown.at(-1);
}

function atPlaces({ shown, first }: Turn, places: readonly number[]): Resolved {
  const found: PaperMention[] = [];
  for (const place of places) {
    const printed = place - first;
    const at = place < 0 ? shown.length + place : shown[printed] ? printed : place - 1;
    const paper = place === 0 ? undefined : shown[at];
    if (!paper) return { kind: 'no-such-place', place, list: shown };
    if (!found.includes(paper)) found.push(paper);
  }
  return { kind: 'papers', papers: found };
}

/** "They": those spoken of, or all of the list where "both" or "the three" do not fit those. */
function severalOf(focus: readonly PaperMention[], list: readonly PaperMention[], count: number | undefined) {
  if (count === undefined) return focus.length ? focus.slice(0, MOST) : list.slice(0, MOST);
  if (focus.length === count) return focus;
  return (list.length >= count ? list : focus).slice(0, count);
}

function papers(found: readonly PaperMention[]): Resolved {
  return found.length ? { kind: 'papers', papers: found } : { kind: 'nothing' };
}
