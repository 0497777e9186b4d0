/** A calendar day, or several → how a language writes them. Pure. */

/** Both included. */
interface Days {
  readonly from: string;
  readonly to: string;
  /** `month`: the month of the first. */
  readonly as: 'days' | 'month';
}

/** "Tuesday 30 June 2026", "24–30 June 2026", "June 2026". @param language as BCP 47 writes it */
export function daysText({ from, to, as }: Days, language = 'en-GB'): string {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  if (as === 'month') return format({ month: 'long', year: 'numeric' }).format(first);
  if (from === to) return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(first);
  return format({ day: 'numeric', month: 'long', year: 'numeric' }).formatRange(first, last);
}
