/** A paper → a summary of its abstract. */
import { answer } from '../answer/answer.ts';
import { type SummaryLength, type SummaryReader, summaryTask } from '../answer/summary-task.ts';
import { checkClaim } from '../cite/check-claim.ts';
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import { renderAnswer } from '../render/answer.ts';
import { renderProgress } from '../render/notices.ts';
import { renderAmbiguous, renderNotFound, renderPaper } from '../render/papers.ts';
import { findPaper } from '../retrieve/find-paper.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import { evidenceOf } from '../retrieve/retrieve.ts';
import type { FlowTools } from './flow-tools.ts';
import { shown } from './shown.ts';

export function createSummarizeFlow({ library, prompts, answering, context }: FlowTools) {
  return {
    async *summarize(which: string, length: SummaryLength, reader: SummaryReader, call: Call): AsyncGenerator<Message> {
      const found = await findPaper(library, readQuestion(which));
      if (found.kind === 'ambiguous') return yield renderAmbiguous(which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(which, found.closest);
      const { paper } = found;
      const evidence = evidenceOf(library, paper, paper.title);
      if (paper.withdrawn || !evidence.sentences.length) return yield renderPaper(paper);
      yield renderProgress('Reading the abstract…');
      const answers = answer(
        summaryTask(prompts, evidence, length, reader),
        { ...answering, check: checkClaim },
        call.signal,
      );
      yield* shown(answers, (result, final) =>
        renderAnswer(
          result,
          { ...context, heading: [paper.title], nothing: 'The abstract says too little for a summary.' },
          final,
        ),
      );
    },
  };
}
