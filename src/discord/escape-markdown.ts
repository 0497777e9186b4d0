/** Plain text comes in; Discord Markdown that shows exactly that text, and does nothing, goes out. */

/**
 * Everything that takes no room on the screen (bidi controls, zero-width characters, tags, soft hyphens). What emoji
 * need to hold together is kept: a joiner between two pictures, and the presentation selectors after a picture.
 */
const INVISIBLE =
  /((?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D(?=\p{Extended_Pictographic})|(?<=\p{Emoji})[\uFE0E\uFE0F])|\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}/gu;
const CONTROL = /[^\P{Cc}\n\t]/gu;

/** What means something wherever it stands: emphasis, code, spoilers, masked links, mentions, timestamps. */
const ANYWHERE = /[\\*_~`|[\]<>@]/g;
/** `scheme://` would become a link. */
const ADDRESS = /:(?=\/\/)/g;
/** Invitations and gifts unfold without a scheme, too. */
const INVITATION = /(discord(?:app)?\.(?:gg|gift|new|com)|dis\.gd)(?=\/)/gi;
/** `:smile:` becomes a picture. */
const EMOJI_NAME = /:(?=[\w+-]+:)/g;
/** `#`, `-#`, `-`, `+` and `1.` mean something at the start of a line only. */
const LINE_START = /^([^\S\n]*)(#|-|\+)/gm;
const NUMBER_START = /^([^\S\n]*\d+)\.(?=\s|$)/gm;

/** The text without what nobody can see: no controls, no bidi or zero-width characters, no half characters. */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(INVISIBLE, (_, kept: string | undefined) => kept ?? '')
    .replace(CONTROL, '')
    .replaceAll('\t', ' ');
}

/**
 * The text as Markdown that Discord shows literally: nobody is mentioned, nothing is formatted, nothing unfolds.
 * Discord lets a backslash stand before any character that is neither letter, digit nor space.
 * NUL, which `visibleText` takes out, holds the place of the backslashes until all are found.
 */
export function escapeMarkdown(text: string): string {
  return visibleText(text)
    .replace(LINE_START, '$1\u0000$2')
    .replace(NUMBER_START, '$1\u0000.')
    .replace(ADDRESS, '\u0000:')
    .replace(EMOJI_NAME, '\u0000:')
    .replace(INVITATION, '$1\u0000')
    .replace(ANYWHERE, '\u0000$&')
    .replaceAll('\u0000', '\\');
}
