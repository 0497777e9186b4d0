/** The parts of a review with their abstracts in, the written and checked parts out, growing sentence by sentence. */
import { answer } from '../answer/answer.ts';
import type { AnswerTask, AnswerTools } from '../answer/answer-task.ts';
import type { Prompts } from '../answer/prompts.ts';
import { openQuestionsTask, papersWithOpenQuestions, reviewPartTask } from '../answer/research-task.ts';
import type { Answer, Claim, FallbackReason } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Review } from '../domain/review.ts';
import { type Label, say } from '../domain/words.ts';
import type { TimeLimit } from '../research/time-limit.ts';
import type { Collected } from './research-gathering.ts';

export type WrittenParts = Pick<Review, 'overview' | 'parts' | 'open'>;

export interface WritingTask {
  readonly question: string;
  readonly topic: string;
  readonly collected: Collected;
  readonly prompts: Prompts;
  readonly answering: AnswerTools;
  /** Of the whole research. Once it is over, the rest is quoted. */
  readonly limit: TimeLimit;
  /** The reader's own. */
  readonly signal: AbortSignal;
}

/** The step that goes on now, and what is written. */
export interface WritingState {
  readonly step: Label;
  readonly review: WrittenParts;
}

interface Section {
  /** In the line of progress. */
  readonly name: Label;
  task(written: readonly Claim[]): AnswerTask;
}

/** So many parts one after the other that the model did not write: it will not write the others either. */
const PATIENCE = 2;
const MOST_OPEN_PAPERS = 8;
const OPEN_PART =
  'What these papers leave open: limits that they state, what they call future work, and where they disagree.';
const NOTHING: Answer = { status: 'abstained', mode: 'model', claims: [], closest: [], dropped: [] };

/** @throws only the reason of the reader's own signal */
export async function* writeParts(task: WritingTask): AsyncGenerator<WritingState, WrittenParts> {
  const { collected, answering, limit, signal } = task;
  const { model, ...withoutModel } = answering;
  const sections = sectionsOf(task);
  const answers: Answer[] = [];
  let failures: FallbackReason[] = [];

  function soFar(): WrittenParts {
    const parts = collected.parts.map(({ heading }, index) => ({ heading, answer: answers[index + 1] ?? NOTHING }));
    return { overview: answers[0] ?? NOTHING, parts, open: answers[collected.parts.length + 1] ?? NOTHING };
  }

  for (const [index, { name, task: taskOf }] of sections.entries()) {
    const written = answers.flatMap(({ claims }) => claims);
    const reason = limit.isOver() ? 'model-too-slow' : failures.length >= PATIENCE ? failures[0] : undefined;
    const byModel = model !== undefined && reason === undefined;
    const step = byModel
      ? say('Writing part {part} of {parts}: {name}', { part: index + 1, parts: sections.length, name })
      : say('Quoting for part {part} of {parts}: {name}', { part: index + 1, parts: sections.length, name });
    yield { step, review: soFar() };
    const deadlineMilliseconds = Math.min(answering.deadlineMilliseconds, limit.left() / (sections.length - index));
    const tools = byModel ? { ...answering, deadlineMilliseconds } : withoutModel;
    for await (const result of answer(taskOf(written), tools, signal)) {
      answers[index] = withoutRepeated(result, written);
      yield { step, review: soFar() };
    }
    const fallback = answers[index]?.fallback;
    if (model && reason) answers[index] = { ...(answers[index] ?? NOTHING), fallback: reason };
    else if (fallback === 'model-failed' || fallback === 'model-too-slow') failures = [...failures, fallback];
    else failures = [];
  }
  return soFar();
}

/** The question itself, the parts, and what is left open where any abstract says so. */
function sectionsOf({ question, topic, collected, prompts }: WritingTask): Section[] {
  const open = papersWithOpenQuestions(allEvidence(collected)).slice(0, MOST_OPEN_PAPERS);
  return [
    {
      name: say('the question itself'),
      task: (written) =>
        reviewPartTask(prompts, { question, part: question, topic, evidence: collected.overview, written }),
    },
    ...collected.parts.map(
      ({ heading, part, topic: own, evidence }): Section => ({
        name: heading,
        task: (written) => reviewPartTask(prompts, { question, part, topic: own, evidence, written }),
      }),
    ),
    ...(open.length
      ? [
          {
            name: say('open questions'),
            task: (written: readonly Claim[]) =>
              openQuestionsTask(prompts, { question, part: OPEN_PART, topic, evidence: open, written }),
          },
        ]
      : []),
  ];
}

/** A sentence stands in a review once. */
function withoutRepeated(result: Answer, written: readonly Claim[]): Answer {
  const said = new Set(written.map(({ text }) => text));
  return { ...result, claims: result.claims.filter(({ text }) => !said.has(text)) };
}

function allEvidence({ overview, parts }: Collected): Evidence[] {
  const all = [...overview, ...parts.flatMap(({ evidence }) => evidence)];
  return [...new Map(all.map((item) => [item.paper.id, item])).values()];
}
