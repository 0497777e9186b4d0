/** What an admin or a reader types for a subscription, and what held before → the choices of the subscription. */
import type { Edition, Schedule, SubscriptionChoices, Weekday } from '../domain/subscription.ts';
import { readTime, readWeekdays } from './daily-times.ts';
import { readTopics } from './daily-topics.ts';
import { readZone } from './daily-zones.ts';
import { readLanguage } from './languages.ts';

/** As it is typed; what is missing stays as it was, or is chosen. */
export interface TypedChoices {
  readonly edition?: Edition | undefined;
  readonly time?: string | undefined;
  readonly zone?: string | undefined;
  readonly days?: string | undefined;
  readonly papers?: number | undefined;
  readonly leastUpvotes?: number | undefined;
  readonly topics?: string | undefined;
  readonly without?: string | undefined;
  /** `default`: the server's. */
  readonly language?: string | undefined;
  readonly style?: SubscriptionChoices['style'] | undefined;
  readonly role?: string | undefined;
  /** Nobody is told any more. */
  readonly noRole?: boolean | undefined;
  readonly emptyDay?: SubscriptionChoices['emptyDay'] | undefined;
}

/** Takes what was chosen away: the language, the topics. */
export const NONE = ['none', 'default', '-'];

const MORNING = '09:00';
const PAPERS_A_DAY = 5;
const PAPERS_OF_A_WRAP_UP = 5;
/** Daily Papers lists on working days; the wrap-ups come when the week or the month is over. */
const WEEKDAYS: Readonly<Record<Edition, readonly Weekday[]>> = {
  daily: [1, 2, 3, 4, 5],
  weekly: [1],
  monthly: [1],
};

/** What holds where nothing is typed. @param zone as the IANA database names it */
export function defaultChoices(edition: Edition, zone: string): SubscriptionChoices {
  return {
    edition,
    schedule: { time: MORNING, zone, weekdays: WEEKDAYS[edition] },
    papers: edition === 'daily' ? PAPERS_A_DAY : PAPERS_OF_A_WRAP_UP,
    leastUpvotes: 0,
    include: [],
    exclude: [],
    style: 'cards',
    emptyDay: 'silence',
  };
}

/** @throws InvalidInput with what cannot be read and what to type instead */
export function changeChoices(before: SubscriptionChoices, typed: TypedChoices): SubscriptionChoices {
  const { language: languageBefore, role: roleBefore, ...others } = before;
  const edition = typed.edition ?? before.edition;
  const language = typed.language === undefined ? languageBefore : languageOf(typed.language);
  const role = typed.noRole ? undefined : (typed.role ?? roleBefore);
  return {
    ...others,
    edition,
    schedule: changeSchedule(before, edition, typed),
    ...(typed.papers !== undefined && { papers: typed.papers }),
    ...(typed.leastUpvotes !== undefined && { leastUpvotes: typed.leastUpvotes }),
    ...(typed.topics !== undefined && { include: isNone(typed.topics) ? [] : readTopics(typed.topics) }),
    ...(typed.without !== undefined && { exclude: isNone(typed.without) ? [] : readTopics(typed.without) }),
    ...(typed.style && { style: typed.style }),
    ...(typed.emptyDay && { emptyDay: typed.emptyDay }),
    ...(language !== undefined && { language }),
    ...(role !== undefined && { role }),
  };
}

function changeSchedule(before: SubscriptionChoices, edition: Edition, typed: TypedChoices): Schedule {
  const { time, zone, weekdays } = before.schedule;
  // Every working day is right for a daily post, and for nothing else.
  const days = edition === before.edition ? weekdays : WEEKDAYS[edition];
  return {
    time: typed.time === undefined ? time : readTime(typed.time),
    zone: typed.zone === undefined ? zone : readZone(typed.zone),
    weekdays: typed.days === undefined ? days : readWeekdays(typed.days),
  };
}

function languageOf(typed: string): string | undefined {
  return isNone(typed) ? undefined : readLanguage(typed)?.code;
}

function isNone(typed: string): boolean {
  return NONE.includes(typed.trim().toLowerCase());
}
