/** A line of text, without a word of how it looks. */
import type { Words } from './words.ts';

/** A run of text that every edge can show, with what it means rather than how it looks. */
export type PlainSpan =
  | string
  | { readonly kind: 'strong' | 'emphasis' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** `[2]`: the second entry of the sources block. Never split from the word before it. */
  | { readonly kind: 'citation'; readonly number: number; readonly url?: string }
  /** A command that can be run: `/ask`. */
  | { readonly kind: 'command'; readonly name: string }
  /** A channel or a role of a server, by id. Nobody is told of it. */
  | { readonly kind: 'mention'; readonly of: 'channel' | 'role'; readonly id: string };

/** The same, or words of ours in whichever language they are read. */
export type Span =
  | PlainSpan
  | Words
  | { readonly kind: 'strong' | 'emphasis'; readonly text: Words }
  | { readonly kind: 'link'; readonly text: Words; readonly url: string };

export type Line = readonly Span[];
