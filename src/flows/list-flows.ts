/** What gives lists of papers: `/search`, `/similar`, `/trending`, and questions that a list answers. */
import { oneLine } from '../answer/one-line.ts';
import { feedDay } from '../digest/feed-day.ts';
import type { TrendingPeriod } from '../digest/trending.ts';
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { PaperConditions, PaperIndex, PaperSort } from '../domain/ports.ts';
import { shorten } from '../domain/text/clean.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { quoted, say, several, type Words } from '../domain/words.ts';
import { orderChoice, periodChoice } from '../render/list-choices.ts';
import { aboutSubject, asTyped, inWords, renderListPage } from '../render/lists.ts';
import { renderInvalid, renderNothing } from '../render/notices.ts';
import { titleSpan } from '../render/paper-lines.ts';
import { renderAmbiguous, renderNotFound } from '../render/papers.ts';
import { nothingListed, spanOf } from '../render/trends.ts';
import { findPapers } from '../retrieve/find-papers.ts';
import { daysToLookAt, readQuestion } from '../retrieve/read-question.ts';
import { type ConditionKind, relaxations } from '../retrieve/relaxations.ts';
import { retrieve } from '../retrieve/retrieve.ts';
import { searchPapers } from '../retrieve/search-papers.ts';
import { similarPapers } from '../retrieve/similar-papers.ts';
import { type GivenConditions, type Understood, understandQuestion } from '../retrieve/understand-question.ts';
import type { TrendingOrder } from './trending-order.ts';
import { trendingPapers } from './trending-papers.ts';

export interface ListOptions {
  readonly sort?: PaperSort;
  /** From 1. */
  readonly page?: number;
}

/** Where a list is shown: how long its pages are. */
export type ListCall = Pick<Call, 'pageLength'>;

export interface TrendingOptions extends Pick<ListOptions, 'page'> {
  readonly period?: TrendingPeriod;
  readonly topic?: string;
}

export interface SearchOptions extends ListOptions, GivenConditions {}

const CLOSEST = 3;
/** What is trending is a few pages; readers who want more search. */
const MOST_TRENDING = 30;
const WITHOUT: Readonly<Record<ConditionKind, Words>> = {
  dates: say('the dates'),
  people: say('the people'),
  phrases: say('the quotation marks'),
  exclusions: say('what is to be left out'),
};

