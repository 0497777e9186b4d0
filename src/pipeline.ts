/** The order of the street: question → retrieve → answer → cite → render. What the commands speak to. */
import { answer } from './answer/answer.ts';
import type { Prompts } from './answer/prompts.ts';
import { comparisonTask, questionTask, type SummaryLength, type SummaryReader, summaryTask } from './answer/tasks.ts';
import { checkClaim } from './cite/check-claim.ts';
import { checkComparisonClaim } from './cite/check-comparison.ts';
import { byInterest, periodDays, type TrendingPeriod } from './digest/trending.ts';
import type { Answer } from './domain/answer.ts';
import type { Clock } from './domain/clock.ts';
import type { Choice } from './domain/command.ts';
import { dayOf } from './domain/days.ts';
import type { Message } from './domain/message.ts';
import { arxivIdOf, type Paper } from './domain/paper.ts';
import type { LanguageModel, Log, PaperFilter, PaperIndex, PaperSort } from './domain/ports.ts';
import { shorten } from './domain/text/clean.ts';
import { renderAbout } from './render/about.ts';
import { type AnswerContext, renderAnswer } from './render/answer.ts';
import { renderComparison } from './render/comparison.ts';
import { renderInvalid, renderNothing, renderProgress } from './render/notices.ts';
import { counted } from './render/paper-lines.ts';
import { renderAmbiguous, renderNotFound, renderPaper, renderPaperList, renderUnusable } from './render/papers.ts';
import { findPaper } from './retrieve/find-paper.ts';
import { findPapers } from './retrieve/find-papers.ts';
import { daysOfQuestion, readQuestion } from './retrieve/read-question.ts';
import { evidenceOf, retrieve, searchPapers } from './retrieve/retrieve.ts';

export interface Rooms {
  readonly library: PaperIndex;
  readonly prompts: Prompts;
  readonly model?: LanguageModel;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly answerDeadlineMilliseconds: number;
}

export interface AskOptions {
  readonly since?: string;
  readonly private?: boolean;
}

/** Each flow yields messages; the last is the answer. Faults are thrown, expected outcomes are messages. */
export type Pipeline = ReturnType<typeof createPipeline>;

const LIST_LENGTH = 10;
const CHOICES = 25;
const CHOICE_LENGTH = 100;

