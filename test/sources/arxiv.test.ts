import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { SourceFault } from '../../src/domain/errors.ts';
import { ARXIV_INTERVAL_MILLISECONDS, createArxiv } from '../../src/sources/arxiv.ts';
import { readAtom } from '../../src/sources/atom.ts';
import type { HttpReaderOptions } from '../../src/sources/http.ts';
import { type ArxivServerOptions, atomFeed, errorFeed, startArxiv } from '../servers/arxiv.ts';
import { type LoopbackServer, startLoopback } from '../servers/loopback.ts';
import { sharedData } from '../shared-data.ts';
import { createImpatientReader, faultOf } from './impatient-reader.ts';

const signal = new AbortController().signal;
const firstPage = { start: 0, maxResults: 10, sortBy: 'submittedDate' } as const;
let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(options: ArxivServerOptions, reader: Partial<HttpReaderOptions> = {}) {
  const started = await startArxiv(options);
  server = started;
  const { http, clock } = createImpatientReader({ addressSetting: 'ARXIV_URL', ...reader });
  return { arxiv: createArxiv({ baseUrl: started.url, http, clock }), clock, started };
}

function entry(id: string, more = ''): string {
  return `<entry><id>http://arxiv.org/abs/${id}</id><title>Paper ${id}</title><summary> A short
    abstract. </summary><published>2024-01-31T23:00:00Z</published><updated>2025-01-01T00:00:00Z</updated>${more}</entry>`;
}

const library = (...ids: string[]) => new Map(ids.map((id) => [id, entry(`${id}v3`)]));
const readEntry = (xml: string) => readAtom(atomFeed([xml], 1), 'feed').records[0];

describe('papers by id', () => {
  test('come by their id without its version, which is told apart, dated by their first one', async () => {
    const { arxiv } = await serve({ entries: library('2401.10000') });
    const batch = await arxiv.byIds(['arxiv:2401.10000v2', '2401.10000'], signal);
    expect(batch.papers).toEqual([
      {
        id: 'arxiv:2401.10000',
        title: 'Paper 2401.10000v3',
        abstract: 'A short abstract.',
        authors: [],
        publishedAt: '2024-01-31',
        version: 3,
        links: {},
        source: 'arxiv',
        withdrawn: false,
      },
    ]);
  });

  test('come with their categories, the primary one first, without the classes of others', async () => {
    const more = `<category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
      <category term="cond-mat.mtrl-sci" scheme="http://arxiv.org/schemas/atom"/>
      <category term="68T50" scheme="http://arxiv.org/schemas/atom"/>
      <category term="I.2.7" scheme="http://arxiv.org/schemas/atom"/>
      <category term="hep-th" scheme="http://arxiv.org/schemas/atom"/>
      <arxiv:primary_category term="hep-th"/>`;
    expect(readEntry(entry('2401.10000v1', more))?.categories).toEqual(['hep-th', 'cs.LG', 'cond-mat.mtrl-sci']);
    expect(readEntry(entry('2401.10000v1'))).not.toHaveProperty('categories');
  });

  test('may have an identifier of the old style', async () => {
    const { arxiv } = await serve({ entries: library('hep-th/9901001') });
    const batch = await arxiv.byIds(['hep-th/9901001'], signal);
    expect(batch.papers.map(({ id }) => id)).toEqual(['arxiv:hep-th/9901001']);
  });

  test('that arXiv does not know are missing, without a fault', async () => {
    const { arxiv } = await serve({ entries: library('2401.00001') });
    const batch = await arxiv.byIds(['0000.0000', '2401.00001'], signal);
    expect(batch).toMatchObject({ records: 1, skipped: [] });
  });

  test('of which arXiv knows none are a fault that may pass when they are many: it sends empty answers now and then', async () => {
    const { arxiv } = await serve({ entries: library() });
    const ids = Array.from({ length: 12 }, (_, index) => `2401.${10000 + index}`);
    expect(await faultOf(arxiv.byIds(ids, signal))).toMatchObject({ retryable: true });
    expect(await arxiv.byIds(ids.slice(0, 3), signal)).toMatchObject({ records: 0 });
  });

  test('what is no identifier is skipped with a reason and never sent', async () => {
    const { arxiv, started } = await serve({ entries: library() });
    expect(await arxiv.byIds(['abc'], signal)).toMatchObject({
      papers: [],
      skipped: [{ where: 'abc', reason: 'no arXiv identifier' }],
    });
    expect(started.requests).toEqual([]);
  });

  test('are asked for in groups of a hundred, three seconds apart', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `2401.${10000 + index}`);
    const { arxiv, clock, started } = await serve(
      { entries: library(...ids) },
      { minimumIntervalMilliseconds: ARXIV_INTERVAL_MILLISECONDS },
    );
    expect((await arxiv.byIds(ids, signal)).papers).toHaveLength(250);
    expect(started.requests).toHaveLength(3);
    expect(clock.sleeps).toEqual([3000, 3000]);
  });
});

