/** In: the simulated Discord. Out: a sender and a composer for it. */

import { addDays } from '../../src/domain/days.ts';
import type { DigestComposer, DigestSender } from '../../src/domain/delivery.ts';
import type { Digest } from '../../src/domain/digest.ts';
import type { Day, Paper, PaperId } from '../../src/domain/paper.ts';
import type { Pause, Subscription, SubscriptionId } from '../../src/domain/subscription.ts';
import type { SimulatedDiscord } from './simulated-discord.ts';

export function createSimulatedSender(
  discord: Pick<SimulatedDiscord, 'post' | 'find' | 'isLost'>,
  onTold: (id: SubscriptionId, pause: Pause) => void = () => {},
): DigestSender {
  const channelOf = ({ to }: Subscription) => (to.kind === 'channel' ? to.channel : `reader ${to.reader}`);
  return {
    async send(subscription, digest, key, signal) {
      const papers = digest.entries.map(({ paper }) => paper.id);
      const post = await discord.post(channelOf(subscription), key, papers, signal);
      return post ? { kind: 'sent', reference: post.id } : { kind: 'lost', reason: 'missing-permission' };
    },
    async wasSent(subscription, key, _since, signal) {
      const post = await discord.find(channelOf(subscription), key, signal);
      return post ? { kind: 'sent', reference: post.id } : { kind: 'not-sent' };
    },
    isReachable: async (subscription) => !discord.isLost(channelOf(subscription)),
    tellAdmins: async (subscription, pause) => onTold(subscription.id, pause),
  };
}

const PAPERS_A_DAY = 40;
/** Of the day before, listed late: some had them, some did not. */
const LISTED_AGAIN = 3;

/** Papers of made days, by topic: a third of the papers is of each topic, and of every day some were there the day before. */
export function createSimulatedComposer(): DigestComposer {
  const days = new Map<Day, readonly Paper[]>();
  const papersOf = (day: Day) => {
    const known = days.get(day);
    if (known) return known;
    if (days.size > 10) days.clear();
    const papers = Array.from({ length: PAPERS_A_DAY }, (_, index) => madePaper(day, index));
    days.set(day, papers);
    return papers;
  };
  return {
    async compose({ edition, include, papers }, slot, postedBefore): Promise<Digest> {
      const to = addDays(new Date(slot.at).toISOString().slice(0, 10), -1);
      const listed = [...papersOf(addDays(to, -1)).slice(0, LISTED_AGAIN), ...papersOf(to)];
      const topic = include[0]?.text;
      const fitting = listed.filter(({ title }) => topic === undefined || title.endsWith(topic));
      const entries = fitting
        .filter(({ id }) => !postedBefore.has(id))
        .slice(0, papers)
        .map((paper) => ({ paper, line: paper.abstract, written: false, reasons: [] }));
      const empty = entries.length ? {} : { empty: 'all-posted-before' as const };
      return { edition, from: to, to, entries, papers: listed.length, themes: [], roseLate: [], ...empty };
    },
  };
}

function madePaper(day: Day, index: number): Paper {
  const id: PaperId = `arxiv:${day.slice(2, 4)}${day.slice(5, 7)}.${day.slice(8)}${String(index).padStart(3, '0')}`;
  return {
    ...{ id, title: `Paper ${index} of ${day} on topic ${index % 3}`, abstract: 'What it finds.', authors: [] },
    ...{ listedOn: day, upvotes: 100 - index, links: {}, source: 'jsonl', withdrawn: false },
  };
}
