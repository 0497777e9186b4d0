/** In: a slot that is this process's to send. Out: what came of it, in the ledger. Claim → send with the key → record. */
import type { Clock } from '../domain/clock.ts';
import type { DigestSender, SendOutcome, SentBefore } from '../domain/delivery.ts';
import type { Claim, DeliveryLedger, Settlement, SlotTimes } from '../domain/delivery-ledger.ts';
import type { Digest } from '../domain/digest.ts';
import { Fault } from '../domain/errors.ts';
import type { Log } from '../domain/ports.ts';
import type { Pause, Subscription } from '../domain/subscription.ts';
import type { Compositions } from './compositions.ts';
import type { LaneState } from './lane.ts';
import {
  COMPOSE_MILLISECONDS,
  MOST_FAILURES,
  NONCE_MILLISECONDS,
  retryAfter,
  SEND_MILLISECONDS,
} from './retry-plan.ts';
import { withDeadline } from './with-deadline.ts';

export interface DeliverTools {
  readonly ledger: DeliveryLedger;
  readonly compositions: Compositions;
  readonly slots: SlotTimes;
  readonly clock: Clock;
  readonly log: Log;
  readonly catchUpMilliseconds: number;
  readonly repostMilliseconds: number;
  /** When this process began: what was due before may have been sent by one whose records are lost. */
  readonly beganAt: number;
  /** From 0 to 1. */
  readonly random: () => number;
}

export type Delivered =
  | { readonly kind: 'sent'; readonly digest?: Digest; readonly reference?: string }
  | { readonly kind: 'silent'; readonly digest: Digest }
  | { readonly kind: 'lost'; readonly pause: Pause }
  /** It is not this process's any more, is over, or nobody can tell whether it was sent. */
  | { readonly kind: 'over' }
  | { readonly kind: 'again'; readonly fault: unknown };

interface Work {
  readonly claim: Claim;
  readonly subscription: Subscription;
  readonly sender: DigestSender;
  readonly lane: LaneState;
  readonly signal: AbortSignal;
}

const LONGEST_DETAIL = 500;
const SETTLE_AGAIN_MILLISECONDS = 2_000;