/** What decides on what is trending. */
export interface TrendingTools {
  readonly order: TrendingOrder;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type ListFlows = ReturnType<typeof createListFlows>;

export function createListFlows(library: PaperIndex, today: () => Day, trending: TrendingTools) {
  return {
    async *search(query: string, options: SearchOptions, call: ListCall = {}): AsyncGenerator<Message> {
      const question = readQuestion(query);
      const understood = await understandQuestion(library, question, options, today());
      yield* listOf(question, understood, options, call);
    },

    async *similar(
      which: string,
      options: ListOptions & { readonly since?: string },
      call: ListCall = {},
    ): AsyncGenerator<Message> {
      const filter = daysToLookAt({ days: {} }, options, today());
      const found = await findPapers(library, readQuestion(which.replace(/\n+/g, ';')), 1);
      if (found.kind === 'problem') return yield renderInvalid(found.problem, found.help);
      if (found.kind === 'ambiguous') return yield renderAmbiguous(found.which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(found.which, found.closest);
      const list = await similarPapers(library, found.papers, filter, options.sort ?? 'relevance');
      const titles = several(found.papers.map((paper) => quoted(titleSpan(paper))));
      const what = inWords(say('Papers like {titles}', { titles }), filter);
      if (!list.papers.length) {
        const help = filter.from ? [[say('Try an earlier day, or none.')]] : [];
        const none = inWords(say('papers like {titles}', { titles }), filter);
        return yield renderNothing([say('The library has no {papers}.', { papers: none })], [], help);
      }
      const { since, sort, page = 1 } = options;
      const papers = shorten(which.replace(/\s+/g, ' ').trim(), 400);
      yield renderListPage({
        ...list,
        ...{ page, pageLength: call.pageLength, lineOf },
        title: () => what,
        command: {
          name: 'similar',
          text: asTyped(papers, { since, sort }),
          args: { papers, since, sort },
          choices: orderChoice(say('most alike first'), list.order),
        },
      });
    },

    async *trending(
      { period = 'today', topic: wanted, page = 1 }: TrendingOptions,
      call: ListCall = {},
    ): AsyncGenerator<Message> {
      const topic = wanted?.trim() ? readQuestion(wanted) : undefined;
      const { lastListingDay } = await library.statistics();
      if (!lastListingDay)
        return yield renderNothing(
          [say('No listing day is in the library yet.')],
          [],
          [[say('An operator can run {command}.', { command: { kind: 'code', text: 'npm start -- sync --days 7' } })]],
        );
      const isUnderWay = lastListingDay >= feedDay(trending.now()).current;
      const asked = { period, topic, newest: lastListingDay, isUnderWay };
      const { window, papers } = await trendingPapers(library, asked, trending.order);
      if (!papers.length)
        return yield renderNothing(
          [nothingListed(window, topic)],
          [],
          [[say('Try a longer period or another topic.')]],
        );
      yield renderListPage({
        papers: papers.slice(0, MOST_TRENDING),
        isMore: false,
        ...{ page, pageLength: call.pageLength, lineOf },
        title: () =>
          spanOf(topic ? say('Trending on “{topic}”', { topic: shorten(topic, 60) }) : say('Trending'), window),
        command: {
          name: 'trending',
          text: asTyped('', { period, topic }).trim(),
          args: { period, topic },
          choices: periodChoice(period),
        },
        notes:
          lastListingDay < today()
            ? [[say('The newest listing day in the library is {day}.', { day: lastListingDay })]]
            : [],
      });
    },

    listOf,
    nothing,
  };

  /** A list for a question, as `/search` gives it. */
  async function* listOf(
    question: string,
    { subject, conditions, intent, unclear }: Understood,
    options: SearchOptions,
    call: ListCall = {},
  ): AsyncGenerator<Message> {
    const { sort, page = 1, since, until, author, organisation, exclude } = options;
    const order = sort ?? (intent === 'newest' ? 'newest' : intent === 'most-upvoted' ? 'upvotes' : 'relevance');
    const search = (others: PaperConditions) => searchPapers(library, subject, others, order);
    const list = await search(conditions);
    if (!list.papers.length) {
      const { closest } = await retrieve(library, subject, {});
      return yield* nothing(conditions, async (others) => (await search(others)).papers, closest);
    }
    const others = { since, until, author, organisation, exclude, sort };
    yield renderListPage({
      ...list,
      ...{ page, pageLength: call.pageLength, lineOf },
      title: (number) => aboutSubject(number, subject, conditions),
      command: {
        name: 'search',
        text: asTyped(question, others),
        args: { query: question, ...others },
        choices: orderChoice(say('best fit first'), list.order),
      },
      unclear,
    });
  }

  /**
   * Nothing fits: which of the conditions is it?
   * @param fits papers under other conditions @param closest what is shown where the conditions are not the reason
   */
  async function* nothing(conditions: PaperConditions, fits: Fits, closest: readonly Paper[]): AsyncGenerator<Message> {
    const nothingFits = inWords(say('nothing on this'), conditions);
    const line = say('The library has {nothing}.', { nothing: nothingFits });
    for (const { without, conditions: others } of relaxations(conditions)) {
      const papers = await fits(others);
      if (!papers.length) continue;
      const left = several(without.map((kind) => WITHOUT[kind]));
      const note = say('Without {conditions} these come closest.', { conditions: left });
      return yield renderNothing([line], papers.slice(0, CLOSEST), [[note]]);
    }
    const help = say('Other words may find it: try the name of a method, a data set or a task.');
    yield renderNothing([line], closest, [[help]]);
  }
}

type Fits = (conditions: PaperConditions) => Promise<readonly Paper[]>;

/** The sentence of the abstract that sums the paper up. */
function lineOf({ title, abstract }: Paper): string {
  const sentences = splitSentences(abstract).map((text, index) => ({ index, text, score: 0 }));
  return oneLine(title, sentences)?.text ?? '';
}
