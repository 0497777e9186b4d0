/** A table comes in; aligned columns in a code block go out, or nothing when they would be too wide or lose a link. */
import { type Block, type Line, plainLine } from '../domain/message.ts';
import { textIn } from '../domain/words.ts';
import { visibleText } from './escape-markdown.ts';
import { LONGEST_PIECE } from './piece.ts';

export type Table = Extract<Block, { readonly kind: 'table' }>;

/** About what a telephone shows of a code block without breaking lines. */
const WIDEST_TABLE = 56;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60]/u;

/** @returns a fence with a header, a rule and the rows, or `undefined` */
export function renderNarrowTable({ columns, rows }: Table): string | undefined {
  if (rows.some((row) => row.some(pointsSomewhere))) return undefined;
  const cells = [
    columns.map((column) => oneLine(textIn(column))),
    ...rows.map((row) => row.map((line) => oneLine(plainLine(line)))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => displayWidth(row[index] ?? ''))));
  const rule = widths.map((width) => '─'.repeat(width));
  const lines = [cells[0] ?? [], rule, ...cells.slice(1)].map((row) => align(row, widths));
  const fenced = ['```', ...lines, '```'].join('\n');
  const total = widths.reduce((sum, width) => sum + width + 2, -2);
  const fits = total <= WIDEST_TABLE && fenced.length <= LONGEST_PIECE && !lines.some((line) => line.includes('```'));
  return fits ? fenced : undefined;
}

/** A link in a code block is dead text. A citation is not lost there: its number is among the sources. */
function pointsSomewhere(line: Line): boolean {
  return line.some((span) => typeof span === 'object' && (span.kind === 'link' || span.kind === 'command'));
}

function oneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ').trim();
}

function align(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - displayWidth(cell)))
    .join('  ')
    .trimEnd();
}

/** Columns that a text takes in a fixed-width font. */
function displayWidth(text: string): number {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
  return [...graphemes].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);
}
