/** A moment → how it is read where nothing keeps it up to date: at its place, or as a distance from when it is said. */

/** A moment; each edge shows it by the reader's own clock and language where it can, else at the place that is named. */
export interface TimeSpan {
  readonly kind: 'time';
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `relative`: how long until then, or since. */
  readonly as: 'moment' | 'relative';
  /** As the IANA database names it; UTC without it. */
  readonly zone?: string;
  /** When it is said, in milliseconds since 1970: what a relative one is reckoned from where the edge has no clock. */
  readonly now: number;
}

/** A calendar day or several, both included; written out in the language of the line. `month`: the month of the first. */
export interface DaysSpan {
  readonly kind: 'days';
  readonly from: string;
  readonly to: string;
  readonly as: 'days' | 'month';
}

/** The largest unit that fits, as milliseconds. */
const UNITS = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "Monday, 23 November 2026 at 08:30 (Europe/Berlin)" or "in 9 hours". @param language as BCP 47 writes it */
export function timeText({ at, as, zone = 'UTC', now }: TimeSpan, language = 'en-GB'): string {
  if (as === 'relative') return distanceText(at - now, language);
  const words = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(at);
  return `${words} (${zone})`;
}

function distanceText(milliseconds: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const [unit, length] = UNITS.find(([, most]) => Math.abs(milliseconds) >= most) ?? (['second', 1_000] as const);
  return format.format(Math.round(milliseconds / length), unit);
}
