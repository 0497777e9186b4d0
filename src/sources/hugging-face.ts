/** In: a day. Out: the papers that were on Hugging Face's Daily Papers that day. */
import type { Clock } from '../domain/clock.ts';
import { addDays, dayOf, isDay } from '../domain/days.ts';
import { InvalidInput, SourceFault } from '../domain/errors.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { Batch, Skipped } from '../domain/ports.ts';
import { readDailyItems, readDailyList } from './daily-list.ts';
import type { HttpAnswer, HttpReader } from './http.ts';
import { batchOf } from './record.ts';

/** The first day that Daily Papers has. */
export const FIRST_DAILY_DAY: Day = '2023-05-04';
const PAGE_SIZE = 100;
/** The busiest recorded day has 50 papers; this only stops a server that links in circles. */
const MOST_PAGES = 20;

export interface HuggingFaceOptions {
  /** `https://huggingface.co`, with or without a path. */
  readonly baseUrl: string;
  /** Raises the allowance from 500 to 1,000 requests in five minutes. */
  readonly token?: string;
  readonly http: HttpReader;
  readonly clock: Clock;
}

export interface HuggingFaceDaily {
  /**
   * Everything that was listed on a day. Weekends, holidays and days outside what exists give an empty batch.
   * @throws InvalidInput when the text is no day; SourceFault when Hugging Face cannot be read
   */
  day(day: Day, signal: AbortSignal): Promise<Batch>;
  /** The latest day that can have papers already. */
  latestDay(): Day;
}

export function createHuggingFaceDaily({ baseUrl, token, http, clock }: HuggingFaceOptions): HuggingFaceDaily {
  // The feed's day begins at 21:30 in New York, which is 01:30 or 02:30 in UTC: it is never ahead of the day in UTC.
  const latestDay = () => dayOf(clock.now());

  return {
    latestDay,
    async day(day, signal) {
      if (!isDay(day)) throw new InvalidInput(`"${day}" is no day.`, 'Write a day as YYYY-MM-DD, such as 2026-06-30.');
      // One day more than the clock says, for a machine whose clock is behind.
      if (day < FIRST_DAILY_DAY || day > addDays(latestDay(), 1)) return batchOf(day, [], []);
      const records: Paper[] = [];
      const skipped: Skipped[] = [];
      const seen = new Set<string>();
      let items = 0;
      let page: string | undefined = firstPage(baseUrl, day);
      while (page && !seen.has(page) && seen.size < MOST_PAGES) {
        seen.add(page);
        const answer = await http.read(page, { signal, accept: 'application/json', token });
        if (answer.status === 400) {
          // For today it only means that the feed's day has not begun.
          if (day < latestDay())
            skipped.push({ where: day, reason: 'Hugging Face refused this day (it answered 400)' });
          page = undefined;
          break;
        }
        refuseOthers(answer, day);
        const list = readDailyList(answer.text, day);
        const read = readDailyItems(list.items, day, items + 1, day);
        records.push(...read.records);
        skipped.push(...read.skipped);
        items += list.items.length;
        const next = nextPage(answer.headers.get('link'), page);
        page = next !== undefined && new URL(next).origin === new URL(page).origin ? next : undefined;
        if (next !== page) skipped.push({ where: day, reason: 'the next page is on another server and was not read' });
      }
      if (page) skipped.push({ where: day, reason: 'its pages lead in circles or do not end; the rest was not read' });
      return batchOf(day, records, skipped);
    },
  };
}

function firstPage(baseUrl: string, day: Day): string {
  return `${baseUrl.replace(/\/+$/, '')}/api/daily_papers?date=${day}&limit=${PAGE_SIZE}`;
}

/** The address behind `rel="next"` (RFC 8288). Followed on the same origin only: the token goes with it. */
function nextPage(link: string | null, from: string): string | undefined {
  for (const [, target = '', parameters = ''] of (link ?? '').matchAll(/<([^>]*)>([^,<]*)/g)) {
    if (!/;\s*rel="?next"?/i.test(parameters) || !URL.canParse(target, from)) continue;
    return new URL(target, from).href;
  }
  return undefined;
}

function refuseOthers({ status }: HttpAnswer, day: Day) {
  if (status < 300) return;
  const refused = status === 401 || status === 403;
  const help = refused
    ? 'Check HUGGING_FACE_TOKEN, or leave it out: the daily list needs none.'
    : 'Check the address in HUGGING_FACE_URL.';
  throw new SourceFault(`Hugging Face answered ${status} for the list of ${day}.`, help);
}
