/** A block comes in; pieces of Discord Markdown go out, the block's markers with them. */
import type { Line, PlainBlock } from '../domain/message.ts';
import { Break, type Piece } from './piece.ts';
import { type CommandIds, renderLine } from './render-line.ts';
import { renderNarrowTable, type Table } from './render-table.ts';

/** @returns the block's pieces; the gap of the first is for the caller to choose */
export function renderBlock(block: PlainBlock, commandIds: CommandIds): Piece[] {
  const marked = (line: Line, marker: string, repeated = '') =>
    withMarker(onOneLine(renderLine(line, commandIds)), marker, repeated);
  switch (block.kind) {
    case 'heading':
      return marked(block.line, '## ', '## ');
    case 'paragraph':
      return renderLine(block.line, commandIds);
    case 'quote':
      return quoted(withMarker(renderLine(block.line, commandIds), '> ', '> '));
    case 'note':
      return marked(block.line, '-# ', '-# ');
    case 'list':
      return onLines(block.items.map((item, index) => marked(item, block.ordered ? `${index + 1}. ` : '- ')));
    case 'entries':
      return onLines(
        block.items.flatMap(({ title, details }, index) => [
          marked(title, `${index + (block.first ?? 1)}. `),
          // Indented as far as the title, a line stays part of its entry.
          ...details.map((line) => marked(line, '   ')),
        ]),
      );
    case 'sources':
      return onLines(block.items.map(({ number, line }) => marked(line, `-# [${number}] `, '-# ')));
    case 'table':
      return renderTable(block, marked);
  }
}

/** Narrow: a code block. Otherwise a small list a row: the first cell in bold, then `column: value`. */
function renderTable(table: Table, marked: (line: Line, marker: string) => Piece[]): Piece[] {
  const fenced = renderNarrowTable(table);
  if (fenced) return [{ text: fenced, gap: '', rank: Break.block, prefix: '' }];
  return table.rows.flatMap(([first = [], ...others], row) => {
    const values = others.map((value, index) => marked([`${table.columns[index + 1]}: `, ...value], '- '));
    const [start, ...rest] = onLines([marked(strong(first), ''), ...values]);
    return start ? [row === 0 ? start : { ...start, gap: '\n\n', rank: Break.block }, ...rest] : rest;
  });
}

function strong(line: Line): Line {
  return line.map((span) => (typeof span === 'string' ? { kind: 'strong', text: span } : span));
}

function withMarker(pieces: readonly Piece[], marker: string, repeated: string): Piece[] {
  return pieces.map((piece, index) =>
    index === 0 ? { ...piece, gap: '', text: marker + piece.text } : { ...piece, prefix: repeated },
  );
}

/** What stands behind a marker must not leave its line. */
function onOneLine(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) => (piece.gap.includes('\n') ? { ...piece, gap: ' ', rank: Break.sentence } : piece));
}

function quoted(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) =>
    piece.gap.includes('\n') ? { ...piece, gap: piece.gap.replaceAll('\n', '\n> ') } : piece,
  );
}

function onLines(lines: readonly (readonly Piece[])[]): Piece[] {
  return lines
    .filter((line) => line.length > 0)
    .flatMap(([first, ...rest]) => (first ? [{ ...first, gap: '\n', rank: Break.paragraph }, ...rest] : []));
}
