/** A period → what it is compared with, and the parts in which its papers are counted. Pure. */
import { addDays, daysBetween } from '../domain/days.ts';
import type { Day, Paper } from '../domain/paper.ts';

/** Both included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Of a period and what comes before it together, where it is a week or longer: enough papers for groups that last. */
const LEAST_DAYS = 56;
/** Where it is shorter: days are counted one by one then. */
const LEAST_DAYS_OF_SHORT = 28;
/** With a topic, of which there are fewer papers. */
const LEAST_DAYS_OF_TOPIC = 84;
const WEEK = 7;
/** More bars would be too thin. */
const MOST_PARTS = 28;

export function lengthOf({ from, to }: Span): number {
  return daysBetween(from, to).length;
}

/**
 * The time right before a period, a whole number of times as long, so that its parts are counted alike.
 * @param firstDay nothing is known of the days before it @returns `undefined` when it leaves nothing
 */
export function spanBefore(period: Span, isTopic: boolean, firstDay: Day): Span | undefined {
  const length = lengthOf(period);
  const least = length < WEEK ? LEAST_DAYS_OF_SHORT : isTopic ? LEAST_DAYS_OF_TOPIC : LEAST_DAYS;
  const wanted = Math.max(1, Math.ceil(least / length) - 1, isTopic ? 5 : 1);
  const known = Math.floor(lengthOf({ from: firstDay, to: addDays(period.from, -1) }) / length);
  const times = Math.min(wanted, known, Math.max(1, Math.floor(366 / length)));
  if (times < 1) return undefined;
  return { from: addDays(period.from, -length * times), to: addDays(period.from, -1) };
}

/** A part of the time that is counted on its own. */
export interface Part extends Span {
  readonly isNow: boolean;
}

/** The parts of both: days, weeks or as near to a week as whole days allow, or longer ones where there were too many. */
export function partsOf(period: Span, before: Span | undefined): Part[] {
  const length = lengthOf(period);
  const times = before ? Math.round(lengthOf(before) / length) : 0;
  const wanted = length < 2 * WEEK && !times ? length : Math.max(1, Math.round(length / WEEK));
  const parts = Math.max(1, Math.min(wanted, Math.floor(MOST_PARTS / (times + 1))));
  return Array.from({ length: times + 1 }, (_, block) => {
    const start = addDays(period.from, -length * (times - block));
    return Array.from({ length: parts }, (_, part) => ({
      from: addDays(start, Math.floor((part * length) / parts)),
      to: addDays(start, Math.floor(((part + 1) * length) / parts) - 1),
      isNow: block === times,
    }));
  }).flat();
}

/** The day by which a paper counts: its listing, else its publication. */
export function dayOfPaper({ listedOn, publishedAt }: Pick<Paper, 'listedOn' | 'publishedAt'>): Day {
  return listedOn ?? publishedAt ?? '';
}

/** How many of the papers fall on each part. */
export function countByPart(papers: readonly Paper[], parts: readonly Span[]): number[] {
  return parts.map(
    ({ from, to }) => papers.filter((paper) => dayOfPaper(paper) >= from && dayOfPaper(paper) <= to).length,
  );
}
