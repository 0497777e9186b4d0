/** Papers in the order of what is trending, and which are on which topic → those of a digest, each with why it is there. Pure. */
import type { PaperId } from '../domain/paper.ts';
import type { SubscriptionChoices, Topic } from '../domain/subscription.ts';
import { say, sayCounted, several, type Words } from '../domain/words.ts';
import type { TrendingPaper } from './trending.ts';

/** A topic and the papers that are on it. */
export interface TopicPapers {
  readonly topic: Topic;
  readonly papers: ReadonlyMap<PaperId, number>;
}

export interface Wanted extends Pick<SubscriptionChoices, 'papers' | 'leastUpvotes'> {
  /** Any of these; none means every paper. */
  readonly include: readonly TopicPapers[];
  readonly exclude: readonly TopicPapers[];
  readonly postedBefore: ReadonlySet<PaperId>;
  /** Which papers nearly repeat another one: where that stands there already, they do not. */
  readonly repeats?: ReadonlyMap<PaperId, PaperId>;
}

export interface ChosenPaper extends TrendingPaper {
  readonly reasons: readonly Words[];
}

export interface Chosen {
  readonly entries: readonly ChosenPaper[];
  /** All that fit, posted before or not, in their order. */
  readonly fitting: readonly TrendingPaper[];
  readonly empty?: 'nothing-fits' | 'all-posted-before';
}

const MOST_REASONS = 3;

export function choosePapers(papers: readonly TrendingPaper[], wanted: Wanted): Chosen {
  const { include, exclude, leastUpvotes, postedBefore, repeats } = wanted;
  const fitting = papers.filter(
    ({ paper }) =>
      (paper.upvotes ?? 0) >= leastUpvotes &&
      (!include.length || include.some((topic) => topic.papers.has(paper.id))) &&
      !exclude.some((topic) => topic.papers.has(paper.id)),
  );
  const entries: ChosenPaper[] = [];
  const there = new Set(postedBefore);
  for (const entry of fitting) {
    if (entries.length >= wanted.papers) break;
    const { id } = entry.paper;
    if (there.has(id) || there.has(repeats?.get(id) ?? id)) continue;
    entries.push({ ...entry, reasons: reasonsOf(entry, include) });
    there.add(id);
  }
  const empty = fitting.length ? 'all-posted-before' : 'nothing-fits';
  return { entries, fitting, ...(!entries.length && { empty }) };
}

/** Topics first, for they were asked for; then what makes it trending. */
function reasonsOf({ paper, reasons }: TrendingPaper, include: readonly TopicPapers[]): Words[] {
  const matched = include.filter(({ papers }) => papers.has(paper.id)).map(({ topic }) => topic);
  const subjects = matched.filter(({ kind }) => kind === 'words' || kind === 'category');
  const names = matched.filter(({ kind }) => kind === 'organisation' || kind === 'author');
  return [
    ...(subjects.length
      ? [
          sayCounted({ one: 'on {topics}', other: '{count} of the topics: {topics}' }, subjects.length, {
            topics: several(subjects.map(({ text }) => text)),
          }),
        ]
      : []),
    ...names.map(({ kind, text }) =>
      kind === 'author'
        ? say('by {name}, who is followed here', { name: text })
        : say('from {name}, which is followed here', { name: text }),
    ),
    ...reasons,
  ].slice(0, MOST_REASONS);
}
