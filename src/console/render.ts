/** Message → terminal. In: a Message, a width in columns, colours or not. Out: text; no line is wider, none holds a foreign control character. */
import { type Line, type Message, type PlainBlock, withoutCards } from '../domain/message.ts';
import { displayWidth } from './display-width.ts';
import { lineToRuns } from './render-line.ts';
import { renderTable } from './render-table.ts';
import { type Look, MARKS, type Mark, paint } from './style.ts';
import { wrap } from './wrap.ts';

/** Below this a word and its citation do not fit beside a list mark. */
const SMALLEST_WIDTH = 20;

/** The blocks with an empty line between them, without a line break at the end. */
export function renderMessage(message: Message, look: Look): string {
  const fitted = { ...look, width: Math.max(SMALLEST_WIDTH, look.width) };
  return withoutCards(message.blocks)
    .map((block) => renderBlock(block, fitted).join('\n'))
    .join('\n\n');
}

function renderBlock(block: PlainBlock, look: Look): string[] {
  switch (block.kind) {
    case 'heading':
      return hang('', block.line, look, MARKS.strong);
    case 'paragraph':
      return hang('', block.line, look);
    case 'quote':
      return hang('│ ', block.line, look, MARKS.quote, '│ ');
    case 'note':
      return hang('', block.line, look, MARKS.note);
    case 'list': {
      const names = block.items.map((_, index) => (block.ordered ? `${index + 1}.` : '•'));
      return entries(names, block.items, look);
    }
    case 'entries': {
      const names = block.items.map((_, index) => `${index + (block.first ?? 1)}.`);
      const indent = ' '.repeat(Math.max(0, ...names.map((name) => name.length)) + 1);
      return block.items.flatMap(({ title, details }, index) => [
        ...hang(`${(names[index] ?? '').padStart(indent.length - 1)} `, title, look),
        ...details.flatMap((line) => hang(indent, line, look)),
      ]);
    }
    case 'sources': {
      const names = block.items.map(({ number }) => `[${number}]`);
      return entries(
        names,
        block.items.map(({ line }) => line),
        look,
      );
    }
    case 'table':
      return renderTable(block, look);
  }
}

/** Entries with their marks in a column of their own, to the right of it where they differ in length. */
function entries(names: readonly string[], lines: readonly Line[], look: Look): string[] {
  const column = Math.max(0, ...names.map((name) => displayWidth(name)));
  return lines.flatMap((line, index) => hang(`${(names[index] ?? '').padStart(column)} `, line, look));
}

/** A wrapped line whose first line begins with one thing and the following ones with another, blank by default. */
function hang(
  first: string,
  line: Line,
  look: Look,
  mark: Mark = MARKS.none,
  next = ' '.repeat(first.length),
): string[] {
  const wrapped = wrap(lineToRuns(line, look.colours, mark), look.width - displayWidth(first));
  return wrapped.map((runs, index) => {
    const lead = { text: index === 0 ? first : next, mark: first.trim() ? MARKS.note : MARKS.none };
    return lead.text.trim() ? paint([lead, ...runs], look.colours) : `${lead.text}${paint(runs, look.colours)}`;
  });
}
