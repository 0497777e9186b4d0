/** A line of spans comes in; pieces of Discord Markdown go out, words apart, citations with the word before them. */
import type { Line, PlainSpan } from '../domain/message.ts';
import { lineIn } from '../domain/words.ts';
import { escapeMarkdown, visibleText } from './escape-markdown.ts';
import { renderCitation, renderLink } from './link.ts';
import { Break, LONGEST_PIECE, type Piece } from './piece.ts';

/** The ids under which Discord knows our commands, by name; empty until they are registered. */
export type CommandIds = ReadonlyMap<string, string>;

/** A longer run of formatted text is formatted in several stretches, so that it can be split. */
const LONGEST_STRETCH = 200;
const SENTENCE_END = /[.!?…。！？]["'”’)\]]*$/u;
/** Words that would begin a list or a heading if a message began with them. */
const MARKER = /^(?:-#?|\+|#+|\d+\.)$/;

/** @returns no piece longer than `LONGEST_PIECE` */
export function renderLine(line: Line, commandIds: CommandIds): Piece[] {
  const pieces: Piece[] = [];
  let gap = '';
  let sentenceEnded = false;
  const add = (text: string, attached: boolean) => {
    const last = pieces.at(-1);
    if (last && attached && last.text.length + gap.length + text.length <= LONGEST_PIECE) {
      pieces[pieces.length - 1] = { ...last, text: last.text + gap + text };
    } else {
      const alone = MARKER.test(text) ? escapeMarkdown(text) : text;
      pieces.push({ text: alone, gap, rank: rankOf(gap, sentenceEnded), prefix: '' });
    }
    gap = '';
  };
  for (const span of mergeSpans(lineIn(line))) {
    if (typeof span === 'string') {
      for (const token of escapeMarkdown(span).match(/\s+|\S+/gu) ?? []) {
        if (/^\s/.test(token)) gap = joinGaps(gap, token);
        else {
          const attached = gap === '' || MARKER.test(token);
          chop(token).forEach((text, index) => {
            add(text, index === 0 && attached);
          });
          sentenceEnded = SENTENCE_END.test(token);
        }
      }
    } else {
      const attached = span.kind === 'citation' || gap === '';
      stretches(span).forEach(({ text, before }, index) => {
        if (before) gap = joinGaps(gap, before);
        add(renderSpan(text, span, commandIds), index === 0 ? attached : false);
        if (span.kind !== 'citation') sentenceEnded = SENTENCE_END.test(text);
      });
      if ('text' in span && /\s$/.test(span.text)) gap = joinGaps(gap, ' ');
    }
  }
  return pieces;
}

function renderSpan(text: string, span: Exclude<PlainSpan, string>, commandIds: CommandIds): string {
  switch (span.kind) {
    case 'strong':
      return `**${escapeMarkdown(text)}**`;
    case 'emphasis':
      return `*${escapeMarkdown(text)}*`;
    case 'code':
      return renderCode(text);
    case 'link':
      return renderLink(text, span.url);
    case 'citation':
      return renderCitation(span.number, span.url);
    case 'command': {
      // A command of a group is known by the id of the group.
      const id = commandIds.get(span.name) ?? commandIds.get(span.name.split(' ')[0] ?? '');
      return id ? `</${span.name}:${id}>` : `\`/${visibleText(span.name)}\``;
    }
    case 'mention': {
      const id = /^\d{1,25}$/.test(span.id) ? span.id : '0';
      return span.of === 'channel' ? `<#${id}>` : `<@&${id}>`;
    }
    case 'time':
      return `<t:${Math.floor(span.at / 1000)}:${span.as === 'relative' ? 'R' : 'F'}>`;
  }
}

/** Between single or double ticks nothing can be escaped; a text with both kinds inside is shown as plain text. */
function renderCode(text: string): string {
  if (!text.includes('`')) return `\`${text}\``;
  return text.includes('``') ? escapeMarkdown(text) : `\`\` ${text} \`\``;
}

interface Stretch {
  readonly text: string;
  /** White space that does not belong inside the marks. */
  readonly before: string;
}

function stretches(span: Exclude<PlainSpan, string>): Stretch[] {
  if (!('text' in span)) return [{ text: '', before: '' }];
  const found: { text: string; before: string }[] = [];
  for (const [word] of visibleText(span.text).matchAll(/\s*\S+/gu)) {
    const before = /^\s*/.exec(word)?.[0] ?? '';
    const last = found.at(-1);
    if (last && last.text.length + word.length <= LONGEST_STRETCH) last.text += word.replace(/\s+/g, ' ');
    else found.push(...chop(word.trimStart()).map((text, index) => ({ text, before: index === 0 ? before : '' })));
  }
  return found;
}

/** A long word in stretches that end between graphemes and never between a backslash and what it escapes. */
function chop(word: string): string[] {
  if (word.length <= LONGEST_STRETCH) return [word];
  const found: string[] = [];
  let current = '';
  let escaping = false;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)) {
    // A letter under hundreds of accents is no grapheme that anybody reads; it may be cut.
    for (const unit of segment.length > LONGEST_STRETCH ? [...segment] : [segment]) {
      if (!escaping && current.length + unit.length > LONGEST_STRETCH) {
        found.push(current);
        current = '';
      }
      current += unit;
      escaping = !escaping && unit === '\\';
    }
  }
  return [...found, current].filter((text) => text !== '');
}

/** Neighbours of the same kind become one, for `**a****b**` is not what it seems. */
function mergeSpans(line: readonly PlainSpan[]): PlainSpan[] {
  const merged: PlainSpan[] = [];
  for (const span of line) {
    const last = merged.at(-1);
    if (typeof span === 'string' && typeof last === 'string') merged[merged.length - 1] = last + span;
    else if (isMarked(span) && isMarked(last) && span.kind === last.kind) {
      merged[merged.length - 1] = { kind: span.kind, text: last.text + span.text };
    } else merged.push(span);
  }
  return merged.map((span, index) => (isMarked(span) && cannotBeMarked(span, merged[index - 1]) ? span.text : span));
}

/** `**a***b*` cannot be read either; and a word that is cut would begin and end marks in its middle. */
function cannotBeMarked(span: Marked, before: PlainSpan | undefined): boolean {
  const touches = isMarked(before) && span.kind !== 'code' && before.kind !== 'code';
  return touches || span.text.split(/\s+/).some((word) => word.length > LONGEST_STRETCH);
}

type Marked = Extract<PlainSpan, { readonly kind: 'strong' | 'emphasis' | 'code' }>;

function isMarked(span: PlainSpan | undefined): span is Marked {
  return typeof span === 'object' && (span.kind === 'strong' || span.kind === 'emphasis' || span.kind === 'code');
}

/** One line break stays one, more become an empty line. */
function joinGaps(before: string, after: string): string {
  const gap = before + after;
  const breaks = gap.split('\n').length - 1;
  return breaks === 0 ? gap : '\n'.repeat(Math.min(breaks, 2));
}

function rankOf(gap: string, sentenceEnded: boolean): Piece['rank'] {
  if (gap === '') return Break.grapheme;
  if (gap.includes('\n')) return Break.paragraph;
  return sentenceEnded ? Break.sentence : Break.word;
}
