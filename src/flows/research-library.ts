/** The library as a review reads it: what `/search`, `/similar` and `/trending` use, within what the question asks for. */
import { byInterest, periodDays } from '../digest/trending.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { PaperConditions, PaperIndex } from '../domain/ports.ts';
import { countMonths } from '../research/month-counts.ts';
import type { ResearchLibrary } from '../research/research-library.ts';
import { keepsTo } from '../retrieve/keeps-to.ts';
import { parseSince } from '../retrieve/parse-days.ts';
import { searchPapers } from '../retrieve/search-papers.ts';
import { similarPapers } from '../retrieve/similar-papers.ts';

/** @param conditions of the question; no look-up leads out of them */
export function createResearchLibrary(library: PaperIndex, conditions: PaperConditions, today: Day): ResearchLibrary {
  const fits = (paper: Paper) => fitsConditions(paper, conditions);
  const search = async (query: string, others: PaperConditions) =>
    searchPapers(library, query, { ...conditions, ...others }, 'relevance');

  return {
    async search({ query, limit, since, until }) {
      const { papers } = await search(query, narrowed(conditions, readDay(since, today), readDay(until, today)));
      return papers.filter(readable).slice(0, limit);
    },
    async read(ids) {
      return (await library.get(ids)).filter((paper) => readable(paper) && fits(paper));
    },
    async similar(id, limit) {
      const papers = (await library.get([id])).filter(readable);
      if (!papers.length) return [];
      const { from, to } = conditions;
      const list = await similarPapers(library, papers, { ...(from && { from }), ...(to && { to }) }, 'relevance');
      return list.papers.filter((paper) => readable(paper) && fits(paper)).slice(0, limit);
    },
    async trending(period, topic, limit) {
      const { lastListingDay } = await library.statistics();
      if (!lastListingDay) return [];
      const window = periodDays(period, lastListingDay);
      const papers = topic
        ? (await searchPapers(library, topic, window, 'upvotes')).papers
        : await library.list({ ...window, sort: 'upvotes', limit: 3 * limit });
      return papers
        .filter((paper) => readable(paper) && fits(paper))
        .sort(byInterest)
        .slice(0, limit);
    },
    async countByMonth(topic, others = []) {
      const { papers, isMore } = await search(topic, {});
      const all = new Map([...papers, ...others].map((paper) => [paper.id, paper]));
      return countMonths([...all.values()], isMore);
    },
  };
}

/** Whether a paper that was found on another way is one that the question asks for. */
export function fitsConditions(paper: Paper, conditions: PaperConditions): boolean {
  const { from, to, authors = [], organisation } = conditions;
  const day = paper.listedOn ?? paper.publishedAt;
  return (
    (!from || (day !== undefined && day >= from)) &&
    (!to || (day !== undefined && day <= to)) &&
    authors.every((author) => paper.authors.includes(author)) &&
    (!organisation || paper.organisation === organisation) &&
    keepsTo(paper, conditions)
  );
}

/** A paper of which a review can quote something. */
export function readable({ withdrawn, abstract }: Paper): boolean {
  return !withdrawn && abstract.trim() !== '';
}

function readDay(text: string | undefined, today: Day): Day | undefined {
  const read = text ? parseSince(text, today) : undefined;
  return read?.kind === 'day' ? read.day : undefined;
}

/** Both stretches of days at once; where they do not meet, the question's own. */
function narrowed({ from, to }: PaperConditions, since: Day | undefined, until: Day | undefined): PaperConditions {
  const first = [from, since]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  const last = [to, until].filter((day) => day !== undefined).sort()[0];
  if (first && last && first > last) return {};
  return { ...(first && { from: first }), ...(last && { to: last }) };
}
