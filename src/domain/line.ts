/** A line of text, without a word of how it looks. */

/** A run of plain text, with what it means rather than how it looks. */
export type Span =
  | string
  | { readonly kind: 'strong' | 'emphasis' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** `[2]`: the second entry of the sources block. Never split from the word before it. */
  | { readonly kind: 'citation'; readonly number: number; readonly url?: string }
  /** A command that can be run: `/ask`. */
  | { readonly kind: 'command'; readonly name: string }
  /** A channel or a role of a server, by id. Nobody is told of it. */
  | { readonly kind: 'mention'; readonly of: 'channel' | 'role'; readonly id: string };

export type Line = readonly Span[];
