/** A digest in one language and without a word of mark-up: what mails, pages and feeds are made of. */
import type { PlainSpan } from './line.ts';
import type { MessageFile } from './message.ts';
import type { PaperId } from './paper.ts';

export interface OutlineEntry {
  readonly id: PaperId;
  readonly title: string;
  /** Of its abstract page. */
  readonly url?: string;
  /** Of its page on Daily Papers, where people discuss it. */
  readonly discussion?: string;
  /** People and organisation, upvotes, comments. */
  readonly facts: readonly string[];
  readonly line: string;
  /** Why it is there, a phrase each. */
  readonly reasons: readonly (readonly PlainSpan[])[];
}

export interface OutlineClaim {
  readonly text: string;
  readonly sources: readonly { readonly title: string; readonly url?: string }[];
}

export interface OutlineTheme {
  readonly name: string;
  /** "12 papers". */
  readonly size: string;
  readonly claims: readonly OutlineClaim[];
  readonly examples: readonly OutlineEntry[];
}

/** What is said in it that is not of a paper. */
export interface OutlineLabels {
  readonly themes: string;
  readonly papers: string;
  readonly roseLate: string;
  readonly discussion: string;
}

export interface DigestOutline {
  /** As BCP 47 writes it. */
  readonly language: string;
  /** "Papers of Monday 29 June 2026". */
  readonly title: string;
  /** "10 of 42 papers". Empty where nothing was chosen. */
  readonly summary: string;
  readonly entries: readonly OutlineEntry[];
  readonly themes: readonly OutlineTheme[];
  readonly roseLate: readonly OutlineEntry[];
  readonly picture?: MessageFile & { readonly alternative: string };
  /** Why there is no paper in it. */
  readonly nothing?: string;
  /** How the sentences came about. */
  readonly note: string;
  readonly labels: OutlineLabels;
}