describe('a search', () => {
  test('gives one page and the number of all papers', async () => {
    const { arxiv, started } = await serve({ entries: library('2401.00001', '2401.00002', '2401.00003') });
    const page = await arxiv.search('cat:cs.CL AND ti:"loop"', { ...firstPage, start: 1, maxResults: 1 }, signal);
    expect(page).toMatchObject({ total: 3, papers: [{ id: 'arxiv:2401.00002' }] });
    expect(Object.fromEntries(started.requests[0]?.url.searchParams ?? [])).toEqual({
      search_query: 'cat:cs.CL AND ti:"loop"',
      start: '1',
      max_results: '1',
      sortBy: 'submittedDate',
      sortOrder: 'descending',
    });
  });

  test('past the last paper is empty', async () => {
    const { arxiv, started } = await serve({ entries: library('2401.00001') });
    expect(await arxiv.search('all:x', { ...firstPage, start: 10 }, signal)).toMatchObject({ papers: [], total: 1 });
    expect(started.requests).toHaveLength(1);
  });

  test('is repeated when a page is empty that should not be', async () => {
    let empty = 2;
    const { arxiv } = await serve({
      entries: library('2401.00001'),
      recorded: () => (empty-- > 0 ? { body: atomFeed([], 1) } : undefined),
    });
    expect((await arxiv.search('all:x', firstPage, signal)).papers).toHaveLength(1);
  });

  test('that stays empty is a fault, not an answer', async () => {
    const { arxiv, started } = await serve({ recorded: () => ({ body: atomFeed([], 7) }) });
    expect(await faultOf(arxiv.search('all:x', firstPage, signal))).toMatchObject({ retryable: true });
    expect(started.requests).toHaveLength(3);
  });
});

describe('an entry of arXiv', () => {
  test('keeps its authors in order, its numbers as text and its characters decoded', () => {
    const more = '<author><name>Ada &amp; Co</name></author><author><name>Zo&#235; 2401.10</name></author>';
    expect(readEntry(entry('2401.10000v1', more))).toMatchObject({
      authors: ['Ada & Co', 'Zoë 2401.10'],
    });
    const numeric = '<entry><id>http://arxiv.org/abs/2401.10000v1</id><title type="text">0</title></entry>';
    expect(readEntry(numeric)).toMatchObject({ title: '0', abstract: '' });
  });

  test('names an organisation only when all authors share it', () => {
    const author = (place?: string) =>
      `<author><name>A</name>${place ? `<arxiv:affiliation>${place}</arxiv:affiliation>` : ''}</author>`;
    expect(readEntry(entry('2401.10000', author('Lab') + author('Lab')))).toMatchObject({ organisation: 'Lab' });
    expect(readEntry(entry('2401.10000', author('Lab') + author('Other')))).not.toHaveProperty('organisation');
    expect(readEntry(entry('2401.10000', author('Lab') + author()))).not.toHaveProperty('organisation');
    expect(readEntry(entry('2401.10000', author() + author()))).not.toHaveProperty('organisation');
  });

  test.each([
    ['This paper has been withdrawn by the author', 'An abstract.', true],
    ['Withdrawn due to an error in section 3', 'An abstract.', true],
    ['12 pages', 'This paper has been withdrawn by arXiv due to a dispute.', true],
    ['12 pages', 'Withdrawn.', true],
    ['Withdrawn from ICLR 2024', 'An abstract.', false],
    ['12 pages', 'Patients who were withdrawn from treatment recover.', false],
    ['', 'An abstract.', false],
  ])('with the comment "%s" and the abstract "%s" is withdrawn: %s', (comment, summary, withdrawn) => {
    const xml = `<entry><id>http://arxiv.org/abs/2401.10000v2</id><title>T</title><summary>${summary}</summary>
      <arxiv:comment>${comment}</arxiv:comment></entry>`;
    expect(readEntry(xml)).toMatchObject({ withdrawn });
  });

  test('that cannot be read is skipped with a reason, and the others stay', () => {
    const feed = atomFeed(
      ['<entry><title>No id</title></entry>', '<entry><id>http://x/y</id></entry>', entry('2401.1000')],
      3,
    );
    const { records, skipped } = readAtom(feed, 'feed');
    expect(records).toHaveLength(1);
    expect(skipped).toEqual([
      { where: 'feed entry 1', reason: 'no id' },
      { where: 'feed entry 2', reason: 'its id is no arXiv identifier' },
    ]);
  });

  test('two thousand entries with thousands of escaped characters are read whole', () => {
    const many = Array.from({ length: 2000 }, (_, index) => entry(`2401.${10000 + index}`, '<x>&lt;&amp;&gt;</x>'));
    expect(readAtom(atomFeed(many, 2000), 'feed').records).toHaveLength(2000);
  });
});

