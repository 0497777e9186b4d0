/** Listing days and topics → the papers of these days, most trending first, and which are on which topic; shared by all digests. */
import type { DigestDays } from '../digest/digest-days.ts';
import { rankTrending, type TrendingPaper } from '../digest/trending.ts';
import { addDays } from '../domain/days.ts';
import type { Day, Paper, PaperId } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import type { Topic } from '../domain/subscription.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import type { UpvoteCurves, UpvoteHistory } from '../domain/upvote-history.ts';
import { nearDuplicates } from '../retrieve/near-duplicates.ts';
import { createTopicMatcher, type OnTopic } from '../retrieve/on-topic.ts';
import type { MeasuredCurve } from './measured-curve.ts';

/** What was listed on some days. */
export interface ListedPapers {
  /** Of the same papers the same, in whatever order they are. */
  readonly key: string;
  /** Most trending first, each once. */
  readonly papers: readonly TrendingPaper[];
  /** Papers that nearly repeat a more trending one, such as a retitled version under a second id, by their ids. */
  repeats(): ReadonlyMap<PaperId, PaperId>;
}

/** A month has a thousand. */
const MOST_PAPERS = 20_000;
/** Each with each: of more, only those are compared that a digest can come to. */
const MOST_COMPARED = 200;
/** Of so many spans of days the papers are kept; slots of one day share them, and rank them anew as time goes on. */
const MOST_SPANS = 12;
const MOST_RANKED = 64;
const MOST_TOPICS = 20_000;
/** A list may come late by so many days and is looked at all the same. */
const LATE_DAYS = 7;

export type DigestPapers = ReturnType<typeof createDigestPapers>;

/** @param measuredCurve the one that lists are ranked with, so that a post and a list of its day agree */
export function createDigestPapers(
  library: PaperIndex,
  history: UpvoteHistory | undefined,
  measuredCurve: MeasuredCurve | undefined,
) {
  const matcher = createTopicMatcher(library);
  const spans = remembering<Promise<Span>>(MOST_SPANS);
  const listed = remembering<Promise<ListedPapers>>(MOST_RANKED);
  const matches = remembering<Promise<OnTopic>>(MOST_TOPICS);

  return {
    /**
     * @param now when they are ranked, in milliseconds since 1970
     * @param since papers of the days before that came into the library after this instant belong to these days too
     */
    async of(days: DigestDays, now: number, since?: number): Promise<ListedPapers> {
      const { changedAt = 0 } = await library.statistics();
      const key = [days.from, days.to, now, since ?? '', changedAt].join(' ');
      return listed(key, () => read(days, now, since));
    },

    /** Those of the papers that are on a topic, with how well they fit, 0 to 1. */
    onTopic(topic: Topic, { key, papers }: ListedPapers): Promise<OnTopic> {
      return matches(`${key} ${topic.kind} ${topic.text}`, () =>
        matcher.match(
          topic,
          papers.map(({ paper }) => paper),
        ),
      );
    },
  };

  async function read(days: DigestDays, now: number, since: number | undefined): Promise<ListedPapers> {
    const from = since === undefined || !history ? days.from : addDays(days.from, -LATE_DAYS);
    const { changedAt = 0 } = await library.statistics();
    const { papers: all, curves } = await spans([from, days.to, changedAt].join(' '), () => readSpan(from, days.to));
    const late = since === undefined ? new Set<PaperId>() : lateOnes(all, days, curves, since);
    const theirs = all.filter(({ id, listedOn = '' }) => listedOn >= days.from || late.has(id));
    const curve = await measuredCurve?.();
    const ranked = rankTrending(theirs, { now, curves, ...(curve && { curve }) });
    let repeats: ReadonlyMap<PaperId, PaperId> | undefined;
    return {
      key: [days.from, days.to, changedAt, ...[...late].sort()].join(' '),
      papers: ranked,
      repeats() {
        repeats ??= nearDuplicates(ranked.slice(0, MOST_COMPARED).map(({ paper }) => paper));
        return repeats;
      },
    };
  }

  async function readSpan(from: Day, to: Day): Promise<Span> {
    const found = await library.list({ from, to, sort: 'newest', limit: MOST_PAPERS });
    // A paper that was published on these days and never listed is no part of a day's list.
    const papers = found.filter(({ listedOn, title }) => listedOn !== undefined && !readsAsOrder(title));
    return { papers, curves: (await history?.of(papers.map(({ id }) => id))) ?? new Map() };
  }
}

/** Papers of some days, in no order. */
interface Span {
  readonly papers: readonly Paper[];
  readonly curves: UpvoteCurves;
}

/**
 * Papers of earlier days that the library did not have yet when the slot before was due. Where it had none of these
 * days, it is new, and none of them is late.
 */
function lateOnes(papers: readonly Paper[], days: DigestDays, curves: UpvoteCurves, since: number): Set<PaperId> {
  const earlier = papers.filter(({ listedOn = '' }) => listedOn < days.from);
  const cameAfter = (paper: Paper) => {
    const [first] = curves.get(paper.id) ?? [];
    return first !== undefined && first.from > since;
  };
  const late = earlier.filter(cameAfter);
  return new Set(late.length < earlier.length ? late.map(({ id }) => id) : []);
}

/** What was asked for is worked out once, also while it is being worked out; what fails is forgotten. */
export function remembering<T extends Promise<unknown>>(most: number) {
  const known = new Map<string, T>();
  return (key: string, make: () => T): T => {
    const before = known.get(key);
    if (before) return before;
    const made = make();
    known.set(key, made);
    made.catch(() => known.delete(key));
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return made;
  };
}
