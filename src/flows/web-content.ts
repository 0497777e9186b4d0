/** The library and what was sent → what pages and feeds show. No model is asked: pages are for anybody. */
import { oneLine } from '../answer/one-line.ts';
import { byInterest } from '../digest/trending.ts';
import { addDays, daysBetween } from '../domain/days.ts';
import type { PastDigest, PastDigests, SubscriptionStore } from '../domain/delivery.ts';
import type { Digest } from '../domain/digest.ts';
import type { Languages } from '../domain/languages.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { splitSentences } from '../domain/text/sentences.ts';
import { type Catalogue, say, textIn } from '../domain/words.ts';
import { describeChoices } from '../render/describe-choices.ts';
import { outlineDigest } from '../render/digest-outline.ts';
import type { DayContent, DigestContent, WebContent } from '../web/content.ts';

export interface WebContentRooms {
  readonly library: PaperIndex;
  readonly subscriptions: SubscriptionStore;
  readonly pastDigests: PastDigests;
  readonly languages: Languages;
}

const MOST_PAPERS_A_DAY = 500;
/** Holidays and weekends have no lists; further apart are two lists that have nothing to do with each other. */
const FARTHEST_DAYS = 21;
const DIGESTS_SHOWN = 60;
const ENDED = say('A daily post that has ended');

export function createWebContent({ library, subscriptions, pastDigests, languages }: WebContentRooms): WebContent {
  const newestDay = async () => (await library.statistics()).lastListingDay;
  const listedOn = async (day: Day) => {
    const papers = await library.list({ from: day, to: day, sort: 'upvotes', limit: MOST_PAPERS_A_DAY });
    return papers.filter((paper) => paper.listedOn === day && !paper.withdrawn);
  };
  const firstOf = async (days: readonly Day[]) => {
    for (const day of days) if ((await listedOn(day)).length) return day;
    return undefined;
  };

  const dayContent = async (day: Day, papers: readonly Paper[]): Promise<DayContent> => {
    const { changedAt = 0, firstListingDay = day, lastListingDay = day } = await library.statistics();
    const before = daysBetween(latest(firstListingDay, addDays(day, -FARTHEST_DAYS)), addDays(day, -1)).reverse();
    const after = daysBetween(addDays(day, 1), earliest(lastListingDay, addDays(day, FARTHEST_DAYS)));
    const [previous, next] = [await firstOf(before), await firstOf(after)];
    return {
      ...{ day, changedAt, outline: outlineDigest(digestOf(day, papers)) },
      ...(previous && { previous }),
      ...(next && { next }),
    };
  };

  return {
    newestDay,
    async day(day) {
      const papers = await listedOn(day);
      return papers.length ? dayContent(day, papers) : undefined;
    },
    async recentDays(most) {
      const newest = await newestDay();
      if (!newest) return [];
      const found: DayContent[] = [];
      for (const day of daysBetween(addDays(newest, -FARTHEST_DAYS), newest).reverse()) {
        const papers = await listedOn(day);
        if (papers.length) {
          const { changedAt = 0 } = await library.statistics();
          found.push({ day, changedAt, outline: outlineDigest(digestOf(day, papers)) });
        }
        if (found.length >= most) break;
      }
      return found;
    },
    async digest(key) {
      const past = await pastDigests.get(key);
      if (!past) return undefined;
      const subscription = await subscriptions.get(past.subscription);
      return digestContent(past, languages.of(subscription?.language));
    },
    async subscription(id, before) {
      const subscription = await subscriptions.get(id);
      const found = await pastDigests.ofSubscription(id, DIGESTS_SHOWN + 1, before);
      const shown = found.slice(0, DIGESTS_SHOWN);
      if (!subscription && !found.length) return undefined;
      const catalogue = languages.of(subscription?.language);
      const oldest = shown.at(-1)?.sentAt;
      return {
        id,
        description: subscription ? describeChoices(subscription, catalogue) : textIn(ENDED),
        state: subscription ? (subscription.pause ? 'paused' : 'sent') : 'ended',
        digests: shown.map((past) => digestContent(past, catalogue)),
        createdAt: subscription?.createdAt ?? oldest ?? 0,
        ...(found.length > shown.length && oldest !== undefined && { olderThan: oldest }),
        ...(catalogue && { catalogue }),
      };
    },
  };
}

function digestContent({ key, subscription, digest, sentAt }: PastDigest, catalogue?: Catalogue): DigestContent {
  return { key, subscription, sentAt, outline: outlineDigest(digest, catalogue), ...(catalogue && { catalogue }) };
}

/** All papers of a listing day, as a digest that leaves none out. */
function digestOf(day: Day, papers: readonly Paper[]): Digest {
  const entries = papers
    .toSorted(byInterest)
    .map((paper) => ({ paper, line: lineOf(paper), written: false, reasons: [] }));
  return { edition: 'daily', from: day, to: day, entries, papers: entries.length, themes: [], roseLate: [] };
}

/** The sentence of the abstract that sums the paper up. */
function lineOf({ title, abstract }: Paper): string {
  const sentences = splitSentences(abstract).map((text, index) => ({ index, text, score: 0 }));
  return oneLine(title, sentences)?.text ?? '';
}

function latest(left: Day, right: Day): Day {
  return left > right ? left : right;
}

function earliest(left: Day, right: Day): Day {
  return left < right ? left : right;
}
