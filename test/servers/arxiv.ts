/** The arXiv API on loopback. In: entries, or whole recorded feeds. Out: the address of a server that serves them. */
import { type LoopbackOptions, type LoopbackServer, type Reply, startLoopback } from './loopback.ts';

const ATOM_TYPE = { 'content-type': 'application/atom+xml; charset=utf-8' };

export interface ArxivServerOptions extends LoopbackOptions {
  /** `<entry>…</entry>` by arXiv id without version. A search finds them all, in this order. */
  readonly entries?: ReadonlyMap<string, string>;
  /** Answers instead of the entries; `undefined` leaves a request to them. */
  readonly recorded?: (parameters: URLSearchParams) => Reply | undefined;
}

/** Limits are answered with `Retry-After: 5`. */
export function startArxiv(options: ArxivServerOptions): Promise<LoopbackServer> {
  const { entries = new Map<string, string>(), recorded } = options;

  function route(url: URL): Reply | undefined {
    if (url.pathname !== '/api/query') return undefined;
    const reply = recorded?.(url.searchParams) ?? answer(url.searchParams, entries);
    return { headers: ATOM_TYPE, ...reply };
  }

  return startLoopback(route, { tooManyRequestsHeaders: { 'retry-after': '5' }, ...options });
}

function answer(parameters: URLSearchParams, entries: ReadonlyMap<string, string>): Reply {
  const ids = parameters.get('id_list')?.split(',') ?? [...entries.keys()];
  const bad = ids.find((id) => !/^[a-z-]*\/?\d[\d.]*(v\d+)?$/i.test(id));
  if (bad !== undefined) return { status: 400, body: errorFeed(`incorrect id format for ${bad}`) };
  const found = ids.flatMap((id) => entries.get(id.replace(/v\d+$/, '')) ?? []);
  const start = Number(parameters.get('start') ?? 0);
  const page = found.slice(start, start + Number(parameters.get('max_results') ?? 10));
  return { body: atomFeed(page, found.length) };
}

/** A feed around entries, as arXiv writes it. */
export function atomFeed(entries: readonly string[], total: number): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/loopback</id>
  <title>arXiv Query</title>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  ${entries.join('\n  ')}
</feed>
`;
}

/** How arXiv tells an error: a feed with one entry that is no paper. */
export function errorFeed(sentence: string): string {
  const address = 'https://arxiv.org/api/errors#loopback';
  return atomFeed([`<entry><id>${address}</id><title>Error</title><summary>${sentence}</summary></entry>`], 1);
}
