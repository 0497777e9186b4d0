/** Paragraphs in, lines of at most so many characters out: the plain part of a mail. Pure. */

/** As RFC 5322 (2.1.1) wants it, with room for the marks of a reply. */
const WIDTH = 72;

/** Words are never broken: an address stays whole. @param indent before each line @param first before the first one */
export function wrapText(text: string, indent = '', first = indent): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/[ \t\r\n]+/).filter(Boolean)) {
    if (!isEmpty && [...line].length + 1 + [...word].length > WIDTH) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  if (!isEmpty) lines.push(line);
  // What must not be parted is not: now it can be a plain space, which every program shows.
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

/** A title with a line of signs below it. */
export function underlined(title: string, sign: '=' | '-' = '='): string {
  const wrapped = wrapText(title);
  const longest = Math.max(0, ...wrapped.split('\n').map((line) => [...line].length));
  return `${wrapped}\n${sign.repeat(longest)}`;
}
