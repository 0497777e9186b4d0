/** A paper → its card, as the beginning of a discussion about it. */
import type { Message } from '../domain/message.ts';
import { renderAmbiguous, renderNotFound, renderPaper } from '../render/papers.ts';
import { findPaper } from '../retrieve/find-paper.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import type { FlowTools } from './flow-tools.ts';

export function createDiscussFlow({ library }: Pick<FlowTools, 'library'>) {
  return {
    /** @throws InvalidInput when there is no paper to look for */
    async *discuss(which: string): AsyncGenerator<Message> {
      const found = await findPaper(library, readQuestion(which));
      if (found.kind === 'ambiguous') return yield renderAmbiguous(which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(which, found.closest);
      const { paper } = found;
      const card = renderPaper(paper);
      // A withdrawn paper answers no question.
      yield paper.withdrawn ? card : { ...card, discussion: { name: paper.title, papers: [paper.id] } };
    },
  };
}
