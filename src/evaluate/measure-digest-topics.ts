/** Judged topics and recorded days in; how many of the papers that digests choose for a topic are on it, out, beside substrings. */
import { choosePapers } from '../digest/choose.ts';
import { rankTrending } from '../digest/trending.ts';
import type { Clock } from '../domain/clock.ts';
import { addDays } from '../domain/days.ts';
import type { Day, Paper, PaperId } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { STOP_WORDS } from '../domain/text/stop-words.ts';
import { createTopicMatcher, type OnTopic } from '../retrieve/on-topic.ts';
import type { Corpus, JudgedQueries, JudgedQuery } from './beir.ts';
import { paperOfDocument, withTemporaryLibrary } from './temporary-library.ts';

/** Papers of a digest. */
const BUDGET = 10;

/** Ways to say which papers are on a topic; `retrieval` is the product's. */
export const TOPIC_WAYS = ['retrieval', 'whole text', 'all words', 'any word', 'most words'] as const;
export type TopicWay = (typeof TOPIC_WAYS)[number];

export interface TopicWayScores {
  readonly way: TopicWay;
  /** Papers that all digests together have. */
  readonly chosen: number;
  /** Of them, those that the judges put under the topic. */
  readonly right: number;
  /** Missing where nothing was chosen. */
  readonly precision?: number;
  /** Share of the judged papers of these months that are in a digest. */
  readonly recall: number;
  /** Precision of the product's way where it chooses no more papers than this one: those that it is surest of. */
  readonly ownPrecision?: number;
}

export interface DigestTopicsReport {
  readonly kind: 'digest-topics';
  readonly papers: number;
  readonly topics: number;
  /** Topics and months with a paper of the topic; each is a digest. */
  readonly digests: number;
  readonly judged: number;
  readonly budget: number;
  readonly ways: readonly TopicWayScores[];
}

interface DigestToChoose {
  readonly query: JudgedQuery;
  readonly papers: readonly Paper[];
  readonly until: Day;
  readonly right: ReadonlySet<PaperId>;
}

/**
 * For each topic and each month in which a paper of the topic was listed: which ten papers of the month would a digest
 * have? Months without one are left out, for the lists that judge end at some day.
 * @param recorded when each paper was listed and how it was liked
 */
export async function measureDigestTopics(
  corpus: Corpus,
  { queries }: JudgedQueries,
  recorded: ReadonlyMap<PaperId, Paper>,
  { clock, onProgress }: { readonly clock: Clock; readonly onProgress: (line: string) => void },
): Promise<DigestTopicsReport> {
  const papers = corpus.documents.map(paperOfDocument).map((paper): Paper => {
    const { listedOn, listedAt, upvotes, comments } = recorded.get(paper.id) ?? {};
    return { ...paper, listedOn, listedAt, upvotes, comments };
  });
  const digests = digestsOf(queries, papers);
  onProgress(`Taking in ${papers.length} papers…`);
  return withTemporaryLibrary(papers, clock, async (library) => {
    const picked: (readonly Picked[])[] = [];
    for (const way of TOPIC_WAYS) {
      onProgress(`Choosing for ${digests.length} digests (${way})…`);
      picked.push(await pick(matcherOf(way, library), digests));
    }
    const judged = digests.reduce((sum, { right }) => sum + right.size, 0);
    const surestFirst = (picked[0] ?? []).toSorted((one, other) => other.fit - one.fit);
    return {
      kind: 'digest-topics',
      papers: papers.filter(({ listedOn }) => listedOn).length,
      topics: new Set(digests.map(({ query }) => query.id)).size,
      digests: digests.length,
      judged,
      budget: BUDGET,
      ways: TOPIC_WAYS.map((way, at) => scoresOf(way, picked[at] ?? [], surestFirst, judged)),
    };
  });
}

function digestsOf(queries: readonly JudgedQuery[], papers: readonly Paper[]): DigestToChoose[] {
  const months = Map.groupBy(
    papers.filter(({ listedOn }) => listedOn),
    ({ listedOn = '' }) => listedOn.slice(0, 7),
  );
  return queries.flatMap((query) =>
    [...months].sort().flatMap(([month, listed]) => {
      const right = listed.filter(({ id }) => (query.judgments.get(id.slice('arxiv:'.length)) ?? 0) > 0);
      if (!right.length) return [];
      return [{ query, papers: listed, until: addDays(`${month}-28`, 4), right: new Set(right.map(({ id }) => id)) }];
    }),
  );
}

type Matching = (topic: string, papers: readonly Paper[]) => Promise<OnTopic>;

/** A paper of a digest. */
interface Picked {
  readonly fit: number;
  readonly right: boolean;
}

async function pick(match: Matching, digests: readonly DigestToChoose[]): Promise<Picked[]> {
  const picks: Picked[] = [];
  for (const digest of digests) {
    const { text } = digest.query;
    const papers = await match(text, digest.papers);
    const trending = rankTrending(digest.papers, { now: Date.parse(digest.until) });
    const { entries } = choosePapers(trending, {
      papers: BUDGET,
      leastUpvotes: 0,
      include: [{ topic: { kind: 'words', text }, papers }],
      exclude: [],
      postedBefore: new Set(),
    });
    picks.push(...entries.map(({ paper }) => ({ fit: papers.get(paper.id) ?? 0, right: digest.right.has(paper.id) })));
  }
  return picks;
}

function scoresOf(way: TopicWay, picks: readonly Picked[], own: readonly Picked[], judged: number): TopicWayScores {
  const right = rightOf(picks);
  const surest = own.slice(0, picks.length);
  return {
    way,
    chosen: picks.length,
    right,
    ...(picks.length && { precision: right / picks.length }),
    recall: judged ? right / judged : 0,
    ...(surest.length && { ownPrecision: rightOf(surest) / surest.length }),
  };
}

function rightOf(picks: readonly Picked[]): number {
  return picks.filter(({ right }) => right).length;
}

function matcherOf(way: TopicWay, library: PaperIndex): Matching {
  if (way === 'retrieval') {
    const matcher = createTopicMatcher(library);
    return (text, papers) => matcher.match({ kind: 'words', text }, papers);
  }
  return async (topic, papers) => {
    const words = wordsOf(topic);
    const held = papers.map((paper) => {
      const text = `${paper.title}\n${paper.abstract}`.toLowerCase();
      if (way === 'whole text') return text.includes(topic.toLowerCase()) ? 1 : 0;
      return words.filter((word) => text.includes(word)).length / Math.max(1, words.length);
    });
    // With "most words", those that hold more of them than nearly all others: a substring search that is ranked.
    const least = { 'whole text': 1, 'all words': 1, 'any word': Number.MIN_VALUE, 'most words': tenth(held) }[way];
    return new Map(papers.flatMap(({ id }, at) => ((held[at] ?? 0) >= least ? [[id, held[at] ?? 0] as const] : [])));
  };
}

/** The words of a topic that a substring search would look for: lower case, without stop words. */
function wordsOf(topic: string): string[] {
  const words = topic.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
  return [...new Set(words)].filter((word) => !STOP_WORDS.has(word));
}

/** The share of the words that the tenth best paper holds. */
function tenth(held: readonly number[]): number {
  const best = held.toSorted((one, other) => other - one);
  return Math.max(Number.MIN_VALUE, best[BUDGET - 1] ?? best.at(-1) ?? 0);
}
