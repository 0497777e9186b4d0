/** A message of somebody → what its papers say, or papers that are related to it. */
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import { arxivIdOf, type Paper } from '../domain/paper.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { withoutOrders } from '../domain/text/orders.ts';
import { inARow, quoted, say, sayCounted, type Words } from '../domain/words.ts';
import { renderNothing, renderProgress } from '../render/notices.ts';
import { titleSpan } from '../render/paper-lines.ts';
import { renderPaperList } from '../render/papers.ts';
import { renderNoPapersHere, renderPapersHere } from '../render/papers-here.ts';
import { papersInText, withoutAddresses } from '../retrieve/papers-in-text.ts';
import { searchPapers } from '../retrieve/search-papers.ts';
import { similarPapers } from '../retrieve/similar-papers.ts';
import { hasWords } from '../retrieve/subject-of-request.ts';
import type { FlowTools } from './flow-tools.ts';
import { latestOfAll } from './latest-of-all.ts';
import type { createSummarizeFlow } from './summarize-flow.ts';

/** More would take minutes, and nobody reads them in one message. */
const MOST_SUMMARISED = 3;
const MOST_RELATED = 10;
const MOST_NAMED = 2;
/** What of a message is looked for. */
const LONGEST_SUBJECT = 1_000;

export function createExplainPapersFlow(
  { library }: Pick<FlowTools, 'library'>,
  { summarize }: ReturnType<typeof createSummarizeFlow>,
) {
  return {
    /** @param text what stands in the message, of a stranger */
    async *explainPapers(text: string, call: Call): AsyncGenerator<Message> {
      const { papers, missing } = await papersInText(library, text);
      if (!papers.length) return yield renderNoPapersHere(missing);
      const [wanted, others] = [papers.slice(0, MOST_SUMMARISED), papers.slice(MOST_SUMMARISED)];
      yield {
        ...renderProgress(
          sayCounted({ one: 'Reading {count} abstract…', other: 'Reading {count} abstracts…' }, wanted.length),
        ),
        private: true,
      };
      const style = { length: 'short', reader: 'practitioner' } as const;
      const each = wanted.map((paper) => summarize(arxivIdOf(paper) ?? paper.id, style, call));
      let summaries: readonly Message[] = [];
      for await (const states of latestOfAll(each)) {
        summaries = states.filter((state) => state !== undefined);
        yield renderPapersHere({ summaries, others, missing, papers }, false);
      }
      yield renderPapersHere({ summaries, others, missing, papers }, true);
    },

    /** Papers like those of the message; where it has none, papers on what it says. */
    async *relatedPapers(text: string, _call: Call): AsyncGenerator<Message> {
      const { papers } = await papersInText(library, text);
      const known = papers.filter(({ withdrawn }) => !withdrawn);
      const subject = cleanText(withoutOrders(withoutAddresses(text))).slice(0, LONGEST_SUBJECT);
      if (!known.length && !hasWords(subject)) {
        const line = say('There is nothing in this message that I could look for.');
        return yield { ...renderNothing([line], [], [[HELP]]), private: true };
      }
      const list = known.length
        ? await similarPapers(library, known, {}, 'relevance')
        : await searchPapers(library, subject, {}, 'relevance', MOST_RELATED);
      const found = list.papers.slice(0, MOST_RELATED);
      if (!found.length) {
        const line = say('The library has nothing that is related to this message.');
        return yield { ...renderNothing([line], [], [[HELP]]), private: true };
      }
      const heading = known.length
        ? say('Papers like {titles}', { titles: titlesOf(known) })
        : say('{what} on “{topic}”', { what: say('Papers'), topic: shorten(subject, 80) });
      yield { ...renderPaperList(found, [heading]), private: true };
    },
  };
}

const HELP = say('It works on messages that name a paper or a topic.');

function titlesOf(papers: readonly Paper[]): Words {
  const left = papers.length - MOST_NAMED;
  const names = inARow(
    papers.slice(0, MOST_NAMED).map((paper) => quoted(titleSpan(paper))),
    ', ',
  );
  return left > 0
    ? sayCounted({ one: '{names} and {count} more', other: '{names} and {count} more' }, left, { names })
    : names;
}
