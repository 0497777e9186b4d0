/** A period, perhaps a topic → what its papers are about, what is new, what there is more or less of, and a picture of it. */
import { byInterest } from '../digest/trending.ts';
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import { say } from '../domain/words.ts';
import type { Painter } from '../picture/paint.ts';
import { renderProgress } from '../render/notices.ts';
import { renderNoListing, renderNothingListed, renderTrends, renderUngrouped } from '../render/trends.ts';
import { papersOnTopic } from '../retrieve/papers-on-topic.ts';
import { readPeriod } from '../retrieve/read-period.ts';
import { readQuestion } from '../retrieve/read-question.ts';
import { type Span, spanBefore } from '../themes/spans.ts';
import type { FlowTools } from './flow-tools.ts';
import { apartByPeriod, createPeriodThemes, type PeriodPapers } from './period-themes.ts';

/** Of a year; a list has no pages here. */
const MOST_PAPERS = 20_000;

export function createTrendsFlow(tools: FlowTools, painter: Painter) {
  const { library, context, today } = tools;
  const themes = createPeriodThemes(tools, painter);

  return {
    /** @throws InvalidInput when the period cannot be read, is in the future or too long */
    async *trends(topic: string | undefined, period: string | undefined, call: Call): AsyncGenerator<Message> {
      const subject = topic?.trim() ? readQuestion(topic) : undefined;
      const { firstListingDay, lastListingDay } = await library.statistics();
      if (!firstListingDay || !lastListingDay) return yield renderNoListing();
      const span = readPeriod(period, lastListingDay, today());
      yield renderProgress(say('Grouping the papers…'));
      const gathered = await gather(span, subject, firstListingDay);
      const { facts, papers } = gathered;
      if (!papers.length) return yield renderNothingListed(facts, { from: firstListingDay, to: lastListingDay });
      const groups = await themes.group(gathered);
      const { told, vectors } = groups;
      call.signal.throwIfAborted();
      if (!told.length) {
        const nothing = { ...facts, themes: [], smaller: [], others: papers.length };
        const file = await themes.draw(nothing, gathered, [], call.signal);
        const why = vectors ? TOO_FEW : NO_VECTORS;
        return yield renderUngrouped(facts, papers.toSorted(byInterest), why, file && [file]);
      }
      let isTold = false;
      for await (const { trends, answer, final } of themes.tell(facts, groups, call, 'theme')) {
        isTold = true;
        const file = final ? await themes.draw(trends, gathered, told, call.signal) : undefined;
        yield renderTrends(trends, answer, context, file && [file], final);
      }
      if (isTold) return;
      const ofGroups = told.flatMap((theme) => theme.papers).toSorted(byInterest);
      yield renderUngrouped(facts, ofGroups, NO_ABSTRACTS, undefined);
    },
  };

  async function gather(span: Span, topic: string | undefined, firstDay: string): Promise<PeriodPapers> {
    const earlier = spanBefore(span, topic !== undefined, firstDay);
    const window = { from: earlier?.from ?? span.from, to: span.to };
    const found = topic
      ? await papersOnTopic(library, topic, window)
      : await library.list({ ...window, sort: 'newest', limit: MOST_PAPERS });
    return apartByPeriod(found, span, earlier, topic);
  }
}

const NO_ABSTRACTS = say('Their abstracts are not known, so that there is nothing to say of them.');
const TOO_FEW = say('They are too few to find groups in.');
const NO_VECTORS = say(
  'They cannot be grouped yet: the library has not been refreshed since they came in, as every sync and import does at its end.',
);
