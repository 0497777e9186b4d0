/**
 * In: a zone, a calendar day and a time. Out: when the clock on the wall there shows it, found by trying: what the bot works out
 * with a library for time zones is worked out here a second time, from nothing but what `Intl` says that clocks show.
 */

/** From an instant on, clocks are so many milliseconds before UTC. */
interface Stretch {
  readonly from: number;
  readonly ahead: number;
}

const STEP = 3 * 3_600_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

export interface WallClock {
  /** `undefined` where the place left this day out. */
  instantOf(zone: string, day: string, time: string): number | undefined;
}

/** @param first @param last instants between which it is asked */
export function createWallClock(first: number, last: number): WallClock {
  const zones = new Map<string, readonly Stretch[]>();
  const stretchesOf = (zone: string) => {
    const known = zones.get(zone) ?? stretches(zone, first - 2 * DAY, last + 2 * DAY);
    zones.set(zone, known);
    return known;
  };
  return {
    instantOf(zone, day, time) {
      const all = stretchesOf(zone);
      const wall = Date.parse(`${day}T${time}:00Z`);
      const shown = all.flatMap(({ from, ahead }, index) => {
        const until = all[index + 1]?.from ?? Number.POSITIVE_INFINITY;
        const instant = wall - ahead;
        return instant >= from && instant < until ? [instant] : [];
      });
      if (shown.length) return Math.min(...shown);
      // No clock showed it: what comes after the gap, if that is the same day.
      const after = all.find(({ from, ahead }) => from + ahead > wall);
      return after && new Date(after.from + after.ahead).toISOString().startsWith(day) ? after.from : undefined;
    },
  };
}

function stretches(zone: string, first: number, last: number): Stretch[] {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const aheadAt = (instant: number) => Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) - instant;
  const start = Math.floor(first / MINUTE) * MINUTE;
  const found: Stretch[] = [{ from: start, ahead: aheadAt(start) }];
  for (let at = start; at < last; at += STEP) {
    if (aheadAt(at + STEP) === aheadAt(at)) continue;
    let [before, after] = [at, at + STEP];
    while (after - before > MINUTE) {
      const middle = before + Math.floor((after - before) / 2 / MINUTE) * MINUTE;
      if (aheadAt(middle) === aheadAt(at)) before = middle;
      else after = middle;
    }
    found.push({ from: after, ahead: aheadAt(after) });
  }
  return found;
}
