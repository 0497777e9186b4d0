/** A tool call → a line of progress. Words of the model are shown only where they are those of the question. Pure. */

import { cleanText, shorten } from '../domain/text/clean.ts';
import { sharedWords } from '../domain/text/match.ts';
import { say, sayCounted, type Words } from '../domain/words.ts';

const LONGEST = 80;

/**
 * An abstract may have told the model what to look for, so its query is quoted only if all of its words stand in what
 * was planned before any abstract was read.
 * @param planned question and sub-questions
 */
export function describeStep(name: string, args: Readonly<Record<string, unknown>>, planned: string): Words {
  switch (name) {
    case 'search_papers':
      return say('Searching for {what}', { what: quoted(args.query, planned) ?? say('more on this') });
    case 'read_papers': {
      const count = Array.isArray(args.ids) ? args.ids.length : 1;
      return sayCounted({ one: 'Reading a paper', other: 'Reading {count} papers' }, count);
    }
    case 'similar_papers':
      return say('Looking for similar papers');
    case 'trending_papers':
      return say('Looking at what is trending');
    case 'count_by_month':
      return say('Counting papers by month');
    default:
      return say('Thinking');
  }
}

function quoted(query: unknown, planned: string): string | undefined {
  if (typeof query !== 'string') return undefined;
  const text = cleanText(query);
  return text && sharedWords(text, planned) === 1 ? `“${shorten(text, LONGEST)}”` : undefined;
}
