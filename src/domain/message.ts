/** What a person is shown, without a word of Discord or the terminal. Text in it is plain; each edge escapes it. */
import type { Answer } from './answer.ts';
import type { Paper } from './paper.ts';

/** A run of plain text, with what it means rather than how it looks. */
export type Span =
  | string
  | { readonly kind: 'strong' | 'emphasis' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** `[2]`: the second entry of the sources block. Never split from the word before it. */
  | { readonly kind: 'citation'; readonly number: number; readonly url?: string }
  /** A command that can be run: `/ask`. */
  | { readonly kind: 'command'; readonly name: string };

export type Line = readonly Span[];

export type Block =
  | { readonly kind: 'heading'; readonly line: Line }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'quote'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: readonly Line[]; readonly ordered?: boolean }
  /** Numbered things, each with a title and what is to be said of it, a line each; `first` is the first one's number. */
  | {
      readonly kind: 'entries';
      readonly items: readonly { readonly title: Line; readonly details: readonly Line[] }[];
      readonly first?: number;
    }
  /** Rows are as long as the columns; a cell is one line. */
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly Line[])[] }
  /** Numbered entries that citations point to. */
  | { readonly kind: 'sources'; readonly items: readonly { readonly number: number; readonly line: Line }[] }
  /** Small print: how the answer was made, what to try next. */
  | { readonly kind: 'note'; readonly line: Line };

/** Something that goes with a message: a picture of its counts, a report to keep. */
export interface MessageFile {
  /** With its extension: `trends.png`. */
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What it shows, for whoever cannot see it. */
  readonly description: string;
}

export type MessageStatus =
  | 'progress'
  | 'ok'
  | 'answered'
  | 'partial'
  | 'abstained'
  | 'not-found'
  | 'ambiguous'
  | 'invalid'
  | 'failed';

/** One state of a reply. A command yields several; each replaces the one before, the last is the answer. */
export interface Message {
  readonly status: MessageStatus;
  readonly blocks: readonly Block[];
  /** For the asker only, where the platform can do that. */
  readonly private?: boolean;
  /** They go with the last message of a reply; those of its progress are not shown. */
  readonly files?: readonly MessageFile[];
  /** What the blocks were made from, for `--json` and for tests. */
  readonly answer?: Answer;
  readonly papers?: readonly Paper[];
}

/** The text of a line without any mark-up; citations as `[2]`, commands as `/ask`. */
export function plainLine(line: Line): string {
  return line
    .map((span) => {
      if (typeof span === 'string') return span;
      if (span.kind === 'citation') return `[${span.number}]`;
      return span.kind === 'command' ? `/${span.name}` : span.text;
    })
    .join('');
}

/** The whole message as plain text, blocks separated by an empty line. */
export function plainText(message: Message): string {
  return message.blocks.map(plainBlock).join('\n\n');
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${plainLine(item)}`).join('\n');
    case 'entries':
      return block.items
        .map(({ title, details }, index) =>
          [
            `${index + (block.first ?? 1)}. ${plainLine(title)}`,
            ...details.map((line) => `   ${plainLine(line)}`),
          ].join('\n'),
        )
        .join('\n');
    case 'table':
      return [block.columns.join(' | '), ...block.rows.map((row) => row.map(plainLine).join(' | '))].join('\n');
    case 'sources':
      return block.items.map(({ number, line }) => `[${number}] ${plainLine(line)}`).join('\n');
    default:
      return plainLine(block.line);
  }
}
