/** The order of the street: question → retrieve → answer → cite → render, a flow a kind of request. What the commands speak to. */
import type { Language } from './answer/language.ts';
import type { Prompts } from './answer/prompts.ts';
import type { Conversations } from './conversation/conversations.ts';
import type { KeptAnswers } from './conversation/kept-answers.ts';
import type { Clock } from './domain/clock.ts';
import type { Typing } from './domain/command.ts';
import { dayOf } from './domain/days.ts';
import type { Deliveries, SubscriptionStore } from './domain/delivery.ts';
import type { FeedbackRecord } from './domain/feedback.ts';
import type { Message } from './domain/message.ts';
import type { Cache, LanguageModel, Log, PaperIndex, ToolModel } from './domain/ports.ts';
import type { ServerSettings } from './domain/settings.ts';
import type { SyncStatus } from './domain/sync-status.ts';
import type { UpvoteHistory } from './domain/upvote-history.ts';
import { say } from './domain/words.ts';
import { createAnswerActions } from './flows/answer-actions.ts';
import { createAnswering } from './flows/answering.ts';
import { createAskFlow } from './flows/ask-flow.ts';
import { createCompareFlow } from './flows/compare-flow.ts';
import { createConversationFlow } from './flows/conversation-flow.ts';
import { createDailyFlow } from './flows/daily-flow.ts';
import { suggestTimes, suggestWeekdays } from './flows/daily-times.ts';
import { suggestTopics } from './flows/daily-topics.ts';
import { suggestZones } from './flows/daily-zones.ts';
import { createDigestFlow } from './flows/digest-flow.ts';
import { createDiscussFlow } from './flows/discuss-flow.ts';
import { createExplainPapersFlow } from './flows/explain-papers-flow.ts';
import type { FlowTools } from './flows/flow-tools.ts';
import { createFollowFlow } from './flows/follow-flow.ts';
import { createFollowUps } from './flows/follow-up.ts';
import { createForgetFlow, type Forgetter } from './flows/forget-flow.ts';
import { suggestLanguages } from './flows/languages.ts';
import { createListFlows } from './flows/list-flows.ts';
import { createMailFlow, type MailRooms } from './flows/mail-flow.ts';
import { createMeasuredCurve } from './flows/measured-curve.ts';
import type { MeterOptions } from './flows/meter.ts';
import { createMeteredModel } from './flows/metered-model.ts';
import { createMeteredToolModel } from './flows/metered-tool-model.ts';
import { createPaperFlows } from './flows/paper-flows.ts';
import { createPressedFlows } from './flows/pressed-flows.ts';
import { sayingRefusals } from './flows/refusals.ts';
import { createResearchFlow } from './flows/research-flow.ts';
import { createSettingsFlow } from './flows/settings-flow.ts';
import { createSuggestions } from './flows/suggestions.ts';
import { createSummarizeFlow } from './flows/summarize-flow.ts';
import { createTrendingOrder } from './flows/trending-order.ts';
import { createTrendsFlow } from './flows/trends-flow.ts';
import { createUsageFlow, type UsageSource } from './flows/usage-flow.ts';
import { createWhyFlow } from './flows/why-flow.ts';
import { withUsage } from './flows/with-usage.ts';
import { createPainter } from './picture/paint.ts';
import { renderAbout } from './render/about.ts';
import type { ResearchLimits } from './research/depth.ts';

export interface Rooms {
  readonly library: PaperIndex;
  readonly prompts: Prompts;
  readonly model?: LanguageModel;
  /** What the model may be used for, and what it costs; without it nothing is limited and nothing recorded. */
  readonly metering?: MeterOptions;
  /** What `/usage` shows; missing where nothing is recorded. */
  readonly usage?: UsageSource;
  /** The name of an embedder that questions are sent away to. */
  readonly remoteEmbedder?: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly answerDeadlineMilliseconds: number;
  /** Asked whether the cited sentences support a claim, before it is shown; without it code alone decides. */
  readonly verifier?: LanguageModel;
  /** Where answers are kept that a model wrote to their end. */
  readonly answerCache?: Cache;
  /** The same model for research, where it may ask for tools; without it papers are looked up by code. */
  readonly toolModel?: ToolModel;
  /** Of the deepest review. */
  readonly researchLimits?: ResearchLimits;
  /** Answers that the model may write at the same time. */
  readonly modelPlaces?: number;
  /** Where answers are kept that buttons stand under; without it there are no buttons. */
  readonly keptAnswers?: KeptAnswers;
  /** Where what readers think of answers is recorded. */
  readonly feedback?: FeedbackRecord;
  /** Whoever else keeps something of readers. */
  readonly forgetters?: readonly Forgetter[];
  /** What was said before; without it every question stands alone. */
  readonly conversations?: Conversations;
  /** What answers are written in where a reader asks for no language; English without it. */
  readonly defaultLanguage?: Language;
  /** What is posted daily and what readers follow; missing where nothing is kept. */
  readonly subscriptions?: SubscriptionStore;
  /** Asks addresses whether they want what was asked for them; missing where no mail is sent. */
  readonly mail?: MailRooms | undefined;
  /** Posts at once; missing where nothing is posted, as in the terminal. */
  readonly deliveries?: Deliveries;
  /** What admins set for their servers; missing where there are none. */
  readonly settings?: ServerSettings;
  /** What syncs saw of upvotes; without it what is trending goes by counts and ages. */
  readonly upvoteHistory?: UpvoteHistory;
  /** How the bot's own syncs go; missing where it does not sync itself. */
  readonly syncStatus?: () => SyncStatus | undefined;
}

