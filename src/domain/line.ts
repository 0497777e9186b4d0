/** A line of text, without a word of how it looks. */
import type { DaysSpan, TimeSpan } from './time-text.ts';

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
  | { readonly kind: 'mention'; readonly of: 'channel' | 'role'; readonly id: string }
  | TimeSpan;

/** The same, or words of ours in whichever language they are read. */
export type Span =
  | PlainSpan
  | Words
  | Several
  | DaysSpan
  | LanguageName
  | { readonly kind: 'strong' | 'emphasis'; readonly text: Words }
  | { readonly kind: 'link'; readonly text: Words; readonly url: string };

export type Line = readonly Span[];

/** The forms of a counted sentence, by the categories of Unicode CLDR; English has these two. */
export interface CountedForms {
  readonly one: string;
  readonly other: string;
}

/** What can stand in a gap: text of others is shown as it is, words of ours in the same language. */
export type Value = Span | Line | number;

/** A language by its English name, called as the reader's language calls it. */
export interface LanguageName {
  readonly kind: 'language';
  readonly name: string;
}

/** Things that are named one after the other, joined as the language joins them: "a, b and c". */
export interface Several {
  readonly kind: 'several';
  readonly joined: 'and' | 'or';
  readonly items: readonly Value[];
}

/**
 * A sentence, a phrase or a label of ours. Its English is what the catalogues know it by, so it is written where it is
 * said, whole: word order and endings differ between languages.
 */
export interface Words {
  readonly kind: 'words';
  /** With gaps: `Nothing on {topic} in {days}.` */
  readonly english: string | CountedForms;
  readonly values: Readonly<Record<string, Value>>;
  /** What the form of a counted sentence depends on; it fills the gap `{count}`. */
  readonly count?: number;
}
