/** "The best papers on speculative decoding" in, a handful of papers out, chosen by fit and a little by upvotes or days. */
import type { Evidence } from '../domain/evidence.ts';
import type { Paper } from '../domain/paper.ts';

const COUNTS: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5 };
const QUALITY =
  'best|top|leading|greatest|most[ -]upvoted|(?:most[ -])?popular|(?:most[ -])?important|most[ -]interesting|main|key|newest|latest|recent|most recent|trending|hottest';
const COUNT = String.raw`\d|two|three|four|five`;
const REQUEST = new RegExp(
  String.raw`^\W*(?:please\s+)?(?:compare\s+)?(?:the\s+|some\s+)?(?:(${COUNT})\s+)?(?:(${QUALITY})\s+)?(?:(${COUNT})\s+)?(?:papers?|articles?|preprints?|works?)\s+(?:on|about|for|of|in|regarding|concerning)\s+(\S.*)$`,
  'i',
);
const NEWEST = /new|latest|recent/i;

/** What is compared where nobody says how many. */
const USUAL = 4;
const MOST = 5;
/** Papers further below the best are not on the topic, and their upvotes do not matter. */
const LEAST_SHARE_OF_BEST = 0.5;
/**
 * What the most upvoted or the newest gains. Scores have a standard deviation of about one, and the best of a hundred
 * candidates lie between two and six: so papers that fit nearly alike change places, and no others.
 */
const LIGHTLY = 0.5;

export interface TopicRequest {
  /** The words after "papers on", with whatever they say of days. */
  readonly topic: string;
  /** 2 to 5. */
  readonly count: number;
  readonly by: 'upvotes' | 'newest';
}

/** @returns `undefined` for names of papers */
export function readTopicRequest(text: string): TopicRequest | undefined {
  const [, first, quality, second, topic] = REQUEST.exec(text) ?? [];
  if (!topic) return undefined;
  const said = (first ?? second ?? '').toLowerCase();
  const count = COUNTS[said] ?? (Number(said) || USUAL);
  return {
    topic: topic.trim(),
    count: Math.min(Math.max(count, 2), MOST),
    by: quality && NEWEST.test(quality) ? 'newest' : 'upvotes',
  };
}

/** @param evidence what the library has on the topic, best first @returns as many papers at most, best first */
export function bestPapers(evidence: readonly Evidence[], { count, by }: Omit<TopicRequest, 'topic'>): Paper[] {
  const best = Math.max(0, ...evidence.map(({ score }) => score));
  const close = evidence.filter(({ score, sentences }) => score >= LEAST_SHARE_OF_BEST * best && sentences.length > 0);
  const mostUpvotes = Math.max(1, ...close.map(({ paper }) => paper.upvotes ?? 0));
  const newestFirst = close.map(({ paper }) => dayOf(paper)).toSorted((a, b) => b.localeCompare(a));
  const gain = (paper: Paper) =>
    by === 'upvotes'
      ? Math.log1p(paper.upvotes ?? 0) / Math.log1p(mostUpvotes)
      : 1 - newestFirst.indexOf(dayOf(paper)) / close.length;
  const value = ({ paper, score }: Evidence) => score + LIGHTLY * gain(paper);
  return close
    .toSorted((a, b) => value(b) - value(a))
    .slice(0, count)
    .map(({ paper }) => paper);
}

function dayOf({ listedOn, publishedAt }: Paper): string {
  return listedOn ?? publishedAt ?? '';
}
