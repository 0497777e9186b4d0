/** A topic and papers in, which of them are on it, and how well, out: one paper is judged as a month of them is. */
import type { Paper, PaperId } from '../domain/paper.ts';
import type { Candidate, PaperFilter, PaperIndex } from '../domain/ports.ts';
import type { Topic } from '../domain/subscription.ts';
import { allTerms, analyseQuestion } from '../domain/text/analyse.ts';
import { fuse } from './fuse.ts';
import { hasWords } from './subject-of-request.ts';
import { fitsOf, scaleOf, type TopicScale } from './topic-fit.ts';

/** The papers that are on a topic, each with how well it fits, above 0 and at most 1. */
export type OnTopic = ReadonlyMap<PaperId, number>;

export interface TopicMatcher {
  /** @param papers of the library; others are on no topic in words */
  match(topic: Topic, papers: readonly Paper[]): Promise<OnTopic>;
}

/** Of each of the two searches, for what the whole library has on a topic. */
const DEPTH = 200;
/** A large library searches less deep than it is asked to; room for all of some days. */
const ROOM = 3;
/** Everybody whose name a typed one may be. */
const MOST_NAMES = 2_000;

export function createTopicMatcher(index: PaperIndex): TopicMatcher {
  return {
    async match({ kind, text }, papers) {
      if (!papers.length) return new Map();
      if (kind === 'words') return onWords(text, papers);
      if (kind === 'category') return whole(papers.filter(({ categories = [] }) => categories.some(isOf(text))));
      const people = await index.findPeople(text, MOST_NAMES);
      const names = new Set(kind === 'author' ? people.authors : people.organisations);
      return whole(
        papers.filter(({ authors, organisation }) =>
          kind === 'author' ? authors.some((author) => names.has(author)) : names.has(organisation ?? ''),
        ),
      );
    },
  };

  async function onWords(text: string, papers: readonly Paper[]): Promise<OnTopic> {
    // Of stop words alone every paper holds some, and none is on them.
    if (!hasWords(text)) return new Map();
    const scale = await readScale(text);
    const wanted = new Set(papers.map(({ id }) => id));
    const withoutEmbedder = scale.text > 0;
    const found = await index.candidates({ text, depth: ROOM * papers.length, withoutEmbedder, ...daysOf(papers) });
    return fitsOf(
      found.filter(({ id }) => wanted.has(id)),
      scale,
    );
  }

  /** Read anew each time: its vectors are those of the library as it is now. */
  async function readScale(text: string): Promise<TopicScale> {
    const { papers } = await index.statistics();
    const analysed = analyseQuestion(text);
    const fullText = allTerms(analysed).reduce((sum, term) => sum + index.inverseDocumentFrequency(term), 0);
    // A digest asks for every topic of everybody, day after day; an embedder may want money for each.
    const own = await index.candidates({ text, depth: DEPTH, withoutEmbedder: true });
    const isForeign = !own.some(({ textScore }) => textScore > 0);
    const found = isForeign ? await index.candidates({ text, depth: DEPTH }) : own;
    return scaleOf(bestFirst(found), { words: new Set(analysed.words).size, fullText }, papers);
  }
}

function bestFirst(found: readonly Candidate[]): Candidate[] {
  return fuse(found).map(({ candidate }) => candidate);
}

function whole(papers: readonly Paper[]): OnTopic {
  return new Map(papers.map(({ id }) => [id, 1]));
}

/** `cs` is every category of it, `cs.RO` the one. */
function isOf(typed: string): (category: string) => boolean {
  const wanted = typed.trim().toLowerCase();
  return (category) => {
    const name = category.toLowerCase();
    return name === wanted || name.startsWith(`${wanted}.`);
  };
}

function daysOf(papers: readonly Paper[]): PaperFilter {
  const days = papers.map(({ listedOn, publishedAt }) => listedOn ?? publishedAt ?? '').sort();
  const [from, to] = [days[0], days.at(-1)];
  // Papers without a day are found without one only.
  return from && to ? { from, to } : {};
}
