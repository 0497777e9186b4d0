/** Text from outside becomes text that a terminal can only show. In: any string. Out: one line without a single instruction. */
import { stripVTControlCharacters } from 'node:util';

const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/**
 * Control characters, halves of surrogate pairs, interlinear marks, and what Unicode calls default ignorable:
 * zero-width characters, bidirectional marks and overrides, soft hyphens, tags, variation selectors.
 */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

/** Breaks and tabs become spaces; escape sequences, control, bidirectional and zero-width characters are gone. */
export function escapeText(text: string): string {
  return stripVTControlCharacters(text).replace(LINE_BREAKS, ' ').replace(UNSEEN, '');
}

/** The same JSON with every character that a terminal could obey or hide written as `\u….` */
export function escapeJson(json: string): string {
  return json.replace(UNSEEN, (found) =>
    Array.from({ length: found.length }, (_, index) => {
      return `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}

/** What VTE and most browsers take; a longer one would also be repeated on every line of its text. */
const LONGEST_ADDRESS = 2083;

/** The address in ASCII with everything unusual percent-encoded, or `undefined` when it is too long or none for a browser or mail. */
export function safeAddress(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || !['https:', 'http:', 'mailto:'].includes(url.protocol)) return undefined;
  return url.href.length <= LONGEST_ADDRESS ? url.href : undefined;
}
