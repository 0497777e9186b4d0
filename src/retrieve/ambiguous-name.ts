/** A question and papers → the name by which the question may mean several of them. Pure. */
import { findArxivIds, type Paper, titleKey } from '../domain/paper.ts';
import { allTerms, analyse, analyseQuestion } from '../domain/text/analyse.ts';
import { nameIn } from './named-papers.ts';

export interface AmbiguousName {
  /** As the papers write it. */
  readonly name: string;
  /** Two or more, in the order in which they were given. */
  readonly papers: readonly Paper[];
}

/** Somebody who says so means all of them. */
const ALL_OF_THEM = /\b(?:both|the two|two (?:methods|papers|models|approaches)|papers|each of)\b/i;

/**
 * Several papers of one name, of which no other word of the question singles one out: a word of its title, an author,
 * its organisation, its id.
 * @param papers what may be meant, each once; papers that the question does not name are left out
 * @returns `undefined` when every name in the question means one paper
 */
export function ambiguousName(question: string, papers: readonly Paper[]): AmbiguousName | undefined {
  if (ALL_OF_THEM.test(question)) return undefined;
  const ids = new Set(findArxivIds(question));
  for (const { name, papers: sharing } of byName(question, papers)) {
    if (sharing.length < 2 || sharing.some(({ id }) => ids.has(id))) continue;
    if (singledOut(question, name, sharing).length !== 1) return { name, papers: sharing };
  }
  return undefined;
}

function byName(question: string, papers: readonly Paper[]): { name: string; papers: Paper[] }[] {
  const groups = new Map<string, { name: string; papers: Paper[] }>();
  for (const paper of papers) {
    const name = nameIn(question, paper);
    if (name === undefined) continue;
    const group = groups.get(titleKey(name)) ?? { name, papers: [] };
    group.papers.push(paper);
    groups.set(titleKey(name), group);
  }
  return [...groups.values()];
}

/** Those that have words of the question which none of the others has. */
function singledOut(question: string, name: string, papers: readonly Paper[]): Paper[] {
  const ofName = new Set(allTerms(analyse(name)));
  const wanted = allTerms(analyseQuestion(question)).filter((term) => !ofName.has(term));
  const terms = papers.map(
    ({ title, authors, organisation }) =>
      new Set(allTerms(analyse([title, ...authors, organisation ?? ''].join('. ')))),
  );
  return papers.filter((_, own) =>
    wanted.some((term) => terms[own]?.has(term) && terms.every((other, at) => at === own || !other.has(term))),
  );
}
