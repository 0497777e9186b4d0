/** Hugging Face's daily list on loopback. In: recorded days. Out: the address of a server that serves them. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDay } from '../../src/domain/days.ts';
import { type LoopbackOptions, type LoopbackServer, type Reply, startLoopback } from './loopback.ts';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const DEFAULT_LIMIT = 50;

export interface HuggingFaceServerOptions extends LoopbackOptions {
  /** A folder of `YYYY-MM-DD.json`, or the bodies by day. A day that is missing is an empty list. */
  readonly days: string | ReadonlyMap<string, string>;
  /** Pages are never larger than this, whatever the request says. */
  readonly largestPage?: number;
  /** Added to every good answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Limits are answered with `RateLimit: "api";r=0;t=17`. */
export function startHuggingFace(options: HuggingFaceServerOptions): Promise<LoopbackServer> {
  const { days, largestPage = 100, headers = {} } = options;

  async function route(url: URL): Promise<Reply | undefined> {
    if (url.pathname !== '/api/daily_papers') return undefined;
    const day = url.searchParams.get('date') ?? '';
    if (!isDay(day)) return { status: 400, headers: JSON_TYPE, body: '{"error":"Invalid date"}' };
    const body = await bodyOf(days, day);
    return withLimit(body, url, { ...JSON_TYPE, ...headers }, largestPage);
  }

  return startLoopback(route, { tooManyRequestsHeaders: { ratelimit: '"api";r=0;t=17' }, ...options });
}

async function bodyOf(days: HuggingFaceServerOptions['days'], day: string): Promise<string> {
  if (typeof days !== 'string') return days.get(day) ?? '[]';
  const path = join(days, `${day}.json`);
  return existsSync(path) ? await readFile(path, 'utf8') : '[]';
}

/** A body that is no list, or fits on one page, is served byte for byte. */
function withLimit(body: string, url: URL, headers: Readonly<Record<string, string>>, largestPage: number): Reply {
  const limit = Math.min(Number(url.searchParams.get('limit') ?? DEFAULT_LIMIT), largestPage);
  const page = Number(url.searchParams.get('p') ?? 0);
  const items = listIn(body);
  if (!items || (items.length <= limit && page === 0)) return { headers, body };
  const next = new URL(url);
  next.searchParams.set('p', String(page + 1));
  const more = items.length > (page + 1) * limit;
  return {
    headers: { ...headers, ...(more && { link: `<${next.pathname}${next.search}>; rel="next"` }) },
    body: JSON.stringify(items.slice(page * limit, (page + 1) * limit)),
  };
}

function listIn(body: string): unknown[] | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
