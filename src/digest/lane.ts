/** A road to readers: how many at a time, how many a second, and that a dead end is not run into by everybody. */
import type { Clock } from '../domain/clock.ts';

export interface LaneOptions {
  readonly clock: Clock;
  /** Deliveries under way at the same time. */
  readonly width: number;
  readonly perSecond: number;
}

/** Faults in a row, after which the road counts as closed. */
const MOST_FAULTS = 6;
/** How long until one is sent ahead to see. */
const CLOSED_MILLISECONDS = 15_000;
/** More could start at once after a quiet while, together with the pace never more than fits a second. */
const BURST = 8;

export function createLane({ clock, width, perSecond }: LaneOptions) {
  const interval = 1_000 / perSecond;
  let underWay = 0;
  let faults = 0;
  let closedUntil = 0;
  /** When the burst is whole again. */
  let wholeAt = 0;
  const isClosed = () => faults >= MOST_FAULTS;
  const close = () => {
    closedUntil = clock.now() + CLOSED_MILLISECONDS;
  };

  return {
    /** How many more may be claimed now. */
    room(): number {
      if (!isClosed()) return Math.max(0, width - underWay);
      const opensIn = closedUntil - clock.now();
      // A clock that was set back must not close it for longer.
      return underWay < width && (opensIn <= 0 || opensIn > CLOSED_MILLISECONDS) ? 1 : 0;
    },
    /** When there is room again without anything coming back; `undefined` where something has to. */
    roomAt: (): number | undefined => (isClosed() && underWay < width ? closedUntil : undefined),
    begin(): void {
      underWay += 1;
      if (isClosed()) close();
    },
    end(): void {
      underWay -= 1;
    },
    /** Waits for this one's turn. @throws the signal's reason */
    async turn(signal: AbortSignal): Promise<void> {
      const now = clock.now();
      const start = wholeAt > now + 600_000 ? now : Math.max(wholeAt, now);
      wholeAt = start + interval;
      const wait = wholeAt - BURST * interval - now;
      if (wait > 0) await clock.sleep(wait, signal);
    },
    /** @param worked a place that is lost is no fault of the road */
    learn(worked: boolean): void {
      faults = worked ? 0 : faults + 1;
      if (isClosed()) close();
    },
  };
}

export type LaneState = ReturnType<typeof createLane>;
