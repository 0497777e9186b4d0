/** The papers of a stranger's message → a message: summaries set below each other, the rest as a list, and what is missing. */
import type { Block, Line, Message, Span } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { say, sayCounted } from '../domain/words.ts';
import { sourceLine } from './paper-lines.ts';

/** More links than that are no list that anybody reads. */
const MOST_LISTED = 10;
const LONGEST_NAME = 100;

export interface PapersHere {
  /** Of each paper, as far as it has come. */
  readonly summaries: readonly Message[];
  /** Papers that were found and are not summarised. */
  readonly others: readonly Paper[];
  /** What the library lacks. */
  readonly missing: readonly { readonly name: string; readonly url: string }[];
  /** All papers that were found, in order. */
  readonly papers: readonly Paper[];
}

/** @param final whether every summary is done */
export function renderPapersHere({ summaries, others, missing, papers }: PapersHere, final: boolean): Message {
  const answered = summaries.filter(({ status }) => status !== 'abstained' && status !== 'failed').length;
  const status = !final ? 'progress' : answered === papers.length && !missing.length ? 'answered' : 'partial';
  return {
    status,
    blocks: [...together(summaries), ...(final ? [...otherBlocks(others), ...missingBlocks(missing)] : [])],
    private: true,
    papers,
  };
}

/** No paper at all, or none that the library has. */
export function renderNoPapersHere(missing: PapersHere['missing']): Message {
  const help: Line = [
    say(
      'I find papers by their arXiv id, by addresses of arXiv, Hugging Face and DOIs, and by their titles. {search} looks for papers on a topic.',
      { search: { kind: 'command', name: 'search' } },
    ),
  ];
  const blocks: Block[] = missing.length
    ? missingBlocks(missing)
    : [{ kind: 'paragraph', line: [say('I find no paper in this message.')] }];
  return { status: 'not-found', blocks: [...blocks, { kind: 'note', line: help }], private: true };
}

function otherBlocks(others: readonly Paper[]): Block[] {
  if (!others.length) return [];
  const line: Line = [
    say('Also in this message: {summarize} tells of each of them.', {
      summarize: { kind: 'command', name: 'summarize' },
    }),
  ];
  return [{ kind: 'paragraph', line }, listOf(others.map(sourceLine))];
}

function missingBlocks(missing: PapersHere['missing']): Block[] {
  if (!missing.length) return [];
  const line = sayCounted(
    { one: 'This paper is not in the library:', other: 'These papers are not in the library:' },
    missing.length,
  );
  const items = missing.map(({ name, url }): Line => [{ kind: 'link', text: shorten(name, LONGEST_NAME), url }]);
  return [{ kind: 'paragraph', line: [line] }, listOf(items)];
}

function listOf(items: readonly Line[]): Block {
  const left = items.length - MOST_LISTED;
  return {
    kind: 'list',
    items:
      left > 0
        ? [...items.slice(0, MOST_LISTED), [sayCounted({ one: 'and {count} more', other: 'and {count} more' }, left)]]
        : items,
  };
}

/** Several messages as one: sources counted on, and at the end; what all of them say in small print said once. */
function together(messages: readonly Message[]): Block[] {
  const body: Block[] = [];
  const sources: { readonly number: number; readonly line: Line }[] = [];
  const notes = new Map<string, Block>();
  for (const { blocks } of messages) {
    const before = sources.length;
    for (const block of blocks) {
      if (block.kind === 'sources')
        sources.push(...block.items.map(({ number, line }) => ({ number: number + before, line })));
      else if (block.kind === 'note') notes.set(JSON.stringify(block), block);
      else body.push(countedOn(block, before));
    }
  }
  return [...body, ...(sources.length ? [{ kind: 'sources', items: sources } as const] : []), ...notes.values()];
}

function countedOn(block: Block, before: number): Block {
  const inLine = (line: Line): Line =>
    line.map(
      (span): Span =>
        typeof span === 'object' && span.kind === 'citation' ? { ...span, number: span.number + before } : span,
    );
  if (block.kind === 'list') return { ...block, items: block.items.map(inLine) };
  return 'line' in block ? { ...block, line: inLine(block.line) } : block;
}
