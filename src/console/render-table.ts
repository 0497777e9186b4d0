/** In: a table block. Out: lines of a box no wider than the look; cells wrap, and a table too wide for a box becomes records. */

import type { Block } from '../domain/message.ts';
import { textIn } from '../domain/words.ts';
import { displayWidth } from './display-width.ts';
import { escapeText } from './escape.ts';
import { lineToRuns } from './render-line.ts';
import { type Look, MARKS, paint, type Run } from './style.ts';
import { wrap } from './wrap.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** Narrower cells cut most words. */
const SMALLEST_CELL = 8;
/** Longer words are cut, or one address would take the whole table. */
const LONGEST_WHOLE_WORD = 18;

export function renderTable(table: Table, look: Look): string[] {
  const header = table.columns.map((name) => lineToRuns([name], look.colours, MARKS.strong));
  if (!header.length) return [];
  const rows = table.rows.map((row) => header.map((_, index) => lineToRuns(row[index] ?? [], look.colours)));
  const natural = header.map((cell, index) =>
    Math.max(1, ...[cell, ...rows.map((row) => row[index] ?? [])].map(runsWidth)),
  );
  const available = look.width - 3 * header.length - 1;
  const words = header.map((cell, index) => longestWord([cell, ...rows.map((row) => row[index] ?? [])]));
  const widths = shareWidth(natural, words, available);
  return widths ? drawBox(header, rows, widths, look.colours) : drawRecords(table, rows, look);
}

/**
 * Columns that need less than an equal share keep what they need; the others divide the rest equally, but none is
 * narrower than its longest word, within reason.
 * @returns `undefined` when a column would be too narrow to read
 */
function shareWidth(natural: readonly number[], words: readonly number[], available: number): number[] | undefined {
  const widths = [...natural];
  const narrowestFirst = natural.map((_, index) => index).sort((a, b) => (natural[a] ?? 0) - (natural[b] ?? 0));
  let rest = available;
  for (const [position, column] of narrowestFirst.entries()) {
    const share = Math.floor(rest / (natural.length - position));
    const width = Math.min(natural[column] ?? 0, Math.max(share, words[column] ?? 0));
    const smallest = Math.min(SMALLEST_CELL, natural[column] ?? 0);
    if (width < smallest || rest - width < 0) return undefined;
    widths[column] = width;
    rest -= width;
  }
  return widths;
}

function drawBox(header: Run[][], rows: Run[][][], widths: number[], colours: boolean): string[] {
  const rule = (left: string, middle: string, right: string) =>
    paint(
      [{ text: left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right, mark: MARKS.note }],
      colours,
    );
  const bar = paint([{ text: '│', mark: MARKS.note }], colours);
  const draw = (cells: Run[][]) => {
    const wrapped = cells.map((cell, index) => wrap(cell, widths[index] ?? 1));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => {
      const padded = widths.map((width, index) => {
        const runs = wrapped[index]?.[line] ?? [];
        return ` ${paint(runs, colours)}${' '.repeat(Math.max(0, width - runsWidth(runs)))} `;
      });
      return `${bar}${padded.join(bar)}${bar}`;
    });
  };
  const drawn = rows.map(draw);
  const ruled = drawn.some((lines) => lines.length > 1);
  const body = drawn.flatMap((lines, index) => (ruled && index > 0 ? [rule('├', '┼', '┤'), ...lines] : lines));
  return [rule('┌', '┬', '┐'), ...draw(header), rule('├', '┼', '┤'), ...body, rule('└', '┴', '┘')];
}

/** One `Column: cell` after the other, an empty line between rows. */
function drawRecords(table: Table, rows: Run[][][], look: Look): string[] {
  return rows.flatMap((row, index) => {
    const lines = row.flatMap((cell, column) => {
      const name = { text: `${escapeText(textIn(table.columns[column] ?? ''))}: `, mark: MARKS.strong };
      return wrap([name, ...cell], look.width).map((runs) => paint(runs, look.colours));
    });
    return index > 0 ? ['', ...lines] : lines;
  });
}

function runsWidth(runs: readonly Run[]): number {
  return displayWidth(runs.map(({ text }) => text).join(''));
}

function longestWord(cells: readonly (readonly Run[])[]): number {
  const words = cells.flatMap((runs) =>
    runs
      .map(({ text }) => text)
      .join('')
      .split(/\s+/),
  );
  return Math.min(LONGEST_WHOLE_WORD, Math.max(1, ...words.map(displayWidth)));
}
