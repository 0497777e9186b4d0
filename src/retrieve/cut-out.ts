/** A text and places in it → the text without them, in a form that still reads well. Pure. */

/** From `start` up to, not including, `end`, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const JOINING_WORD_AT_END = /(?:^|\s)(?:and|or|but|nor)$/i;
const JOINING_WORD_AT_START = /^(?:and|or|but|nor)(?!\S)/i;
const ENDS_HERE = /^(?:[\s?.!,;:)]|$)/;
/** After these a new part of the sentence begins, so a joining word before them joins nothing. */
const PREPOSITION = /^(?:on|about|in|for|with|by|from|of|to|that|which|who|using)\b/i;

/**
 * @param spans in any order, as the subjects; they may touch but not overlap
 * @param subjects become "they", without which the sentence would break ("What did Lovelace et al. find?")
 */
export function cutOut(text: string, spans: readonly Span[], subjects: readonly Span[] = []): string {
  let rest = text;
  for (const span of [...spans, ...subjects].toSorted((a, b) => b.start - a.start)) {
    const before = rest.slice(0, span.start);
    const after = rest.slice(span.end);
    rest = subjects.includes(span) ? `${before}they${after}` : join(before, after);
  }
  return rest.trim();
}

function join(left: string, right: string): string {
  let before = left.trimEnd();
  let after = right.trimStart();
  if (/\($/.test(before) && after.startsWith(')')) {
    before = before.slice(0, -1).trimEnd();
    after = after.slice(1).trimStart();
  }
  if (!before) after = withoutOpening(after);
  const joining = JOINING_WORD_AT_START.exec(after)?.[0] ?? '';
  if (joining && PREPOSITION.test(after.slice(joining.length).trimStart())) {
    after = after.slice(joining.length).trimStart();
  }
  if (ENDS_HERE.test(after) || PREPOSITION.test(after)) before = withoutEnding(before);
  if (/[,;:]$/.test(before) && /^[,;:?.!]/.test(after)) before = before.slice(0, -1).trimEnd();
  return before && after && !/^[?.!,;:)]/.test(after) && !/\($/.test(before) ? `${before} ${after}` : before + after;
}

function withoutOpening(text: string): string {
  let rest = text;
  for (;;) {
    const shorter = rest
      .replace(/^[,;:.!?]/, '')
      .replace(JOINING_WORD_AT_START, '')
      .replace(/^(?:in|on|about)(?!\S)/i, '')
      .trimStart();
    if (shorter === rest) return rest;
    rest = shorter;
  }
}

function withoutEnding(text: string): string {
  let rest = text;
  for (;;) {
    const shorter = rest
      .replace(/[,;:]$/, '')
      .replace(JOINING_WORD_AT_END, '')
      .trimEnd();
    if (shorter === rest) return rest;
    rest = shorter;
  }
}
