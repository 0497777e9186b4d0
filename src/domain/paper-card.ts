/** A paper in a list, its parts apart, so that an edge may lay it out as a card. */
import type { Action } from './actions.ts';
import type { Line, Span } from './line.ts';
import type { Day, PaperId } from './paper.ts';
import { inARow, type Label, say } from './words.ts';

/** Text is as the sources have it: of any length, never trusted. */
export interface PaperCard {
  readonly id: PaperId;
  readonly title: string;
  /** Of its abstract page. */
  readonly url?: string;
  /** "Ada Lovelace and 2 others". */
  readonly people?: Label;
  readonly organisation?: string;
  readonly date?: Day;
  /** "▲ 19 upvotes", "2 comments". */
  readonly interest: readonly Label[];
  readonly withdrawn: boolean;
  /** The sentence of its abstract that says what it is; missing where there is none. */
  readonly line?: string;
  /** Why it is in the list, in a line of its own; missing where the heading says it. */
  readonly reasons?: Label;
  /** What can be pressed beside it. */
  readonly actions: readonly Action[];
}

export interface CardsBlock {
  readonly kind: 'cards';
  readonly items: readonly PaperCard[];
  /** The number of the first one; 1 without it. */
  readonly first?: number;
  /** Where the next page is, for whoever has no buttons; missing on the last. */
  readonly next?: Line;
}

export interface EntriesBlock {
  readonly kind: 'entries';
  readonly items: readonly { readonly title: Line; readonly details: readonly Line[] }[];
  readonly first?: number;
}

export interface NoteBlock {
  readonly kind: 'note';
  readonly line: Line;
}

/** The same list for where there are neither cards nor buttons: numbered entries, and where the next page is. */
export function entriesOf({ items, first, next }: CardsBlock): [EntriesBlock, ...NoteBlock[]] {
  const entries: EntriesBlock = {
    kind: 'entries',
    items: items.map((card) => ({
      title: [titleOf(card)],
      details: [
        ...shortFacts(card),
        ...(card.line ? [[card.line]] : []),
        ...(card.reasons ? [[{ kind: 'emphasis', text: card.reasons } as Span]] : []),
      ],
    })),
    ...(first !== undefined && first > 1 && { first }),
  };
  return next ? [entries, { kind: 'note', line: next }] : [entries];
}

function titleOf({ title, url }: PaperCard): Span {
  return url ? { kind: 'link', text: title, url } : { kind: 'strong', text: title };
}

/** "Qwen · 2026-06-29 · ▲ 19 upvotes · 2 comments" as a line; what is not known is left out, and nothing is no line. */
function shortFacts({ organisation, people, date, interest, withdrawn }: PaperCard): Line[] {
  const facts = [organisation ?? people, date, ...interest, withdrawn ? say('withdrawn') : undefined];
  const known = facts.filter((fact): fact is Label => fact !== undefined && fact !== '');
  return known.length ? [[{ kind: 'emphasis', text: inARow(known) }]] : [];
}
