/**
 * In: what admins wished, what went wrong when, and every message that came to stand. Out: what was missed or doubled. It
 * knows nothing of the bot: it goes through every day of every subscription and asks what a patient person with a good clock
 * would have done.
 */
import type { Edition, Schedule } from '../../src/domain/subscription.ts';
import type { WallClock } from './wall-clock.ts';

/** How it stood from an instant on. */
export interface Wish {
  readonly from: number;
  readonly schedule: Schedule;
  readonly edition: Edition;
  /** An admin paused or removed it. */
  readonly off: boolean;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Watched {
  readonly id: string;
  /** In the order of time, the first when it was made. */
  readonly wishes: readonly Wish[];
  /** When its channel was lost. */
  readonly lost: readonly Span[];
  /** When messages came to stand, in the order of time. */
  readonly posts: readonly number[];
}

export interface Course {
  readonly start: number;
  readonly end: number;
  /** The process did not run. */
  readonly processDown: readonly Span[];
  readonly discordDown: readonly Span[];
  readonly catchUpMilliseconds: number;
}

export interface Verdict {
  slots: number;
  /** Came and went when nobody could send in time. */
  tooLate: number;
  /** Came while the channel was lost. */
  lost: number;
  /** Something changed at the very moment: none or one are both right. */
  open: number;
  delivered: number;
  missed: number;
  doubled: number;
  /** Stand there though no slot of theirs had come, or when it was too late for it. */
  unwanted: number;
  /** Of those that could be sent at their minute, in milliseconds. */
  worstLateness: number;
  /** Later than a minute though everything was up. */
  late: number;
  /** The same after an outage, from the moment when it was over. */
  worstCatchUp: number;
  readonly examples: string[];
}

const DAY = 86_400_000;
/** A slot that could be sent at its minute. */
const AT_ITS_MINUTE = 60_000;
/** After an outage thousands are to be sent, and some wait for their next try. */
const AFTER_AN_OUTAGE = 8 * 60_000;
const MOST_EXAMPLES = 12;

export function judge(watched: Iterable<Watched>, course: Course, walls: WallClock): Verdict {
  const verdict: Verdict = {
    ...{ slots: 0, tooLate: 0, lost: 0, open: 0, delivered: 0, missed: 0, doubled: 0, unwanted: 0 },
    ...{ worstLateness: 0, late: 0, worstCatchUp: 0, examples: [] },
  };
  const down = [...course.processDown, ...course.discordDown].sort((a, b) => a.from - b.from);
  for (const one of watched) judgeOne(one, course, down, walls, verdict);
  return verdict;
}

interface Came {
  readonly at: number;
  readonly day: string;
}

function judgeOne(one: Watched, course: Course, down: readonly Span[], walls: WallClock, verdict: Verdict): void {
  const came = slotsOf(one, course, walls);
  const note = (what: string, at: number) => {
    if (verdict.examples.length < MOST_EXAMPLES)
      verdict.examples.push(`${what}: ${one.id} ${new Date(at).toISOString()}`);
  };
  let post = 0;
  for (; (one.posts[post] ?? Number.POSITIVE_INFINITY) < (came[0]?.at ?? Number.POSITIVE_INFINITY); post += 1) {
    verdict.unwanted += 1;
    note('unwanted', one.posts[post] ?? 0);
  }
  for (const [index, slot] of came.entries()) {
    const next = came[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const posts: number[] = [];
    for (; (one.posts[post] ?? Number.POSITIVE_INFINITY) < next; post += 1) posts.push(one.posts[post] ?? 0);
    verdict.slots += 1;
    if (posts.length > 1) {
      verdict.doubled += posts.length - 1;
      note('doubled', slot.at);
    }
    judgeSlot(slot, next, posts[0], one, course, down, verdict, note);
  }
}

function judgeSlot(
  slot: Came,
  next: number,
  posted: number | undefined,
  one: Watched,
  course: Course,
  down: readonly Span[],
  verdict: Verdict,
  note: (what: string, at: number) => void,
): void {
  const possible = firstUp(slot.at, down);
  const isAtOnce = possible === slot.at;
  const latest = possible + (isAtOnce ? AT_ITS_MINUTE : AFTER_AN_OUTAGE);
  const deadline = Math.min(slot.at + course.catchUpMilliseconds, next);
  const lost = one.lost.find(({ from, to }) => to > possible && from < latest);
  const isLostThroughout = lost !== undefined && lost.from <= possible && lost.to >= latest;
  const isChanging =
    (lost !== undefined && !isLostThroughout) ||
    one.wishes.some(({ from, off }) => from > slot.at && from <= latest && (off || !isAtOnce)) ||
    down.some(({ from }) => !isAtOnce && from > possible && from < latest) ||
    Math.abs(possible - deadline) < AFTER_AN_OUTAGE ||
    latest > course.end;
  if (posted !== undefined) verdict.delivered += 1;
  if (isChanging) verdict.open += 1;
  else if (isLostThroughout || possible > deadline) {
    verdict[isLostThroughout ? 'lost' : 'tooLate'] += 1;
    if (posted !== undefined) {
      verdict.unwanted += 1;
      note('unwanted', posted);
    }
  } else if (posted === undefined) {
    verdict.missed += 1;
    note('missed', slot.at);
  } else {
    const late = posted - possible;
    if (isAtOnce) verdict.worstLateness = Math.max(verdict.worstLateness, late);
    else verdict.worstCatchUp = Math.max(verdict.worstCatchUp, late);
    // Something that broke off while it was being sent is sent again: within what an outage may take.
    if (
      isAtOnce &&
      late > AT_ITS_MINUTE &&
      !down.some(({ from }) => from > slot.at && from < slot.at + AT_ITS_MINUTE)
    ) {
      verdict.late += 1;
      note(`late by ${Math.round(late / 1000)} s`, slot.at);
    }
  }
}

/** The first instant from here on at which everything runs. */
function firstUp(instant: number, down: readonly Span[]): number {
  let at = instant;
  for (const { from, to } of down) if (from <= at && to > at) at = to;
  return at;
}

/** Every slot that came, each day once: what a calendar on the wall would say, wish after wish. */
function slotsOf({ wishes }: Watched, course: Course, walls: WallClock): Came[] {
  const days = new Set<string>();
  const came: Came[] = [];
  for (const [index, { from, schedule, edition, off }] of wishes.entries()) {
    if (off) continue;
    const until = Math.min(wishes[index + 1]?.from ?? course.end, course.end);
    const { weekdays, zone, time } = schedule;
    for (let noon = Math.floor(from / DAY) * DAY - DAY / 2; noon < until + 2 * DAY; noon += DAY) {
      const day = new Date(noon).toISOString().slice(0, 10);
      if (days.has(day) || !isWanted(noon, weekdays, edition)) continue;
      const at = walls.instantOf(zone, day, time);
      if (at === undefined || at <= from || at > until) continue;
      days.add(day);
      came.push({ at, day });
    }
  }
  return came.sort((a, b) => a.at - b.at);
}

function isWanted(noon: number, weekdays: readonly number[], edition: Edition): boolean {
  const weekday = (instant: number) => new Date(instant).getUTCDay() || 7;
  if (!weekdays.includes(weekday(noon))) return false;
  if (edition !== 'monthly') return true;
  const month = new Date(noon).getUTCMonth();
  for (let before = noon - DAY; new Date(before).getUTCMonth() === month; before -= DAY) {
    if (weekdays.includes(weekday(before))) return false;
  }
  return true;
}
