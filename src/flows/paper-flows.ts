/** One paper: its card. */
import type { Message } from '../domain/message.ts';
import { renderAmbiguous, renderNotFound, renderPaper } from '../render/papers.ts';
import { findPaper } from '../retrieve/find-paper.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import type { FlowTools } from './flow-tools.ts';

export function createPaperFlows({ library }: FlowTools) {
  return {
    async *paper(which: string): AsyncGenerator<Message> {
      const found = await findPaper(library, readQuestion(which));
      if (found.kind === 'ambiguous') yield renderAmbiguous(which, found.papers);
      else yield found.kind === 'found' ? renderPaper(found.paper) : renderNotFound(which, found.closest);
    },
  };
}
