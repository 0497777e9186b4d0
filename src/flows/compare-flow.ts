/** Two to five papers → a table, and how they differ. */
import { answer } from '../answer/answer.ts';
import { comparisonTask } from '../answer/comparison-task.ts';
import { checkComparisonClaim } from '../cite/check-comparison.ts';
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import { renderComparison } from '../render/comparison.ts';
import { renderInvalid, renderProgress } from '../render/notices.ts';
import { renderAmbiguous, renderNotFound, renderUnusable } from '../render/papers.ts';
import { findPapers } from '../retrieve/find-papers.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import { evidenceOf } from '../retrieve/retrieve.ts';
import type { FlowTools } from './flow-tools.ts';
import { shown } from './shown.ts';

export function createCompareFlow({ library, prompts, answering, context }: FlowTools) {
  return {
    async *compare(which: string, wanted: string | undefined, call: Call): AsyncGenerator<Message> {
      const focus = wanted?.trim() ? readQuestion(wanted) : undefined;
      const found = await findPapers(library, readQuestion(which.replace(/\n+/g, ';')), 2);
      if (found.kind === 'problem') return yield renderInvalid(found.problem, found.help);
      if (found.kind === 'ambiguous') return yield renderAmbiguous(found.which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(found.which, found.closest);
      const unusable = found.papers.find((paper) => paper.withdrawn || !paper.abstract.trim());
      if (unusable) return yield renderUnusable(unusable);
      yield renderProgress(`Setting ${found.papers.length} papers side by side…`);
      const evidence = found.papers.map((paper) => evidenceOf(library, paper, focus ?? paper.title));
      const answers = answer(
        comparisonTask(prompts, evidence, focus),
        { ...answering, check: checkComparisonClaim },
        call.signal,
      );
      yield* shown(answers, (result, final) => renderComparison(result, found.papers, context, focus, final));
    },
  };
}