/** Each flow yields messages; the last is the answer. Faults are thrown, expected outcomes are messages. */
export type Pipeline = ReturnType<typeof createPipeline>;

export function createPipeline(rooms: Rooms) {
  const { library, prompts, model, clock, log } = rooms;
  const modelFor = createMeteredModel({ model, ...rooms.metering });
  const toolModelFor = createMeteredToolModel({ toolModel: rooms.toolModel, ...rooms.metering });
  const tools: FlowTools = {
    library,
    prompts,
    model,
    clock,
    log,
    modelFor,
    answeringFor: createAnswering({
      ...{ prompts, clock, log, modelFor, cache: rooms.answerCache, places: rooms.modelPlaces },
      verifierFor: createMeteredModel({ ...rooms.metering, model: rooms.verifier }),
      deadlineMilliseconds: rooms.answerDeadlineMilliseconds,
    }),
    context: { model: model?.name },
    today: () => dayOf(clock.now()),
  };
  const history = rooms.upvoteHistory;
  const measuredCurve = createMeasuredCurve({ library, history, clock, log });
  const trendingOrder = createTrendingOrder({ history, measuredCurve, clock, log });
  const lists = createListFlows(library, tools.today, { order: trendingOrder, now: () => clock.now() });
  const { conversations } = rooms;
  const followUp = createFollowUps(tools, conversations);
  const { keptAnswers: kept, feedback, subscriptions, deliveries } = rooms;
  /** Whoever keeps something of readers has a line here: `/forget` deletes it. */
  const forgetters: Forgetter[] = [
    ...(conversations ? [{ what: say('what we talked about, everywhere'), forget: conversations.forget }] : []),
    ...(rooms.usage ? [{ what: say('what you used of the language model'), forget: rooms.usage.record.forget }] : []),
    ...(kept ? [{ what: say('the answers that you were given'), forget: kept.forget }] : []),
    ...(kept && feedback ? [{ what: say('what you thought of answers'), forget: feedback.forget }] : []),
    ...(subscriptions ? [{ what: say('what you follow'), forget: subscriptions.forgetReader }] : []),
    ...(rooms.mail
      ? [{ what: say('mail addresses that wait for a confirmation'), forget: rooms.mail.requests.forget }]
      : []),
    ...(rooms.forgetters ?? []),
  ];

  const digest = createDigestFlow(tools, createPainter(), {
    ...{ history, measuredCurve },
    ...(rooms.defaultLanguage && { defaultLanguage: rooms.defaultLanguage }),
    syncedAt: async () => rooms.syncStatus?.()?.lastDone?.at,
  });
  const { previewDigest } = digest;
  const { followByMail } = createMailFlow(rooms.mail, log);
  const daily = createDailyFlow({ subscriptions, deliveries, previewDigest, clock });

  const asking = withUsage(createAskFlow(tools, lists, { followUp, defaultLanguage: rooms.defaultLanguage }), log);

  return {
    ...asking,
    search: lists.search,
    similar: lists.similar,
    trending: lists.trending,
    ...createPaperFlows(tools),
    ...createSuggestions(library, tools.today),
    ...withUsage(createSummarizeFlow(tools, { defaultLanguage: rooms.defaultLanguage }), log),
    ...withUsage(createCompareFlow(tools), log),
    ...withUsage(
      createExplainPapersFlow(tools, createSummarizeFlow(tools, { defaultLanguage: rooms.defaultLanguage })),
      log,
    ),
    ...createDiscussFlow(tools),
    ...withUsage(createResearchFlow(tools, lists, { toolModelFor, limits: rooms.researchLimits }), log),
    ...withUsage(createTrendsFlow(tools, createPainter()), log),
    ...createConversationFlow({ ...tools, conversations }),
    ...createWhyFlow(conversations),
    ...createAnswerActions({ kept, model, clock, log }),
    ...createPressedFlows({ kept, feedback, conversations, clock, ask: asking.ask }),
    ...createForgetFlow(forgetters, log),
    suggestLanguages,
    ...createUsageFlow(rooms.usage, model?.name, feedback),
    ...createSettingsFlow({ settings: rooms.settings, defaultLanguage: rooms.defaultLanguage }),

    ...digest,
    ...sayingRefusals(daily),
    ...sayingRefusals(createFollowFlow({ subscriptions, followByMail, deliveries, clock })),
    suggestTimes,
    suggestWeekdays,
    suggestTopics: (typed: string) => suggestTopics(typed, (name, limit) => library.completePeople(name, limit)),
    suggestZones: async (typed: string, typing?: Typing) =>
      suggestZones(typed, clock.now(), await daily.zonesInUse(typing)),

    async *about(): AsyncGenerator<Message> {
      yield renderAbout({
        version: rooms.version,
        statistics: await library.statistics(),
        model: model && [model.name, ...(model.fallbacks ?? [])].join(' or '),
        remoteEmbedder: rooms.remoteEmbedder,
        ...(kept && { keepsAnswers: true }),
        sync: rooms.syncStatus?.(),
        now: clock.now(),
      });
    },
  };
}
