/** What a person is shown, without a word of Discord or the terminal. Text in it is plain; each edge escapes it. */
import type { Action } from './actions.ts';
import type { Answer } from './answer.ts';
import type { Understanding } from './conversation.ts';
import type { Line } from './line.ts';
import type { Paper, PaperId } from './paper.ts';
import { type CardsBlock, type EntriesBlock, entriesOf, type NoteBlock } from './paper-card.ts';
import { bareText, type Label, lineIn, textIn } from './words.ts';

export type { Line, PlainSpan, Span } from './line.ts';

export type Block =
  | { readonly kind: 'heading'; readonly line: Line }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'quote'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: readonly Line[]; readonly ordered?: boolean }
  /** Numbered things, each with a title and what is to be said of it, a line each; `first` is the first one's number. */
  | EntriesBlock
  /** A list of papers, each a card where there are such; numbered entries elsewhere. */
  | CardsBlock
  /** Rows are as long as the columns; a cell is one line. */
  | { readonly kind: 'table'; readonly columns: readonly Label[]; readonly rows: readonly (readonly Line[])[] }
  /** Numbered entries that citations point to. */
  | { readonly kind: 'sources'; readonly items: readonly { readonly number: number; readonly line: Line }[] }
  /** Small print: how the answer was made, what to try next. */
  | NoteBlock;

/** A block that every edge can show. */
export type PlainBlock = Exclude<Block, CardsBlock>;

/** Something that goes with a message: a picture of its counts, a report to keep. */
export interface MessageFile {
  /** With its extension: `trends.png`. */
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What it shows, for whoever cannot see it. */
  readonly description: Label;
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
  /** What can be pressed below it. They go with the last message of a reply; those of its progress are not shown. */
  readonly actions?: readonly Action[];
  /** A thread of its own goes on from it, where there are such; questions there are on these papers first. */
  readonly discussion?: { readonly name: string; readonly papers: readonly PaperId[] };
  /** What the blocks were made from, for `--json` and for tests. */
  readonly answer?: Answer;
  readonly papers?: readonly Paper[];
  /** What a question was taken for that leant on what was said before. */
  readonly understood?: Understanding;
  /** What it took of language models; missing where none was asked. Not shown: `/usage` has the sums. */
  readonly usage?: MessageUsage;
}

export interface MessageUsage {
  readonly requests: number;
  readonly inputTokens: number;
  /** Those of `inputTokens` that the server still held. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** US dollars; missing where the price of a model is not known. */
  readonly dollars?: number;
  /** A server did not count, so that the tokens are reckoned from characters. */
  readonly estimated: boolean;
}

/** The text of a line without any mark-up; citations as `[2]`, commands as `/ask`. */
export function plainLine(line: Line): string {
  return lineIn(line).map(bareText).join('');
}

/** The whole message as plain text, blocks separated by an empty line. */
export function plainText(message: Message): string {
  return withoutCards(message.blocks).map(plainBlock).join('\n\n');
}

/** The same blocks for where there are no cards. */
export function withoutCards(blocks: readonly Block[]): PlainBlock[] {
  return blocks.flatMap((block): PlainBlock[] => (block.kind === 'cards' ? entriesOf(block) : [block]));
}

function plainBlock(block: PlainBlock): string {
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
      return [
        block.columns.map((column) => textIn(column)).join(' | '),
        ...block.rows.map((row) => row.map(plainLine).join(' | ')),
      ].join('\n');
    case 'sources':
      return block.items.map(({ number, line }) => `[${number}] ${plainLine(line)}`).join('\n');
    default:
      return plainLine(block.line);
  }
}
