/** The loop: at every slot, whoever is due gets what they chose, once. Several processes may run it on one database. */
import type { Clock } from '../domain/clock.ts';
import type { Deliveries, DigestComposer, DigestSender, NowOutcome } from '../domain/delivery.ts';
import {
  type Claim,
  type DeliveryLedger,
  type Lane,
  LEASE_MILLISECONDS,
  laneOf,
  type SlotTimes,
} from '../domain/delivery-ledger.ts';
import { StateFault } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import type { Destination } from '../domain/subscription.ts';
import { createCompositions } from './compositions.ts';
import { createDeliver, type Delivered } from './deliver.ts';
import { createLane, type LaneState } from './lane.ts';
import type { Wake } from './wake.ts';

export interface DeliveriesOptions {
  readonly ledger: DeliveryLedger;
  readonly composer: DigestComposer;
  /** @returns `undefined` where nobody sends to such: what is due there waits */
  readonly senderFor: (kind: Destination['kind']) => DigestSender;
  readonly slots: SlotTimes;
  readonly clock: Clock;
  readonly log: Log;
  /** Called where somebody may be due sooner than was known. */
  readonly wake: Wake;
  /** After an outage, a slot that is older is not sent any more. */
  readonly catchUpMilliseconds: number;
  /** So long a paper is not posted again where it was. */
  readonly repostMilliseconds: number;
  /** From 0 to 1; spreads what is tried again. */
  readonly random?: () => number;
}

export interface DeliveryLoop extends Deliveries {
  /** Delivers until the signal is aborted; then what is under way is finished or given back. Never rejects. */
  run(signal: AbortSignal): Promise<void>;
}

/** Another process may have made a subscription that is due sooner: it is seen within its minute. */
const LONGEST_SLEEP = 50_000;
/** What is due and cannot be claimed waits for another that goes to the same place. */
const LOOK_AGAIN = 1_000;
const AFTER_A_FAULT = 5_000;
const CLOCK_SET_BACK = 1_000;
/** What is under way may come to its end when the process is told to stop. */
const GRACE_MILLISECONDS = 5_000;
/** 48 in any second at most, below Discord's 50 for a bot, with what a burst after a quiet while adds. */
const PER_SECOND: Readonly<Record<Lane, number>> = { discord: 40, mail: 10 };
const WIDTH: Readonly<Record<Lane, number>> = { discord: 32, mail: 4 };
const LANES: readonly Lane[] = ['discord', 'mail'];

export function createDeliveries(options: DeliveriesOptions): DeliveryLoop {
  const { ledger, composer, senderFor, slots, clock, log, wake } = options;
  const { catchUpMilliseconds, repostMilliseconds, random = Math.random } = options;
  const ending = new AbortController();
  const compositions = createCompositions(composer, slots, ending.signal);
  const beganAt = clock.now();
  const deliver = createDeliver({
    ...{ ledger, compositions, slots, clock, log, catchUpMilliseconds, repostMilliseconds, beganAt, random },
  });
  const lane = (name: Lane) => createLane({ clock, width: WIDTH[name], perSecond: PER_SECOND[name] });
  const lanes: Readonly<Record<Lane, LaneState>> = { discord: lane('discord'), mail: lane('mail') };
  const underWay = new Map<string, Promise<unknown>>();
  let heart: AbortController | undefined;

  /** Beats while something is under way, so that nobody else takes it. */
  async function beat(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      const slept = await clock.sleep(LEASE_MILLISECONDS / 3, stopped).then(
        () => true,
        () => false,
      );
      if (!slept) return;
      await ledger.renew().catch((error: unknown) => log.error('delivery-lease-not-renewed', { error }));
    }
  }

  function hold<T>(claim: Claim, work: Promise<T>): Promise<T> {
    if (!heart) {
      heart = new AbortController();
      void beat(heart.signal);
    }
    const held = work.finally(() => {
      underWay.delete(claim.key);
      if (underWay.size) return;
      heart?.abort(new Error('nothing under way'));
      heart = undefined;
    });
    underWay.set(claim.key, held);
    return held;
  }

  function start(claim: Claim, signal: AbortSignal): Promise<Delivered> {
    const to = claim.subscription?.to ?? { kind: 'channel' as const, server: '', channel: '', form: 'text' as const };
    const road = lanes[laneOf(to)];
    road.begin();
    const work = deliver(claim, senderFor(to.kind), road, signal).then((outcome) => {
      road.end();
      // There is room again, or something to be done sooner than was known.
      if (isHungry || outcome.kind === 'again') wake.now();
      return outcome;
    });
    return hold(claim, work);
  }

  let isHungry = false;
  let seen = beganAt;

  /** @returns how long nothing is to be done */
  async function turn(): Promise<number> {
    const now = clock.now();
    if (now < seen - CLOCK_SET_BACK) await ledger.rearm();
    seen = now;
    const room = { discord: lanes.discord.room(), mail: lanes.mail.room() };
    const open = LANES.filter((name) => room[name] > 0);
    const due = await ledger.nextDue(open);
    isHungry = open.length < LANES.length;
    if (due !== undefined && due <= now) {
      const claims = await ledger.claim(room);
      // This process stood still for longer than its lease, and is still about them.
      const still = claims.filter(({ key }) => underWay.has(key));
      for (const claim of claims) if (!still.includes(claim)) void start(claim, ending.signal);
      for (const claim of still) await ledger.settle(claim, { kind: 'again', readyAt: now + LEASE_MILLISECONDS });
      if (claims.length) return 0;
      isHungry = true;
      return LOOK_AGAIN;
    }
    const reopening = LANES.flatMap((name) => (room[name] > 0 ? [] : (lanes[name].roomAt() ?? [])));
    const next = Math.min(...reopening, due ?? Number.POSITIVE_INFINITY);
    return Math.max(Math.min(next - now, LONGEST_SLEEP), 1);
  }

  async function stop(): Promise<void> {
    const calm = new AbortController();
    await Promise.race([
      Promise.allSettled(underWay.values()),
      clock.sleep(GRACE_MILLISECONDS, calm.signal).catch(() => {}),
    ]);
    calm.abort(new Error('done'));
    ending.abort(new Error('stopped'));
    await Promise.allSettled(underWay.values());
    await ledger.release().catch((error: unknown) => log.warn('deliveries-not-given-back', { error }));
  }

  return {
    async run(signal) {
      let isArmed = false;
      while (!signal.aborted) {
        try {
          if (!isArmed) await ledger.rearm();
          isArmed = true;
          const wait = await turn();
          if (wait > 0) await wake.sleep(wait, signal);
        } catch (error) {
          log.error('deliveries-failed', { error });
          await clock.sleep(AFTER_A_FAULT, signal).catch(() => {});
        }
      }
      await stop();
    },

    async now(id, signal): Promise<NowOutcome> {
      const opened = await ledger.claimNow(id);
      if (opened.kind !== 'claimed') return opened;
      const { claim } = opened;
      const outcome = await start(claim, AbortSignal.any([signal, ending.signal]));
      switch (outcome.kind) {
        case 'sent':
          if (outcome.digest) return { ...outcome, digest: outcome.digest, key: claim.key };
          break;
        case 'silent':
          return outcome;
        case 'lost':
          return { ...outcome.pause, kind: 'lost' };
        case 'again':
          throw outcome.fault;
        case 'over':
          break;
      }
      throw new StateFault('Whether it was sent cannot be told.', 'Look at the place before you ask again.');
    },
  };
}
