/** A subscription → a short name, by which it is chosen among others. Pure. */
import type { Subscription } from '../domain/subscription.ts';
import { shorten } from '../domain/text/clean.ts';
import { topicsText } from './daily-topics.ts';

const LONGEST = 100;

/** "#papers · daily 09:00 · robots, cat:cs.RO · paused". @param channelName nothing where the channel is gone */
export function nameOfSubscription(
  { to, edition, schedule, include, pause }: Subscription,
  channelName?: (channel: string) => string | undefined,
): string {
  const where =
    to.kind === 'channel'
      ? `#${channelName?.(to.channel) ?? to.channel}`
      : to.kind === 'mail'
        ? to.address
        : 'direct message';
  const parts = [where, `${edition} ${schedule.time}`, topicsText(include), pause ? 'paused' : ''];
  return shorten(parts.filter(Boolean).join(' · '), LONGEST);
}
