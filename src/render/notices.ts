/** Short messages: progress, nothing there, what cannot be used. */
import type { Block, Line, Message } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { type Label, quoted, say, several } from '../domain/words.ts';
import { closestBlocks } from './answer.ts';

export { fullTextNote } from './full-text-note.ts';

const LONGEST_QUOTED = 160;

export function renderProgress(text: Label): Message {
  return { status: 'progress', blocks: [{ kind: 'paragraph', line: [text] }] };
}

/** What was typed cannot be used as it is, and how it could. */
export function renderInvalid(problem: Label, help: Label): Message {
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
          say(
            'That is of this moment, and I only know research papers: prices, the weather and the news are not in them.',
          ),
        ],
      },
      {
        kind: 'paragraph',
        line: [
          say('What I can tell: “how well do models forecast the weather?” or “papers on stock prices since 2026”.'),
        ],
      },
    ],
    private: hidden,
  };
}

/** Below an answer to a question that quotes what no abstract holds. */
export function notWordForWord(phrases: readonly string[]): Block {
  const each = several(phrases.map((phrase) => quoted(shorten(phrase, LONGEST_QUOTED))));
  return { kind: 'note', line: [say('No abstract here holds {phrases} word for word.', { phrases: each })] };
}

/** Below an answer from the rest of the library, where a place is about papers that do not say it. */
export function notOfPlace([paper, ...others]: readonly Paper[]): Block {
  const line =
    others.length || !paper
      ? say('These papers say little on this, so I looked through the library.')
      : say('“{title}” says little on this, so I looked through the library.', {
          title: shorten(paper.title, LONGEST_QUOTED),
        });
  return { kind: 'note', line: [line] };
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