export function createDeliver(tools: DeliverTools) {
  const { ledger, compositions, slots, clock, log } = tools;

  /** What happened must be written down, however long the books cannot be written. */
  async function settle(claim: Claim, settlement: Settlement, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        return await ledger.settle(claim, settlement);
      } catch (error) {
        log.error('delivery-not-recorded', { error, key: claim.key });
        if (signal.aborted) return;
        await clock.sleep(SETTLE_AGAIN_MILLISECONDS, signal).catch(() => {});
      }
    }
  }

  /** Why it is not to be sent any more, before anything was tried this time. */
  function overBecause({ slot, subscription, wished, attempts, prepared, failures }: Claim): Settlement | undefined {
    if (!subscription) return { kind: 'unsent', state: 'paused', detail: 'removed' };
    if (wished) return undefined;
    if (subscription.pause?.reason === 'admin') return { kind: 'unsent', state: 'paused' };
    const now = clock.now();
    let next = slots.next(subscription, slot.at);
    // A time that was moved is no slot of its own on a day that has one.
    while (next.day <= slot.day) next = slots.next(subscription, next.at);
    if (now - slot.at <= tools.catchUpMilliseconds && now < next.at) return undefined;
    if (attempts === 1 || prepared === undefined) return { kind: 'unsent', state: 'skipped' };
    const isTooOften = failures + 1 >= MOST_FAILURES;
    return { kind: 'failed', ...(isTooOften && { pause: { reason: 'failures', since: now } }) };
  }

  async function tell({ claim, subscription, sender, signal }: Work, pause: Pause): Promise<void> {
    // Whoever pressed the button is told by what comes back.
    if (!claim.told && !claim.wished && sender.tellAdmins) {
      try {
        await withDeadline(clock, SEND_MILLISECONDS, signal, async (within) =>
          sender.tellAdmins?.({ ...subscription, pause }, pause, within),
        );
      } catch (error) {
        log.warn('admins-not-told', { error, subscription: subscription.id });
        return;
      }
    }
    await ledger.told(subscription.id).catch((error: unknown) => log.warn('admins-not-told', { error }));
  }

  /** Asks Discord or a mail server, in its turn; a fault of theirs is learnt from. */
  async function ask<T>(
    { lane, signal }: Pick<Work, 'lane' | 'signal'>,
    question: (within: AbortSignal) => Promise<T>,
  ): Promise<T> {
    try {
      const answer = await withDeadline(clock, SEND_MILLISECONDS, signal, question);
      lane.learn(true);
      return answer;
    } catch (fault) {
      if (!signal.aborted) lane.learn(false);
      throw fault;
    }
  }

  /** @param isLast nothing is tried after it @returns what stands there already; `undefined` where it is to be sent */
  async function look(
    { claim, subscription, sender, lane, signal }: Work,
    isLast = false,
  ): Promise<SentBefore | undefined> {
    const { tryingSince, slot, key, wished } = claim;
    const now = clock.now();
    if (tryingSince === undefined && (slot.at >= tools.beganAt || wished)) return undefined;
    // So shortly after, the nonce tells by itself.
    const isKnown = tryingSince !== undefined && now >= tryingSince && now - tryingSince < NONCE_MILLISECONDS;
    if (isKnown && !isLast) return undefined;
    if (!sender.wasSent) return undefined;
    // Whichever clock ran ahead.
    const since = Math.min(tryingSince ?? slot.at, slot.at, now);
    await lane.turn(signal);
    return ask({ lane, signal }, async (within) => sender.wasSent?.(subscription, key, since, within));
  }

  /** @returns nothing where it is to be sent, or given up */
  async function settleFound({ claim, signal }: Work, found: SentBefore): Promise<Delivered | undefined> {
    if (found.kind === 'sent') {
      await settle(claim, found, signal);
      const digest = claim.prepared === undefined ? undefined : await ledger.preparedDigest(claim.prepared);
      return { ...found, ...(digest && { digest }) };
    }
    if (found.kind !== 'unknown' || claim.tryingSince === undefined) return undefined;
    await settle(claim, { kind: 'unsent', state: 'uncertain' }, signal);
    return { kind: 'over' };
  }

  async function composed({ claim, subscription, signal }: Work): Promise<Digest> {
    const before = claim.prepared === undefined ? undefined : await ledger.preparedDigest(claim.prepared);
    if (before) return before;
    const now = clock.now();
    const posted = await ledger.postedBefore(claim, subscription.edition, now - tools.repostMilliseconds);
    return withDeadline(clock, COMPOSE_MILLISECONDS, signal, () =>
      compositions.compose(subscription, claim.wished ? { ...claim.slot, wished: true } : claim.slot, posted, now),
    );
  }

  async function attempt(work: Work): Promise<Delivered> {
    const { claim, subscription, sender, lane, signal } = work;
    let tryingSince = claim.tryingSince;
    const again = async (fault: unknown): Promise<Delivered> => {
      log.warn('delivery-failed', { error: fault, subscription: subscription.id, attempts: claim.attempts });
      const readyAt = clock.now() + (signal.aborted ? 0 : retryAfter(claim.attempts, tools.random()));
      await settle(
        claim,
        { kind: 'again', readyAt, detail: detailOf(fault), ...(tryingSince !== undefined && { tryingSince }) },
        signal,
      );
      return { kind: 'again', fault };
    };
    try {
      const found = await look(work);
      const settled = found && (await settleFound(work, found));
      if (settled) return settled;
      const digest = await composed(work);
      if (digest.empty !== undefined && subscription.emptyDay === 'silence') {
        await settle(claim, { kind: 'unsent', state: 'silent', detail: digest.empty }, signal);
        return { kind: 'silent', digest };
      }
      await lane.turn(signal);
      if (!(await ledger.prepare(claim, digest, tryingSince ?? clock.now()))) return { kind: 'over' };
      tryingSince ??= clock.now();
      const outcome = await ask(work, (within) => sender.send(subscription, digest, claim.key, within));
      return outcome.kind === 'sent' ? await record(outcome, digest) : await lose(outcome);
    } catch (fault) {
      return again(fault);
    }

    async function record(outcome: Extract<SendOutcome, { kind: 'sent' }>, digest: Digest): Promise<Delivered> {
      await settle(claim, outcome, signal);
      log.info('delivery-sent', { subscription: subscription.id, key: claim.key });
      return { ...outcome, digest };
    }

    async function lose({ reason, detail }: Extract<SendOutcome, { kind: 'lost' }>): Promise<Delivered> {
      const pause: Pause = { reason, since: clock.now(), ...(detail !== undefined && { detail }) };
      await settle(claim, { kind: 'lost', pause }, signal);
      log.warn('subscription-paused', { subscription: subscription.id, reason });
      await tell(work, pause);
      return { kind: 'lost', pause };
    }
  }

  async function startOrEnd(claim: Claim, work: Omit<Work, 'subscription'>): Promise<Delivered> {
    const { sender, signal } = work;
    const { subscription } = claim;
    const over = overBecause(claim);
    if (over || !subscription) {
      // What may stand there is not called failed before somebody looked.
      const found =
        over?.kind === 'failed' && subscription && claim.tryingSince !== undefined
          ? await look({ ...work, subscription }, true)
          : undefined;
      const settled = found && subscription && (await settleFound({ ...work, subscription }, found));
      if (settled) return settled;
      if (over) await settle(claim, over, signal);
      if (over?.kind === 'failed' && over.pause && subscription) await tell({ ...work, subscription }, over.pause);
      return { kind: 'over' };
    }
    const { pause, ...resumed } = subscription;
    if (!pause || pause.reason === 'admin') return attempt({ ...work, subscription });
    const isBack =
      !sender.isReachable || (await ask(work, async (within) => sender.isReachable?.(subscription, within)));
    if (!isBack && !claim.wished) {
      await settle(claim, { kind: 'unsent', state: 'lost', detail: pause.detail ?? pause.reason }, signal);
      if (!claim.told) await tell({ ...work, subscription }, pause);
      return { kind: 'lost', pause };
    }
    if (isBack) await ledger.reachable(subscription.id);
    return attempt({ ...work, subscription: resumed });
  }

  /** Never rejects. @param signal aborted when the process ends */
  return async (claim: Claim, sender: DigestSender, lane: LaneState, signal: AbortSignal): Promise<Delivered> => {
    try {
      return await startOrEnd(claim, { claim, sender, lane, signal });
    } catch (fault) {
      log.warn('delivery-failed', { error: fault, subscription: claim.slot.subscription, attempts: claim.attempts });
      const { tryingSince } = claim;
      const readyAt = clock.now() + retryAfter(claim.attempts, tools.random());
      const kept = tryingSince === undefined ? {} : { tryingSince };
      await settle(claim, { kind: 'again', readyAt, detail: detailOf(fault), ...kept }, signal);
      return { kind: 'again', fault };
    }
  };
}

/** For admins to read. */
function detailOf(fault: unknown): string {
  const text = fault instanceof Fault ? fault.message : 'It did not work out.';
  return text.slice(0, LONGEST_DETAIL);
}