export function createPipeline(rooms: Rooms) {
  const { library, prompts, model, clock } = rooms;
  const today = () => dayOf(clock.now());
  const tools = { model, clock, log: rooms.log, deadlineMilliseconds: rooms.answerDeadlineMilliseconds };
  const context: AnswerContext = { model: model?.name };

  return {
    async *ask(asked: string, options: AskOptions, signal: AbortSignal): AsyncGenerator<Message> {
      const question = readQuestion(asked);
      const { topic, filter } = daysOfQuestion(question, options.since, today());
      yield renderProgress('Looking through the library…');
      const { evidence, closest } = await retrieve(library, topic, filter);
      if (!evidence.length) return yield* nothing(question, filter, closest, options);
      yield renderProgress(`Reading ${counted(evidence.length, 'abstract')}…`);
      const answers = answer(questionTask(prompts, question, topic, evidence), { ...tools, check: checkClaim }, signal);
      yield* shown(answers, (result, final) =>
        renderAnswer({ ...result, closest }, { ...context, private: options.private }, final),
      );
    },

    async *search(query: string, options: { since?: string; sort?: PaperSort }): AsyncGenerator<Message> {
      const { topic, filter } = daysOfQuestion(readQuestion(query), options.since, today());
      const sort = options.sort ?? 'relevance';
      const papers = await searchPapers(library, topic, { ...filter, sort, limit: LIST_LENGTH });
      if (!papers.length) return yield* nothing(query, filter, (await retrieve(library, topic, {})).closest, {});
      const order = { relevance: 'best fit first', newest: 'newest first', upvotes: 'most upvoted first' }[sort];
      yield renderPaperList(papers, [
        `${counted(papers.length, 'paper')} on “${shorten(topic, 80)}”${days(filter)}, ${order}`,
      ]);
    },

    async *paper(which: string): AsyncGenerator<Message> {
      const found = await findPaper(library, readQuestion(which));
      if (found.kind === 'ambiguous') yield renderAmbiguous(which, found.papers);
      else yield found.kind === 'found' ? renderPaper(found.paper) : renderNotFound(which, found.closest);
    },

    async *summarize(
      which: string,
      length: SummaryLength,
      reader: SummaryReader,
      signal: AbortSignal,
    ): AsyncGenerator<Message> {
      const found = await findPaper(library, readQuestion(which));
      if (found.kind === 'ambiguous') return yield renderAmbiguous(which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(which, found.closest);
      const { paper } = found;
      const evidence = evidenceOf(library, paper, paper.title);
      if (paper.withdrawn || !evidence.sentences.length) return yield renderPaper(paper);
      yield renderProgress('Reading the abstract…');
      const answers = answer(summaryTask(prompts, evidence, length, reader), { ...tools, check: checkClaim }, signal);
      yield* shown(answers, (result, final) =>
        renderAnswer(
          result,
          { ...context, heading: [paper.title], nothing: 'The abstract says too little for a summary.' },
          final,
        ),
      );
    },

    async *compare(which: string, wanted: string | undefined, signal: AbortSignal): AsyncGenerator<Message> {
      const focus = wanted?.trim() ? readQuestion(wanted) : undefined;
      const found = await findPapers(library, readQuestion(which.replace(/\n+/g, ';')));
      if (found.kind === 'problem') return yield renderInvalid(found.problem, found.help);
      if (found.kind === 'ambiguous') return yield renderAmbiguous(found.which, found.papers);
      if (found.kind === 'not-found') return yield renderNotFound(found.which, found.closest);
      const unusable = found.papers.find((paper) => paper.withdrawn || !paper.abstract.trim());
      if (unusable) return yield renderUnusable(unusable);
      yield renderProgress(`Setting ${found.papers.length} papers side by side…`);
      const evidence = found.papers.map((paper) => evidenceOf(library, paper, focus ?? paper.title));
      const answers = answer(
        comparisonTask(prompts, evidence, focus),
        { ...tools, check: checkComparisonClaim },
        signal,
      );
      yield* shown(answers, (result, final) => renderComparison(result, found.papers, context, focus, final));
    },

    async *trending(period: TrendingPeriod, wanted: string | undefined): AsyncGenerator<Message> {
      const topic = wanted?.trim() ? readQuestion(wanted) : undefined;
      const { lastListingDay } = await library.statistics();
      if (!lastListingDay)
        return yield renderNothing(
          ['No listing day is in the library yet.'],
          [],
          [['An operator can run ', { kind: 'code', text: 'npm start -- sync --days 7' }, '.']],
        );
      const window = periodDays(period, lastListingDay);
      const papers = topic
        ? await searchPapers(library, topic, { ...window, sort: 'upvotes', limit: LIST_LENGTH * 3 })
        : await library.list({ ...window, sort: 'upvotes', limit: LIST_LENGTH * 3 });
      if (!papers.length)
        return yield renderNothing(
          [`Nothing ${topic ? `on “${shorten(topic, 60)}” ` : ''}was listed ${spanOf(window)}.`],
          [],
          [['Try a longer period or another topic.']],
        );
      const first = papers.toSorted(byInterest).slice(0, LIST_LENGTH);
      const note = lastListingDay < today() ? [[`The newest listing day in the library is ${lastListingDay}.`]] : [];
      yield renderPaperList(first, [`Trending ${topic ? `on “${shorten(topic, 60)}” ` : ''}${spanOf(window)}`], note);
    },

    async *about(): AsyncGenerator<Message> {
      yield renderAbout({
        version: rooms.version,
        statistics: await library.statistics(),
        model: model?.name,
        now: clock.now(),
      });
    },

    /** Titles for autocomplete; the value is an id, which never means two papers. */
    async completePaper(typed: string): Promise<Choice[]> {
      const papers = await library.completeTitle(typed, CHOICES);
      return papers.map((paper) => ({
        name: shorten(paper.title, CHOICE_LENGTH),
        value: arxivIdOf(paper) ?? paper.id,
      }));
    },
  };

  /** Nothing fits: would it without the dates? */
  async function* nothing(
    question: string,
    filter: PaperFilter,
    closest: readonly Paper[],
    options: AskOptions,
  ): AsyncGenerator<Message> {
    const dated = filter.from ?? filter.to;
    const without = dated ? (await retrieve(library, question, {})).closest : closest;
    const line = `The library has nothing on this${days(filter)}.`;
    const help =
      dated && without.length
        ? [['Without the dates these come closest.']]
        : [['Other words may find it: try the name of a method, a data set or a task.']];
    yield { ...renderNothing([line], without, help), private: options.private };
  }
}

/** All but the last answer are progress; which one is last shows when the next does not come. */
async function* shown(
  answers: AsyncIterable<Answer>,
  render: (answer: Answer, final: boolean) => Message,
): AsyncGenerator<Message> {
  let last: Answer | undefined;
  for await (const result of answers) {
    if (last) yield render(last, false);
    last = result;
  }
  if (last) yield render(last, true);
}

function days({ from, to }: PaperFilter): string {
  if (from && to) return ` between ${from} and ${to}`;
  return from ? ` since ${from}` : to ? ` until ${to}` : '';
}

function spanOf({ from, to }: { from: string; to: string }): string {
  return from === to ? `on ${to}` : `from ${from} to ${to}`;
}
