/** What is typed for a time of the day or for days of the week → what a schedule holds; suggestions while typing. */
import type { Choice } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Weekday } from '../domain/subscription.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { say } from '../domain/words.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];
const NAMED_DAYS: Readonly<Record<string, readonly Weekday[]>> = {
  all: EVERY_DAY,
  daily: EVERY_DAY,
  'every day': EVERY_DAY,
  everyday: EVERY_DAY,
  weekdays: WEEKDAYS,
  workdays: WEEKDAYS,
  'working days': WEEKDAYS,
  weekend: [6, 7],
  weekends: [6, 7],
};
const OFFERED_TIMES = Array.from({ length: 25 }, (_, half) => clock(6 + Math.floor(half / 2), (half % 2) * 30));
const OFFERED_DAYS: readonly Choice[] = [
  { name: 'Monday to Friday', value: 'weekdays' },
  { name: 'every day', value: 'every day' },
  { name: 'Monday, Wednesday and Friday', value: 'mon, wed, fri' },
  ...DAYS.map((day) => ({ name: `${day.charAt(0).toUpperCase()}${day.slice(1)}`, value: day })),
];

/** `8`, `8am`, `8:30 pm`, `08:30`, `0830`, `8h30`, `noon` → `08:30`. @throws InvalidInput */
export function readTime(typed: string): string {
  const text = cleanText(typed).toLowerCase();
  if (text === 'noon') return '12:00';
  if (text === 'midnight') return '00:00';
  const match = /^(\d{1,2})(?:[:.h]?(\d{2})|h)?\s*(?:uhr|o'clock)?\s*([ap])?\.?(?:m\.?)?$/.exec(text);
  const [, hours = '', minutes = '0', half] = match ?? [];
  const [hour, minute] = [Number(hours), Number(minutes)];
  const exists = match && minute < 60 && (half ? hour >= 1 && hour <= 12 : hour < 24);
  if (exists) return clock(half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour, minute);
  const help = say('Use 24 hours, such as 08:30 or 17:00, or 8am and 5:30 pm.');
  if (match && hour === 24 && minute === 0) {
    throw new InvalidInput(say('24:00 is not a time of a day.'), say('A day begins at 00:00; that is midnight.'));
  }
  throw new InvalidInput(say('“{typed}” is not a time of the day.', { typed: shorten(text, 40) }), help);
}

export function suggestTimes(typed: string): Choice[] {
  const text = cleanText(typed);
  const choice = (time: string): Choice => ({ name: time, value: time });
  if (!text) return OFFERED_TIMES.map(choice);
  try {
    const time = readTime(text);
    const [hour = ''] = time.split(':');
    const near = ['00', '15', '30', '45'].map((minute) => `${hour}:${minute}`);
    return [...new Set([time, ...near])].map(choice);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return OFFERED_TIMES.filter((time) => time.startsWith(text)).map(choice);
  }
}

/** `weekdays`, `every day`, `Mon, Wed-Fri`. @returns in their order, each once @throws InvalidInput */
export function readWeekdays(typed: string): readonly Weekday[] {
  const text = cleanText(typed).toLowerCase();
  const named = NAMED_DAYS[text];
  if (named) return named;
  const parts = text.split(/\s*(?:,|;|\+|\/|\band\b|\s)\s*/).filter(Boolean);
  const joined = text.replace(/\s*(?:-|–|\bto\b|\bbis\b)\s*/g, '-');
  const ranges = joined.split(/\s*(?:,|;|\+|\/|\band\b|\s)\s*/).filter(Boolean);
  const found = (ranges.length ? ranges : parts).flatMap((part) => daysOf(part, text));
  if (!found.length) throw unknownDays(text);
  return EVERY_DAY.filter((day) => found.includes(day));
}

export function suggestWeekdays(typed: string): Choice[] {
  const text = cleanText(typed).toLowerCase();
  const fitting = OFFERED_DAYS.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(text));
  if (fitting.length || !text) return fitting;
  try {
    const days = readWeekdays(text).map((day) => DAYS[day - 1]?.slice(0, 3));
    return [{ name: days.join(', '), value: days.join(', ') }];
  } catch (error) {
    if (error instanceof InvalidInput) return [];
    throw error;
  }
}

function daysOf(part: string, text: string): Weekday[] {
  const named = NAMED_DAYS[part];
  if (named) return [...named];
  const [first, last] = part.split('-').map((name) => dayOf(name));
  if (first === undefined) throw unknownDays(text);
  if (!part.includes('-')) return [first];
  if (last === undefined) throw unknownDays(text);
  // Over the end of the week: Saturday to Monday.
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => (((first - 1 + index) % 7) + 1) as Weekday);
}

function dayOf(name: string): Weekday | undefined {
  if (name.length < 2) return undefined;
  const index = DAYS.findIndex((day) => day.startsWith(name) || `${day}s` === name);
  return index < 0 ? undefined : ((index + 1) as Weekday);
}

function unknownDays(text: string): InvalidInput {
  return new InvalidInput(
    say('“{typed}” does not name days of the week.', { typed: shorten(text, 40) }),
    say('Use names such as: weekdays, every day, Mon, Wed-Fri.'),
  );
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
