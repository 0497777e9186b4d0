/** The order of the street: question → retrieve → answer → cite → render, a flow a kind of request. What the commands speak to. */
import type { Prompts } from './answer/prompts.ts';
import type { Clock } from './domain/clock.ts';
import { dayOf } from './domain/days.ts';
import type { Message } from './domain/message.ts';
import type { LanguageModel, Log, PaperIndex } from './domain/ports.ts';
import { createAskFlow } from './flows/ask-flow.ts';
import { createCompareFlow } from './flows/compare-flow.ts';
import type { FlowTools } from './flows/flow-tools.ts';
import { createListFlows } from './flows/list-flows.ts';
import { createPaperFlows } from './flows/paper-flows.ts';
import { createSummarizeFlow } from './flows/summarize-flow.ts';
import { renderAbout } from './render/about.ts';

export interface Rooms {
  readonly library: PaperIndex;
  readonly prompts: Prompts;
  readonly model?: LanguageModel;
  /** The name of an embedder that questions are sent away to. */
  readonly remoteEmbedder?: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly answerDeadlineMilliseconds: number;
}

/** Each flow yields messages; the last is the answer. Faults are thrown, expected outcomes are messages. */
export type Pipeline = ReturnType<typeof createPipeline>;

export function createPipeline(rooms: Rooms) {
  const { library, prompts, model, clock, log } = rooms;
  const tools: FlowTools = {
    library,
    prompts,
    model,
    clock,
    log,
    answering: { model, clock, log, deadlineMilliseconds: rooms.answerDeadlineMilliseconds },
    context: { model: model?.name },
    today: () => dayOf(clock.now()),
  };
  const lists = createListFlows(library, tools.today);

  return {
    ...createAskFlow(tools, lists),
    search: lists.search,
    similar: lists.similar,
    trending: lists.trending,
    ...createPaperFlows(tools),
    ...createSummarizeFlow(tools),
    ...createCompareFlow(tools),

    async *about(): AsyncGenerator<Message> {
      yield renderAbout({
        version: rooms.version,
        statistics: await library.statistics(),
        model: model?.name,
        remoteEmbedder: rooms.remoteEmbedder,
        now: clock.now(),
      });
    },
  };
}
