/** Short messages: progress, nothing there, what cannot be used. */
import type { Block, Line, Message } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { closestBlocks } from './answer.ts';

export { fullTextNote } from './full-text-note.ts';

const LONGEST_QUOTED = 160;

export function renderProgress(text: string): Message {
  return { status: 'progress', blocks: [{ kind: 'paragraph', line: [text] }] };
}

/** What was typed cannot be used as it is, and how it could. */
export function renderInvalid(problem: string, help: string): Message {
  return {
    status: 'invalid',
    blocks: [
      { kind: 'paragraph', line: [problem] },
      { kind: 'paragraph', line: [help] },
    ],
  };
}

/** Something of this moment, which no library holds. */
export function renderLive(hidden: boolean | undefined): Message {
  return {
    status: 'abstained',
    blocks: [
      {
        kind: 'paragraph',
        line: [
          'That is of this moment, and I only know research papers: prices, the weather and the news are not in them.',
        ],
      },
      {
        kind: 'paragraph',
        line: ['What I can tell: “how well do models forecast the weather?” or “papers on stock prices since 2026”.'],
      },
    ],
    private: hidden,
  };
}

/** Below an answer to a question that quotes what no abstract holds. */
export function notWordForWord(phrases: readonly string[]): Block {
  const quoted = shorten(phrases.map((phrase) => `“${phrase}”`).join(' and '), LONGEST_QUOTED);
  return { kind: 'note', line: [`No abstract here holds ${quoted} word for word.`] };
}

/** Below an answer from the rest of the library, where a place is about papers that do not say it. */
export function notOfPlace([paper, ...others]: readonly Paper[]): Block {
  const which = others.length || !paper ? 'These papers say' : `“${shorten(paper.title, LONGEST_QUOTED)}” says`;
  return { kind: 'note', line: [`${which} little on this, so I looked through the library.`] };
}

/** Nothing fits: what was looked for, what would help, and what came closest. */
export function renderNothing(line: Line, closest: readonly Paper[] = [], notes: readonly Line[] = []): Message {
  return {
    status: 'abstained',
    blocks: [
      { kind: 'paragraph', line },
      ...closestBlocks(closest),
      ...notes.map((note): Block => ({ kind: 'note', line: note })),
    ],
    papers: closest,
  };
}
