/** Whether a paper keeps to what a question leaves out, where no index can tell. Pure. */
import { arxivIdOf, type Paper, titleKey } from '../domain/paper.ts';
import type { PaperConditions } from '../domain/ports.ts';
import { analyse } from '../domain/text/analyse.ts';

/** Whether nothing that is excluded is the paper's id, author, organisation, or stands in its title or abstract. */
export function keepsTo(paper: Paper, { excluded = [] }: PaperConditions): boolean {
  if (!excluded.length) return true;
  const names = new Set([arxivIdOf(paper) ?? paper.id, ...paper.authors, paper.organisation ?? ''].map(titleKey));
  const fields = [paper.title, paper.abstract].map((text) => analyse(text).words);
  return !excluded.some((text) => {
    const wanted = analyse(text).words;
    return names.has(titleKey(text)) || fields.some((words) => holds(words, wanted));
  });
}

/** Whether the words stand one after the other. */
function holds(words: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length > 0 && words.some((_, at) => wanted.every((word, place) => words[at + place] === word));
}
