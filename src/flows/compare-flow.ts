/** Two to five papers, or a topic whose best papers are chosen → a table, and how they differ. */
import { answer } from '../answer/answer.ts';
import { checkCells } from '../answer/check-cell.ts';
import { comparisonTask } from '../answer/comparison-task.ts';
import { checkComparisonClaim } from '../cite/check-comparison.ts';
import type { Call } from '../domain/command.ts';
import type { Block, Message } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import { shorten } from '../domain/text/clean.ts';
import { inTurn, quoted, say, sayCounted } from '../domain/words.ts';
import { renderComparison } from '../render/comparison.ts';
import { aboutSubject, inWords } from '../render/lists.ts';
import { renderInvalid, renderNothing, renderProgress } from '../render/notices.ts';
import { renderAmbiguous, renderNotFound, renderUnusable } from '../render/papers.ts';
import { bestPapers, readTopicRequest, type TopicRequest } from '../retrieve/best-papers.ts';
import { findPapers } from '../retrieve/find-papers.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import { evidenceOf, retrieve } from '../retrieve/retrieve.ts';
import { understandQuestion } from '../retrieve/understand-question.ts';
import type { FlowTools } from './flow-tools.ts';
import { asAsked, shown } from './shown.ts';

const LONGEST_TOPIC = 60;

export function createCompareFlow({ library, prompts, answeringFor, context, today }: FlowTools) {
  return {
    /** @throws InvalidInput when there is nothing to look for, or a date cannot be read */
    async *compare(which: string, wanted: string | undefined, call: Call): AsyncGenerator<Message> {
      const focus = wanted?.trim() ? readQuestion(wanted) : undefined;
      const asked = readQuestion(which.replace(/\n+/g, ';'));
      const topic = readTopicRequest(asked);
      // A title may read like a topic.
      if (topic && !(await library.findByTitle(asked)).length) return yield* compareBest(topic, focus, call);
      const found = await findPapers(library, asked, 2);
      if (found.kind === 'problem') return yield renderInvalid(found.problem, found.help);
      if (found.kind === 'ambiguous') return yield renderAmbiguous(found.which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(found.which, found.closest);
      const unusable = found.papers.find((paper) => paper.withdrawn || !paper.abstract.trim());
      if (unusable) return yield renderUnusable(unusable);
      yield* compareAll(found.papers, focus, call);
    },
  };

  async function* compareBest(request: TopicRequest, focus: string | undefined, call: Call): AsyncGenerator<Message> {
    const { subject, conditions } = await understandQuestion(library, `papers on ${request.topic}`, {}, today());
    yield renderProgress(say('Looking for papers to compare…'));
    const { evidence, closest } = await retrieve(library, subject, conditions);
    const papers = bestPapers(evidence, request);
    if (papers.length < 2) {
      const few = papers.length ? say('only one paper') : say('no papers');
      const help = say('Name the papers that you mean, or another topic.');
      const what = aboutSubject(few, subject, conditions);
      return yield renderNothing(
        [say('The library has {papers}, so there is nothing to compare.', { papers: what })],
        papers.length ? papers : closest,
        [[help]],
      );
    }
    const facts = { topic: inWords(quoted(shorten(subject, LONGEST_TOPIC)), conditions) };
    const chosen =
      request.by === 'newest'
        ? sayCounted(
            {
              one: 'Chosen from the {count} paper that fits {topic} best: by fit, and lightly by how new they are.',
              other: 'Chosen from the {count} papers that fit {topic} best: by fit, and lightly by how new they are.',
            },
            evidence.length,
            facts,
          )
        : sayCounted(
            {
              one: 'Chosen from the {count} paper that fits {topic} best: by fit, and lightly by upvotes.',
              other: 'Chosen from the {count} papers that fit {topic} best: by fit, and lightly by upvotes.',
            },
            evidence.length,
            facts,
          );
    const line = inTurn(chosen, say('Name the papers to choose them yourself.'));
    yield* asAsked(compareAll(papers, focus, call, subject), {}, [{ kind: 'note', line: [line] } satisfies Block]);
  }

  async function* compareAll(
    papers: readonly Paper[],
    focus: string | undefined,
    call: Call,
    topic?: string,
  ): AsyncGenerator<Message> {
    yield renderProgress(
      sayCounted(
        { one: 'Setting {count} paper side by side…', other: 'Setting {count} papers side by side…' },
        papers.length,
      ),
    );
    const evidence = papers.map((paper) => evidenceOf(library, paper, focus ?? topic ?? paper.title));
    const answers = answer(
      comparisonTask(prompts, evidence, focus),
      { ...(await answeringFor(call, 'comparison')), check: checkCells(checkComparisonClaim) },
      call.signal,
    );
    yield* shown(answers, (result, final) => renderComparison(result, papers, context, focus, final));
  }
}
