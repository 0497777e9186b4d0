/** A topic and days in, the papers on it out: for counting, where a list wants the best. */
import type { Paper } from '../domain/paper.ts';
import type { PaperFilter, PaperIndex } from '../domain/ports.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { searchPapers } from './search-papers.ts';

/** So far down the ranking; with 200, as lists have it, the counts of a common topic stop where the list does. */
const MOST_FITTING = 1_500;

/**
 * Papers that fit the topic and hold all of its words, in whatever inflection: those that are only near it would make
 * counts of two periods say more about the ranking than about the papers. Where none holds them (a topic in another
 * language, by an embedder) all that fit.
 */
export async function papersOnTopic(index: PaperIndex, topic: string, days: PaperFilter): Promise<readonly Paper[]> {
  const { papers } = await searchPapers(index, topic, days, 'newest', MOST_FITTING);
  const words = [...new Set(analyseQuestion(topic).words)];
  const holding = papers.filter(({ title, abstract }) => {
    const terms = new Set(allTerms(analyse(`${title}. ${abstract}`)));
    return words.every((word) => terms.has(word));
  });
  return holding.length ? holding : papers;
}
