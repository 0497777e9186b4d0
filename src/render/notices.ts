/** Short messages: progress, nothing there, what cannot be used. */
import type { Block, Line, Message } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import { closestBlocks } from './answer.ts';

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
