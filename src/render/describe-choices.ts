/** What a subscription chooses → a line of words: which papers, and when. Pure. */
import type { SubscriptionChoices, Topic, Weekday } from '../domain/subscription.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { type Catalogue, inARow, say, sayCounted, several, textIn, type Value, type Words } from '../domain/words.ts';

const WORKING_DAYS = '1,2,3,4,5';
const EVERY_DAY = '1,2,3,4,5,6,7';
const MOST_TOPICS = 6;
const LONGEST_TOPIC = 60;
/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

/** "Up to 5 papers a day · Monday to Friday at 08:30 (Europe/Berlin) · on robots and vision". */
export function describeChoices(choices: SubscriptionChoices, catalogue?: Catalogue): string {
  return textIn(choicesInWords(choices, catalogue?.language), catalogue);
}

/** The same before it is in a language. @param language of the names of days, where it is known already */
export function choicesInWords(choices: SubscriptionChoices, language?: string): Words {
  const { include, exclude } = choices;
  const facts: Words[] = [
    sizeOf(choices),
    timesOf(choices, language),
    ...(include.length ? [say('on {topics}', { topics: topicsOf(include) })] : []),
    ...(exclude.length ? [say('without {topics}', { topics: topicsOf(exclude) })] : []),
  ];
  return inARow(facts);
}

function sizeOf({ edition, papers }: SubscriptionChoices): Words {
  if (edition === 'weekly') {
    return sayCounted(
      { one: 'A week’s wrap-up with {count} paper', other: 'A week’s wrap-up with {count} papers' },
      papers,
    );
  }
  if (edition === 'monthly') {
    return sayCounted(
      { one: 'A month’s wrap-up with {count} paper', other: 'A month’s wrap-up with {count} papers' },
      papers,
    );
  }
  return sayCounted({ one: 'Up to {count} paper', other: 'Up to {count} papers' }, papers);
}

function timesOf({ schedule: { time, zone, weekdays } }: SubscriptionChoices, language?: string): Words {
  const days = [...weekdays].sort((left, right) => left - right);
  const facts = { time, zone };
  if (days.join() === EVERY_DAY) return say('every day at {time} ({zone})', facts);
  const first = days[0];
  const last = days.at(-1);
  if (days.join() === WORKING_DAYS && first && last) {
    const names = { first: nameOf(first, language), last: nameOf(last, language) };
    return say('{first} to {last} at {time} ({zone})', { ...names, ...facts });
  }
  return say('{days} at {time} ({zone})', { days: several(days.map((day) => nameOf(day, language))), ...facts });
}

/** By the language where one is known, else as a word of ours. */
function nameOf(day: Weekday, language: string | undefined): Value {
  if (language === undefined) return WEEKDAYS[day]();
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(MONDAY + (day - 1) * DAY);
}

const WEEKDAYS: Readonly<Record<Weekday, () => Words>> = {
  1: () => say('Monday'),
  2: () => say('Tuesday'),
  3: () => say('Wednesday'),
  4: () => say('Thursday'),
  5: () => say('Friday'),
  6: () => say('Saturday'),
  7: () => say('Sunday'),
};

function topicsOf(topics: readonly Topic[]): Value {
  const shown = topics.slice(0, MOST_TOPICS).map(({ text }) => shorten(cleanText(text), LONGEST_TOPIC));
  const more = topics.length - shown.length;
  return several([...shown, ...(more > 0 ? [sayCounted({ one: '{count} more', other: '{count} more' }, more)] : [])]);
}
