/** A seed in, a year of wishes and mishaps out: who subscribes, what is edited, what breaks and when. */
import { zoneNames } from '../../src/digest/zones.ts';
import type { NewSubscription } from '../../src/domain/delivery.ts';
import type { Edition, Schedule, Weekday } from '../../src/domain/subscription.ts';

export interface ScenarioOptions {
  /** A day in UTC. */
  readonly start: string;
  readonly days: number;
  readonly subscriptions: number;
  readonly outages: number;
  readonly kills: number;
  readonly random: () => number;
}

export type Happening = { readonly at: number } & (
  | { readonly kind: 'edit'; readonly index: number; readonly schedule: Schedule }
  | { readonly kind: 'pause' | 'resume' | 'remove' | 'lose' | 'find'; readonly index: number }
  | { readonly kind: 'kill'; readonly steps: number; readonly restartAfter: number }
  | { readonly kind: 'stop' | 'discord-down'; readonly for: number }
);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const WORKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];
/** Those that nights skip or have twice, and those at the edge of a day. */
const AWKWARD = ['00:00', '00:30', '01:30', '02:00', '02:30', '03:00', '23:59'];

export function createScenario(options: ScenarioOptions) {
  const { days, random } = options;
  const start = Date.parse(options.start);
  const zones = zoneNames();
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T;
  const between = (from: number, to: number) => Math.floor(from + random() * (to - from));
  const two = (number: number) => String(number).padStart(2, '0');
  const time = () => {
    const kind = random();
    if (kind < 0.2) return pick(AWKWARD);
    return `${two(between(0, 24))}:${two(kind < 0.95 ? 15 * between(0, 4) : between(0, 60))}`;
  };
  const schedule = (zone: string, edition: Edition): Schedule => {
    const weekdays = edition === 'daily' ? (random() < 0.75 ? EVERY_DAY : WORKDAYS) : [pick(EVERY_DAY)];
    return { zone, time: time(), weekdays };
  };
  const editionOf = (): Edition => {
    const kind = random();
    if (kind < 0.92) return 'daily';
    return kind < 0.97 ? 'weekly' : 'monthly';
  };

  const wanted = Array.from({ length: options.subscriptions }, (_, index): NewSubscription => {
    const edition = editionOf();
    const topic = index % 4;
    return {
      to: { kind: 'channel', server: `server ${index % 900}`, channel: `channel ${index}`, form: 'text' },
      ...{ edition, schedule: schedule(zones[index % zones.length] ?? 'UTC', edition) },
      ...{
        papers: 5 + 5 * (index % 2),
        leastUpvotes: 0,
        exclude: [],
        style: 'cards',
        emptyDay: 'line',
        language: 'en',
      },
      include: topic < 3 ? [{ kind: 'words', text: `topic ${topic}` }] : [],
      createdBy: 'an admin',
    };
  });

  const happenings: Happening[] = [];
  const some = (share: number, make: (index: number) => void) => {
    for (let index = 0; index < wanted.length; index += 1) if (random() < share) make(index);
  };
  const anyTime = () => start + between(HOUR, days * DAY - HOUR);
  const ofYear = days / 365;
  some(Math.min(1, 1.2 * ofYear + 0.1), (index) => {
    const { edition, schedule: before } = wanted[index] as NewSubscription;
    const zone = random() < 0.3 ? pick(zones) : before.zone;
    happenings.push({ kind: 'edit', at: anyTime(), index, schedule: schedule(zone, edition) });
  });
  some(Math.min(1, 0.25 * ofYear + 0.05), (index) => {
    const at = anyTime();
    happenings.push({ kind: 'pause', at, index }, { kind: 'resume', at: at + between(HOUR, 9 * DAY), index });
  });
  some(Math.min(1, 0.1 * ofYear + 0.03), (index) => {
    const at = anyTime();
    happenings.push({ kind: 'lose', at, index }, { kind: 'find', at: at + between(HOUR, 6 * DAY), index });
  });
  some(0.02 * ofYear, (index) => happenings.push({ kind: 'remove', at: anyTime(), index }));
  for (let outage = 0; outage < options.outages; outage += 1) {
    const length = random() < 0.2 ? between(10 * HOUR, 40 * HOUR) : between(60_000, 5 * HOUR);
    happenings.push({ kind: outage % 2 ? 'stop' : 'discord-down', at: anyTime(), for: length });
  }
  for (let kill = 0; kill < options.kills; kill += 1) {
    happenings.push({ kind: 'kill', at: anyTime(), steps: between(1, 40), restartAfter: between(1_000, 15_000) });
  }
  const end = start + days * DAY;
  return { start, end, wanted, happenings: happenings.filter(({ at }) => at < end).sort((a, b) => a.at - b.at) };
}

export type Scenario = ReturnType<typeof createScenario>;
