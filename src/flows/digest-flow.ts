/** A subscription and its slot → what it gets; choices that nobody stored → what they would get. */
import { type DigestDays, digestDays } from '../digest/digest-days.ts';
import { feedDay } from '../digest/feed-day.ts';
import { createSlotTimes } from '../digest/schedule.ts';
import type { Call } from '../domain/command.ts';
import { addDays } from '../domain/days.ts';
import type { DigestComposer } from '../domain/delivery.ts';
import { slotBefore } from '../domain/delivery-ledger.ts';
import type { Message } from '../domain/message.ts';
import type { Day } from '../domain/paper.ts';
import type { SubscriptionChoices } from '../domain/subscription.ts';
import { say, sayCounted, type Words } from '../domain/words.ts';
import type { Painter } from '../picture/paint.ts';
import { renderPreview } from '../render/digest-preview.ts';
import { renderProgress } from '../render/notices.ts';
import { createDigestComposer, type DigestOptions } from './compose-digest.ts';
import type { FlowTools } from './flow-tools.ts';

const USUAL = { daily: 86_400_000, weekly: 7 * 86_400_000, monthly: 31 * 86_400_000 } as const;
const PREVIEW_DAYS = { daily: 1, weekly: 7, monthly: 30 } as const;
/** Over so many days a preview counts what would have fitted. */
const COUNTED_DAYS = 30;
/** The end of a year has no lists for two weeks. */
const LONGEST_WITHOUT_LISTING = 30;
/** Some may be papers that were published then and never listed. */
const ENOUGH_PAPERS = 200;

export function createDigestFlow(tools: FlowTools, painter: Painter, options: DigestOptions = {}) {
  const { library, clock } = tools;
  const { compose, fitting } = createDigestComposer(tools, painter, options);
  const slots = createSlotTimes();

  const digests: DigestComposer = {
    async compose(subscription, slot, postedBefore, signal) {
      signal.throwIfAborted();
      const since = slotBefore(slots, subscription, slot.at)?.at ?? slot.at - USUAL[subscription.edition];
      const days = digestDays(subscription.edition, slot.at, since, slot.day);
      const wanted = { choices: subscription, days, at: slot.at, postedBefore };
      if (!slot.wished) return compose({ ...wanted, since }, signal);
      // Whoever asks now is not told to wait for a late sync, nor for Monday.
      const digest = await compose(wanted, signal);
      if (digest.empty !== 'no-listing') return digest;
      return compose({ ...wanted, days: (await exampleDays(subscription, slot.at)).days }, signal);
    },
  };

  return {
    digests,

    /**
     * What somebody who chose so would get now, of the newest days that are complete. A day on which nothing fits is no
     * example of a daily one: then it is the newest day on which something does.
     */
    async *previewDigest(choices: SubscriptionChoices, call: Call): AsyncGenerator<Message> {
      yield renderProgress(say('Choosing the papers…'));
      const at = clock.now();
      const { days, notes } = await exampleDays(choices, at);
      const digest = await compose({ choices, days, at, postedBefore: new Set() }, call.signal);
      yield renderPreview(digest, choices, call.pageLength, notes);
    },
  };

  async function exampleDays(choices: SubscriptionChoices, at: number) {
    const { complete } = feedDay(at);
    const newest = await newestListing(complete);
    const { to, notes } = await example(choices, newest, at);
    return { days: { from: addDays(to, 1 - PREVIEW_DAYS[choices.edition]), to }, notes };
  }

  /** The newest day until this one that has papers: on a Monday it is Friday, whatever came to Monday's list already. */
  async function newestListing(to: Day): Promise<Day> {
    const { lastListingDay } = await library.statistics();
    // Also of a library that nobody has synced for long, such as the sample.
    if (lastListingDay !== undefined && lastListingDay <= to) return lastListingDay;
    const from = addDays(to, -LONGEST_WITHOUT_LISTING);
    const papers = await library.list({ from, to, sort: 'newest', limit: ENOUGH_PAPERS });
    return papers.find(({ listedOn }) => listedOn !== undefined)?.listedOn ?? to;
  }

  /** The day to show, and how many papers of the last weeks would have fitted, where not every paper does. */
  async function example(
    choices: SubscriptionChoices,
    newest: Day,
    at: number,
  ): Promise<{ readonly to: Day; readonly notes: readonly Words[] }> {
    const { include, exclude, leastUpvotes, edition } = choices;
    if (!include.length && !exclude.length && !leastUpvotes) return { to: newest, notes: [] };
    const month = { from: addDays(newest, 1 - COUNTED_DAYS), to: newest };
    const fit = await fitting(choices, month, at);
    const days = [...new Set(fit.flatMap(({ paper }) => paper.listedOn ?? []))].sort();
    const last = days.at(-1);
    const to = edition === 'daily' && last !== undefined ? last : newest;
    const notes = [howMany(fit.length, days.length, month)];
    return { to, notes: to === newest ? notes : [showsAnother(newest, to), ...notes] };
  }
}

function howMany(papers: number, days: number, { from, to }: DigestDays): Words {
  const span = { kind: 'days', from, to, as: 'days' } as const;
  if (!papers) return say('Nothing would have fitted in these days: {span}. Other topics may find more.', { span });
  return sayCounted(
    {
      one: '{count} paper would have fitted in these days: {span}.',
      other: '{count} papers would have fitted in these days: {span}. They were listed on {days} of them.',
    },
    papers,
    { span, days },
  );
}

function showsAnother(newest: Day, shown: Day): Words {
  return say('Nothing of the newest day, {newest}, fits; so this is what would have been posted of {shown}.', {
    newest: { kind: 'days', from: newest, to: newest, as: 'days' },
    shown: { kind: 'days', from: shown, to: shown, as: 'days' },
  });
}
