/** In: a Line of a Message. Out: runs of escaped text with marks, ready to wrap. */
import type { Line, PlainSpan } from '../domain/message.ts';
import { timeText } from '../domain/time-text.ts';
import { lineIn } from '../domain/words.ts';
import { escapeText, safeAddress } from './escape.ts';
import { combine, MARKS, type Mark, type Run } from './style.ts';

/**
 * @param outer what the whole line looks like: a heading, a note
 * @param colours without them a link tells its address and code keeps its backticks
 */
export function lineToRuns(line: Line, colours: boolean, outer: Mark = MARKS.none): Run[] {
  return lineIn(line).flatMap((span) =>
    spanToRuns(span, colours).map((run) => ({ ...run, text: escapeText(run.text), mark: combine(outer, run.mark) })),
  );
}

function spanToRuns(span: PlainSpan, colours: boolean): Run[] {
  if (typeof span === 'string') return [{ text: span, mark: MARKS.none }];
  switch (span.kind) {
    case 'citation': {
      const url = span.url === undefined ? undefined : safeAddress(span.url);
      return [{ text: `[${span.number}]`, mark: { ...MARKS.citation, url }, glued: true }];
    }
    case 'command':
      return [{ text: `/${span.name}`, mark: MARKS.command }];
    case 'mention':
      return [{ text: `${span.of} ${span.id}`, mark: MARKS.none }];
    case 'time':
      return [{ text: timeText(span), mark: MARKS.none }];
    case 'code':
      return [{ text: colours ? span.text : `\`${span.text}\``, mark: MARKS.code }];
    case 'link':
      return linkToRuns(span.text, safeAddress(span.url), colours);
    default:
      return [{ text: span.text, mark: MARKS[span.kind] }];
  }
}

function linkToRuns(text: string, url: string | undefined, colours: boolean): Run[] {
  if (!url) return [{ text, mark: MARKS.none }];
  if (colours) return [{ text, mark: { ...MARKS.link, url } }];
  const same = text === url || safeAddress(text) === url;
  return [{ text: same ? `<${url}>` : `${text} (${url})`, mark: MARKS.none }];
}
