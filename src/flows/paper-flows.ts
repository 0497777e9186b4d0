/** One paper: its card, its titles while typing. */
import type { Choice } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import { arxivIdOf } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { renderAmbiguous, renderNotFound, renderPaper } from '../render/papers.ts';
import { findPaper } from '../retrieve/find-paper.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import type { FlowTools } from './flow-tools.ts';

const CHOICES = 25;
const CHOICE_LENGTH = 100;

export function createPaperFlows({ library }: FlowTools) {
  return {
    async *paper(which: string): AsyncGenerator<Message> {
      const found = await findPaper(library, readQuestion(which));
      if (found.kind === 'ambiguous') yield renderAmbiguous(which, found.papers);
      else yield found.kind === 'found' ? renderPaper(found.paper) : renderNotFound(which, found.closest);
    },

    /** Titles for autocomplete; the value is an id, which never means two papers. */
    async completePaper(typed: string): Promise<Choice[]> {
      const papers = await library.completeTitle(typed, CHOICES);
      return papers.map((paper) => ({
        name: shorten(paper.title, CHOICE_LENGTH),
        value: arxivIdOf(paper) ?? paper.id,
      }));
    },
  };
}
