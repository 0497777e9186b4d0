/** A question → a review of what the library holds on it: gathered step by step, written part by part, every sentence checked. */
import { keySentence } from '../answer/research-task.ts';
import { checkClaim } from '../cite/check-claim.ts';
import { citedPapers } from '../domain/answer.ts';
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import type { Paper } from '../domain/paper.ts';
import type { PaperConditions, ToolModel } from '../domain/ports.ts';
import { claimsOf, type ResearchDepth, type Review } from '../domain/review.ts';
import { type Label, say } from '../domain/words.ts';
import { renderAnswer } from '../render/answer.ts';
import { renderInvalid, renderLive } from '../render/notices.ts';
import { mergedAnswer, renderGrowingReview, renderResearchProgress, renderReview } from '../render/research.ts';
import { boundsOf, DEFAULT_RESEARCH_LIMITS, type ResearchLimits } from '../research/depth.ts';
import { startTimeLimit } from '../research/time-limit.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import { evidenceOf, type Retrieval, retrieve } from '../retrieve/retrieve.ts';
import { hasWords, isAnsweredByList } from '../retrieve/subject-of-request.ts';
import { understandQuestion } from '../retrieve/understand-question.ts';
import type { FlowTools } from './flow-tools.ts';
import type { ListFlows } from './list-flows.ts';
import { createGathering } from './research-gathering.ts';
import { createResearchLibrary, readable } from './research-library.ts';
import { type WrittenParts, writeParts } from './research-writing.ts';
import { asAsked } from './shown.ts';

export interface ResearchOptions {
  readonly depth?: ResearchDepth;
  readonly private?: boolean;
}

export interface ResearchTools {
  /** Of the deepest review. */
  readonly limits?: ResearchLimits;
  /** The model that may ask for tools, as this caller may use it. */
  toolModelFor?(call: Call): ToolModel | undefined;
}

interface ResearchRequest {
  readonly question: string;
  readonly topic: string;
  readonly conditions: PaperConditions;
  readonly depth: ResearchDepth;
}

export function createResearchFlow(
  tools: FlowTools,
  lists: ListFlows,
  { limits = DEFAULT_RESEARCH_LIMITS, toolModelFor }: ResearchTools,
) {
  const { library, prompts, clock, context, today, answeringFor } = tools;
  const { collect } = createGathering(tools);

  return {
    async *research(asked: string, options: ResearchOptions, call: Call): AsyncGenerator<Message> {
      const question = readQuestion(asked);
      const understood = await understandQuestion(library, question, {}, today());
      const { conditions, intent } = understood;
      if (intent === 'live') return yield renderLive(options.private);
      const topic = isAnsweredByList(question, understood) ? understood.subject : understood.topic;
      if (!hasWords(topic)) return yield renderInvalid(say('This names no topic to review.'), NAME_A_TOPIC);
      const { depth = 'standard' } = options;
      yield* asAsked(review({ question, topic, conditions, depth }, call), options);
    },
  };

  async function* review(request: ResearchRequest, call: Call): AsyncGenerator<Message> {
    const { question, topic, conditions, depth } = request;
    const bounds = boundsOf(depth, limits);
    const limit = startTimeLimit(clock, bounds.milliseconds, call.signal);
    try {
      const steps: Label[] = [say('Looking through the library')];
      yield renderResearchProgress(steps);
      const found = await retrieve(library, topic, conditions);
      const evidence = found.evidence.filter(({ paper }) => readable(paper));
      if (!evidence.length) return yield* lists.nothing(conditions, fitsOn(topic), found.closest);
      const reading = createResearchLibrary(library, conditions, today());
      const answering = { ...(await answeringFor(call, 'research')), check: checkClaim };
      const { model, deadlineMilliseconds } = answering;
      const toolModel = model && toolModelFor?.(call);
      const about = { question, topic, conditions, evidence, bounds, reading };
      const models = { ...(model && { model }), ...(toolModel && { toolModel }) };
      const collecting = collect({ ...about, ...models, deadlineMilliseconds, signal: call.signal });
      const collected = yield* shownAs(collecting, (step) => {
        steps.push(step);
        return renderResearchProgress(steps);
      });
      const writing = writeParts({ question, topic, collected, prompts, answering, limit, signal: call.signal });
      const written = yield* shownAs(writing, ({ step, review: growing }) =>
        renderResearchProgress([...steps, step], renderGrowingReview(growing)),
      );
      const counts = await reading.countByMonth(topic, citedPapers(claimsOf(written)));
      call.signal.throwIfAborted();
      if (!claimsOf(written).length) return yield abstention(written, found);
      const { gathering } = collected;
      const table = tableOf(written, topic);
      yield renderReview({ question, depth, gathering, ...written, table, counts }, context, today());
    } finally {
      limit.clear();
    }
  }

  function fitsOn(topic: string) {
    return async (conditions: PaperConditions): Promise<Paper[]> =>
      (await retrieve(library, topic, conditions)).evidence.map(({ paper }) => paper);
  }

  function abstention(written: WrittenParts, { closest }: Retrieval): Message {
    return renderAnswer({ ...mergedAnswer(written), closest }, context);
  }

  /** The cited papers, each with a sentence of its own that is checked like every other. */
  function tableOf(written: WrittenParts, topic: string): Review['table'] {
    return citedPapers(claimsOf(written)).map((paper) => {
      const evidence = evidenceOf(library, paper, topic);
      const draft = keySentence(evidence, 0);
      const checked = draft && checkClaim(draft, [evidence]);
      return { paper, ...(checked?.kind === 'kept' && { key: checked.claim }) };
    });
  }
}

/** Each state as a message; what the work returns is handed on. Whoever stops listening stops the work. */
async function* shownAs<State, Result>(
  work: AsyncGenerator<State, Result>,
  show: (state: State) => Message,
): AsyncGenerator<Message, Result> {
  let isDone = false;
  try {
    for (;;) {
      const next = await work.next();
      isDone = next.done === true;
      if (next.done) return next.value;
      yield show(next.value);
    }
  } finally {
    if (!isDone) await work.return(undefined as never);
  }
}

const NAME_A_TOPIC = say('Name a method, a task or a question, such as: how can a model decide when to search?');