describe('when arXiv has trouble', () => {
  test.each([200, 400])(
    'its error feed under HTTP %i is told in its own sentence and is never a paper',
    async (status) => {
      const { arxiv } = await serve({ recorded: () => ({ status, body: errorFeed('start must be an integer') }) });
      const fault = await faultOf(arxiv.search('all:x', firstPage, signal));
      expect(fault).toBeInstanceOf(SourceFault);
      expect(fault).toMatchObject({ message: 'arXiv refused the request: start must be an integer.' });
    },
  );

  test('a limit is waited out', async () => {
    const faults = [{ path: 'query', times: 1, scenario: 'tooManyRequests' as const }];
    const { arxiv, clock } = await serve({ entries: library('2401.00001'), faults });
    expect((await arxiv.byIds(['2401.00001'], signal)).papers).toHaveLength(1);
    expect(clock.sleeps).toEqual([5000]);
  });

  test.each(['slow', 'tooManyRequests', 'serverError', 'cut', 'malformed'] as const)(
    '%s that stays is a fault that may be tried again',
    async (scenario) => {
      const { arxiv } = await serve(
        { entries: library('2401.00001'), scenario },
        { timeoutMilliseconds: scenario === 'slow' ? 50 : 5000 },
      );
      const fault = await faultOf(arxiv.byIds(['2401.00001'], signal));
      expect(fault).toBeInstanceOf(SourceFault);
      expect(fault).toMatchObject({ retryable: true, help: expect.stringMatching(/try again/) });
    },
  );

  test.each(['<html><body>Rate exceeded</body></html>', 'Rate exceeded.', ''])('"%s" is no feed', async (body) => {
    const { arxiv } = await serve({ recorded: () => ({ body }) });
    expect(await faultOf(arxiv.byIds(['2401.00001'], signal))).toBeInstanceOf(SourceFault);
  });

  test('a wrong address names its setting', async () => {
    server = await startLoopback(() => ({ status: 404, body: 'no' }), {});
    const { http, clock } = createImpatientReader();
    const arxiv = createArxiv({ baseUrl: server.url, http, clock });
    expect(await faultOf(arxiv.byIds(['2401.00001'], signal))).toMatchObject({
      help: expect.stringContaining('ARXIV_URL'),
    });
  });
});

const folder = sharedData('fixtures', 'arxiv_atom');

describe.skipIf(!folder)('the recorded answers of arXiv', () => {
  const names = folder ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  const recordings = names.map((name) => {
    const read: unknown = JSON.parse(readFileSync(join(folder ?? '', name), 'utf8'));
    return read as { readonly url: string; readonly status_code: number; readonly body: string };
  });

  test('hold 221 papers and one error, and nothing is skipped', () => {
    let papers = 0;
    const faults: unknown[] = [];
    for (const { body, url } of recordings) {
      try {
        const { records, skipped } = readAtom(body, url);
        expect(skipped).toEqual([]);
        expect(records.every(({ title, abstract, publishedAt }) => title && abstract && publishedAt)).toBe(true);
        papers += records.length;
      } catch (fault) {
        faults.push(fault);
      }
    }
    expect(recordings).toHaveLength(20);
    expect(papers).toBe(221);
    expect(faults).toEqual([
      expect.objectContaining({ message: 'arXiv refused the request: incorrect id format for abc.' }),
    ]);
  });

  test.each([
    [['0000.0000'], []],
    [['0808.05394', '1707.08567'], ['arxiv:1707.08567']],
    [['2104.12255'], ['arxiv:2104.12255']],
    [['astro-ph/0601001'], ['arxiv:astro-ph/0601001']],
    [['quant-ph/0201082'], ['arxiv:quant-ph/0201082']],
  ])('served again, %o gives %o', async (ids, expected) => {
    const { arxiv } = await serve({
      recorded: (parameters) => {
        const wanted = parameters.get('id_list');
        const found = recordings.find(
          ({ url }) => new URL(url).searchParams.get('id_list')?.replaceAll(/v\d+/g, '') === wanted,
        );
        return found && { status: found.status_code, body: found.body };
      },
    });
    expect((await arxiv.byIds(ids, signal)).papers.map(({ id }) => id)).toEqual(expected);
  });
});
