/** What was typed where papers are asked for → the same with "it", "2" and "the first two" as ids. Pure. */
import type { Turn } from '../domain/conversation.ts';
import { arxivIdOf } from '../domain/paper.ts';
import { cleanText } from '../domain/text/clean.ts';
import { wordsOf } from './antecedent.ts';
import { without } from './read-leaning.ts';
import { readReferences, type Target } from './read-references.ts';
import { resolveTarget } from './resolve-target.ts';

export type ResolvedReference =
  /** Nothing in it points back, or there is nothing that it could mean. */
  | { readonly kind: 'as-typed' }
  | { readonly kind: 'resolved'; readonly text: string }
  | { readonly kind: 'no-such-place'; readonly place: number; readonly papers: number };

const SEPARATOR = /\s*[;,]\s*(?:(?:and|vs\.?|versus)\s+)?|\s+(?:vs\.?|versus|and|&|with)\s+/i;
const PLACES = /^#?\d{1,2}(?:\s*(?:,|and|&|vs\.?|versus|\s)\s*#?\d{1,2})*$/i;
/** What may stand beside a reference. */
const CONNECTIVES: ReadonlySet<string> = new Set([
  'and',
  'or',
  'vs',
  'versus',
  'with',
  'to',
  'compare',
  'please',
  'the',
]);
const BARE: Readonly<Record<string, Target>> = {
  this: { kind: 'one' },
  that: { kind: 'one' },
  these: { kind: 'several' },
  those: { kind: 'several' },
  both: { kind: 'several', count: 2 },
  all: { kind: 'several' },
  others: { kind: 'others' },
  last: { kind: 'positions', positions: [-1] },
};

/**
 * @param typed one paper or several, separated as `findPapers` takes them; pieces that do not point back stay
 * @param turns oldest first
 */
export function resolveReference(typed: string, turns: readonly Turn[]): ResolvedReference {
  const text = cleanText(typed);
  if (!turns.length || text.length > 200) return { kind: 'as-typed' };
  const whole = idsOf(text, turns);
  if (whole.kind !== 'as-typed') return whole;
  const pieces = text.split(SEPARATOR).filter(Boolean);
  if (pieces.length < 2) return whole;
  const resolved = pieces.map((piece) => idsOf(piece, turns));
  const missing = resolved.find(({ kind }) => kind === 'no-such-place');
  if (missing) return missing;
  if (resolved.every(({ kind }) => kind === 'as-typed')) return { kind: 'as-typed' };
  return {
    kind: 'resolved',
    text: resolved.map((item, at) => (item.kind === 'resolved' ? item.text : pieces[at])).join('; '),
  };
}

/** Only a text that points back and says nothing else: "It" may be the beginning of a title. */
function idsOf(text: string, turns: readonly Turn[]): ResolvedReference {
  const targets = targetsOf(text.replace(/[\s?.!]+$/, ''));
  const ids: string[] = [];
  for (const target of targets) {
    const found = resolveTarget(target, turns);
    if (found.kind === 'no-such-place') return { kind: found.kind, place: found.place, papers: found.list.length };
    if (found.kind === 'nothing') return { kind: 'as-typed' };
    ids.push(...found.papers.map((paper) => arxivIdOf(paper) ?? paper.id));
  }
  return ids.length ? { kind: 'resolved', text: [...new Set(ids)].join('; ') } : { kind: 'as-typed' };
}

function targetsOf(text: string): readonly Target[] {
  const bare = BARE[text.toLowerCase().replace(/^the /, '')];
  if (bare) return [bare];
  if (PLACES.test(text)) {
    return [{ kind: 'positions', positions: (text.match(/\d+/g) ?? []).map(Number) }];
  }
  const references = readReferences(text);
  return wordsOf(without(text, references)).every((word) => CONNECTIVES.has(word))
    ? references.map(({ target }) => target)
    : [];
}
