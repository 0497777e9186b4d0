/** Below an answer on something that abstracts seldom tell: where to read on. */
import type { Block } from '../domain/message.ts';
import { arxivIdOf, type Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { say } from '../domain/words.ts';

const LONGEST_TITLE = 160;

export function fullTextNote(paper: Paper | undefined): Block {
  if (!paper) return { kind: 'note', line: [say('Only abstracts are in the library; the full text may say more.')] };
  const text = shorten(paper.title, LONGEST_TITLE);
  const arxivId = arxivIdOf(paper);
  const title = arxivId
    ? ({ kind: 'link', text, url: `https://arxiv.org/pdf/${arxivId}` } as const)
    : ({ kind: 'strong', text } as const);
  return {
    kind: 'note',
    line: [say('Only abstracts are in the library; the full text may say more: {title}', { title })],
  };
}
