/** Days or digests → a feed, before it is in any format. Pure. */
import type { DigestOutline } from '../domain/digest-outline.ts';
import type { Day } from '../domain/paper.ts';
import { withoutControls } from '../domain/text/html.ts';
import type { FeedFormat, WebAddresses } from '../domain/web-addresses.ts';
import type { DayContent, SubscriptionContent } from './content.ts';
import { digestBody } from './digest-html.ts';

export interface FeedEntry {
  /** The same for ever, whatever becomes of addresses (RFC 4151). */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly summary: string;
  readonly html: string;
  /** Milliseconds since 1970. */
  readonly publishedAt: number;
  readonly updatedAt: number;
}

export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** The page that has the same. */
  readonly home: string;
  readonly self: (format: FeedFormat) => string;
  readonly language: string;
  readonly icon: string;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
  readonly entries: readonly FeedEntry[];
}

const SUMMARY_TITLES = 3;
/** The list of a day is complete by then, wherever on earth that day is. */
const SETTLES_WITHIN = 2 * 86_400_000;
/** A feed is read often: it has the best of a day, and the page has all. */
const PAPERS_OF_A_DAY = 30;

export function feedOfDays(days: readonly DayContent[], addresses: WebAddresses): Feed {
  const entries = days.map(({ day, outline, changedAt }) => ({
    ...textsOf({ ...outline, entries: outline.entries.slice(0, PAPERS_OF_A_DAY) }),
    id: tagOf(addresses, `day/${day}`),
    url: addresses.day(day),
    publishedAt: Date.parse(day),
    updatedAt: settled(day, changedAt),
  }));
  return {
    id: tagOf(addresses, 'days'),
    title: 'Paperboy',
    subtitle: 'The papers of each day on Daily Papers, most upvoted first',
    home: addresses.today(),
    self: addresses.feed,
    language: 'en',
    icon: `${addresses.base}/icon.svg`,
    updatedAt: Math.max(0, ...entries.map(({ updatedAt }) => updatedAt)),
    entries,
  };
}

/** Whatever changes in the library later, a day that was read is not shown as new again for it. */
function settled(day: Day, changedAt: number): number {
  const begin = Date.parse(day);
  return Math.max(begin, Math.min(changedAt, begin + SETTLES_WITHIN));
}

export function feedOfSubscription(content: SubscriptionContent, addresses: WebAddresses): Feed {
  const { id, description, digests, createdAt, catalogue } = content;
  return {
    id: tagOf(addresses, `subscription/${id}`),
    title: `Paperboy: ${description}`,
    subtitle: description,
    home: addresses.subscription(id),
    self: (format) => addresses.subscriptionFeed(id, format),
    language: catalogue?.language ?? 'en',
    icon: `${addresses.base}/icon.svg`,
    updatedAt: digests[0]?.sentAt ?? createdAt,
    entries: digests.map(({ key, outline, sentAt }) => ({
      ...textsOf(outline),
      id: tagOf(addresses, `digest/${key}`),
      url: addresses.digest(key),
      publishedAt: sentAt,
      updatedAt: sentAt,
    })),
  };
}

/** As RFC 4151 builds it: it stays when the scheme, the port or the folder of the pages changes. */
function tagOf({ base }: WebAddresses, name: string): string {
  return `tag:${new URL(base).hostname},2026:paperboy/${name}`;
}

function textsOf(outline: DigestOutline): Pick<FeedEntry, 'title' | 'summary' | 'html'> {
  const { title, summary, nothing = '', entries } = outline;
  const titles = entries.slice(0, SUMMARY_TITLES).map((entry) => entry.title);
  return {
    title: withoutControls(title),
    summary: withoutControls([summary || nothing, ...titles].join(' · ')),
    html: digestBody(outline).markup,
  };
}
