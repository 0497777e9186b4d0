/** In: who is due. Out: what each gets, composed once for those that choose the same. */
import type { DigestComposer } from '../domain/delivery.ts';
import { type SlotTimes, slotBefore } from '../domain/delivery-ledger.ts';
import type { Digest } from '../domain/digest.ts';
import type { PaperId } from '../domain/paper.ts';
import type { Slot, Subscription } from '../domain/subscription.ts';

interface Composition {
  /** Papers that were not to be chosen. */
  readonly without: ReadonlySet<PaperId>;
  readonly digest: Promise<Digest>;
  readonly madeAt: number;
}

/** After so long papers may have come, or upvotes. */
const FRESH_MILLISECONDS = 5 * 60_000;
const MOST_FOR_ONE_CHOICE = 8;
const NONE: ReadonlySet<PaperId> = new Set();

export interface Compositions {
  /**
   * @param posted papers that the place had already
   * @throws what the composer throws
   */
  compose(subscription: Subscription, slot: Slot, posted: ReadonlySet<PaperId>, now: number): Promise<Digest>;
}

/** @param signal of the whole process: one that gives up waiting does not take it from the others */
export function createCompositions(composer: DigestComposer, slots: SlotTimes, signal: AbortSignal): Compositions {
  const made = new Map<string, readonly Composition[]>();
  let lookedThrough = 0;

  function begin(key: string, composition: Composition): void {
    if (Math.abs(composition.madeAt - lookedThrough) >= FRESH_MILLISECONDS) forgetOld(composition.madeAt);
    made.set(key, [...(made.get(key) ?? []), composition].slice(-MOST_FOR_ONE_CHOICE));
    composition.digest.catch(() => forget(key, (other) => other === composition));
  }

  function forgetOld(now: number): void {
    lookedThrough = now;
    for (const key of made.keys()) forget(key, ({ madeAt }) => Math.abs(now - madeAt) >= FRESH_MILLISECONDS);
  }

  function forget(key: string, isOver: (composition: Composition) => boolean): void {
    const rest = (made.get(key) ?? []).filter((composition) => !isOver(composition));
    if (rest.length) made.set(key, rest);
    else made.delete(key);
  }

  return {
    async compose(subscription, slot, posted, now) {
      const same = await (composer.sameFor?.(subscription) ?? choicesOf(subscription));
      const since = slotBefore(slots, subscription, slot.at)?.at;
      const key = `${slot.day} ${slot.at} ${since} ${subscription.edition} ${same}`;
      for (const { without, digest, madeAt } of made.get(key) ?? []) {
        if (Math.abs(now - madeAt) >= FRESH_MILLISECONDS || !without.isSubsetOf(posted)) continue;
        const known = await digest.catch(() => undefined);
        // Nothing was left out that may be chosen here, and nothing chosen that may not: composed anew it were the same.
        if (known && hasNoneOf(known, posted)) return known;
      }
      // The first leaves nothing out, and serves all who had none of its papers: on a new day that is everybody.
      const without = made.has(key) ? posted : NONE;
      const digest = composer.compose(subscription, slot, without, signal);
      begin(key, { without, digest, madeAt: now });
      const first = await digest;
      if (hasNoneOf(first, posted)) return first;
      const second = composer.compose(subscription, slot, posted, signal);
      begin(key, { without: posted, digest: second, madeAt: now });
      return second;
    },
  };
}

function hasNoneOf({ entries }: Digest, posted: ReadonlySet<PaperId>): boolean {
  return entries.every(({ paper }) => !posted.has(paper.id));
}

function choicesOf({ schedule, papers, leastUpvotes, include, exclude, language, style }: Subscription): string {
  return JSON.stringify({ papers, leastUpvotes, include, exclude, language, style, on: schedule.weekdays });
}
