/** Which papers a question calls by their name. Pure. */
import { type Paper, shortName, titleKey } from '../domain/paper.ts';

/** A title this short is a phrase that may stand in a question by chance. */
const LEAST_TITLE_LENGTH = 12;
/** Words that open titles before a colon and are no names. */
const COMMON = new Set([
  'survey',
  'report',
  'technicalreport',
  'position',
  'benchmark',
  'introduction',
  'learning',
  'search',
  'agents',
]);

/** Whether the question holds the paper's title or the name before its colon ("R1-Searcher" is not "R1-Searcher++"). */
export function names(question: string, paper: Pick<Paper, 'title'>): boolean {
  const key = titleKey(paper.title);
  if (key.length >= LEAST_TITLE_LENGTH && titleKey(question).includes(key)) return true;
  const name = shortName(paper.title);
  return name !== undefined && isDistinctive(name) && holdsName(question, name);
}

function isDistinctive(name: string): boolean {
  const key = titleKey(name);
  if (key.length < 3 || COMMON.has(key)) return false;
  // A name of one plain word ("Attention") needs more than lower-case letters to be told from the word.
  return name.includes(' ') || /[\p{Lu}\p{N}+-]/u.test(name.slice(1));
}

function holdsName(question: string, name: string): boolean {
  const pattern = name
    .split(/[\s-]+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[\\s-]*');
  return new RegExp(`(?<![\\p{L}\\p{N}-])${pattern}(?![\\p{L}\\p{N}+]|-[\\p{L}\\p{N}])`, 'iu').test(question);
}
