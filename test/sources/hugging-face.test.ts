import { afterEach, describe, expect, test } from 'vitest';
import { InvalidInput, SourceFault } from '../../src/domain/errors.ts';
import type { HttpReaderOptions } from '../../src/sources/http.ts';
import { createHuggingFaceDaily } from '../../src/sources/hugging-face.ts';
import { type HuggingFaceServerOptions, startHuggingFace } from '../servers/hugging-face.ts';
import { type LoopbackServer, startLoopback } from '../servers/loopback.ts';
import { createImpatientReader, faultOf } from './impatient-reader.ts';

const DAY = '2026-06-30';
const signal = new AbortController().signal;
let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A daily list on loopback and our reader of it. */
async function serve(
  items: readonly unknown[] | string,
  options: Partial<HuggingFaceServerOptions> = {},
  reader: Partial<HttpReaderOptions> = {},
) {
  const body = typeof items === 'string' ? items : JSON.stringify(items);
  const started = await startHuggingFace({ days: new Map([[DAY, body]]), ...options });
  server = started;
  const { http, clock } = createImpatientReader(reader);
  return { daily: createHuggingFaceDaily({ baseUrl: `${started.url}/`, http, clock }), clock, started };
}

function item(paper: Record<string, unknown> = {}, outer: Record<string, unknown> = {}) {
  return { paper: { id: '2606.00001', title: 'A Loopback Paper', summary: 'It is short.', ...paper }, ...outer };
}

async function readOne(paper: Record<string, unknown>, outer: Record<string, unknown> = {}) {
  const { daily } = await serve([item(paper, outer)]);
  const batch = await daily.day(DAY, signal);
  expect(batch.skipped).toEqual([]);
  return batch.papers[0];
}

describe('a day of Daily Papers', () => {
  test('gives papers with everything the list knows', async () => {
    const paper = await readOne(
      {
        title: 'A Loopback\n  Paper',
        summary: ' It is\nshort, with $I^2$. ',
        authors: [
          { name: 'Ada  Lovelace' },
          { name: 'Hidden Person', hidden: true },
          { name: 'Alan Turing', hidden: false },
        ],
        publishedAt: '2026-06-28T17:59:59.000Z',
        submittedOnDailyAt: '2026-06-30T01:02:03.000Z',
        upvotes: 12,
        githubRepo: 'https://github.com/example/loopback',
        githubStars: 512,
        projectPage: 'https://example.org/loopback',
      },
      { publishedAt: '2026-06-28T13:59:59.000Z', numComments: 3, organization: { name: 'lab', fullname: 'The Lab' } },
    );
    expect(paper).toEqual({
      id: 'arxiv:2606.00001',
      title: 'A Loopback Paper',
      abstract: 'It is short, with $I^2$.',
      authors: ['Ada Lovelace', 'Alan Turing'],
      organisation: 'The Lab',
      publishedAt: '2026-06-28',
      listedOn: '2026-06-30',
      listedAt: Date.parse('2026-06-30T01:02:03Z'),
      upvotes: 12,
      comments: 3,
      githubStars: 512,
      links: { code: 'https://github.com/example/loopback', project: 'https://example.org/loopback' },
      source: 'hugging-face',
      withdrawn: false,
    });
  });

  test('needs no more than id and title: the listing day is then the day that was asked for', async () => {
    const { daily } = await serve([{ paper: { id: '2606.00001v2', title: 'Bare' } }]);
    const { papers } = await daily.day(DAY, signal);
    expect(papers).toEqual([
      {
        id: 'arxiv:2606.00001',
        title: 'Bare',
        abstract: '',
        authors: [],
        listedOn: DAY,
        links: {},
        source: 'hugging-face',
        withdrawn: false,
      },
    ]);
  });

  test('a stamp of midnight is a day, and no instant at which a paper was listed', async () => {
    const paper = await readOne({ submittedOnDailyAt: '2026-06-29T00:00:00.000Z' });
    expect(paper).toMatchObject({ listedOn: '2026-06-29' });
    expect(paper).not.toHaveProperty('listedAt');
  });

  test('takes the organisation from the paper too, by its short name where it has no other', async () => {
    expect(await readOne({ organization: { name: 'lab' } })).toMatchObject({ organisation: 'lab' });
  });

  test('marks withdrawn papers', async () => {
    expect(await readOne({ withdrawnAt: '2026-07-01T00:00:00.000Z' })).toMatchObject({ withdrawn: true });
  });

  test.each([
    'https://arxiv.org/abs/2606.00001',
    'http://www.arxiv.org/pdf/2606.00001',
    'javascript:alert(1)',
    'example.org',
    '',
  ])('shows no project page for "%s"', async (projectPage) => {
    expect(await readOne({ projectPage, githubRepo: 'git@github.com:a/b' })).toMatchObject({ links: {} });
  });

  test('an optional field of another kind is left out, and the paper stays', async () => {
    const paper = await readOne(
      {
        summary: 7,
        authors: 'nobody',
        upvotes: 'many',
        publishedAt: 'yesterday',
        submittedOnDailyAt: 4,
        organization: 'x',
      },
      { numComments: -1 },
    );
    expect(paper).toMatchObject({ id: 'arxiv:2606.00001', abstract: '', authors: [], listedOn: DAY });
    expect(paper).not.toHaveProperty('upvotes');
    expect(paper).not.toHaveProperty('comments');
    expect(paper).not.toHaveProperty('publishedAt');
    expect(paper).not.toHaveProperty('organisation');
  });

  test('one broken item does not lose the others, and is named', async () => {
    const { daily } = await serve([item(), null, { paper: { title: 'No id' } }, 'open {', item({ id: '2606.00002' })]);
    const batch = await daily.day(DAY, signal);
    expect(batch.papers.map(({ id }) => id)).toEqual(['arxiv:2606.00001', 'arxiv:2606.00002']);
    expect(batch.skipped.map(({ where }) => where)).toEqual([`${DAY} item 2`, `${DAY} item 3`, `${DAY} item 4`]);
    expect(batch.skipped[1]?.reason).toContain('paper.id');
    expect(batch.records).toBe(2);
  });

  test('reads items that were recorded as Python text, alone and inside an object', async () => {
    const python = String.raw`{'paper': {'id': '2501.00001', 'title': 'It\'s\\n "odd"', 'summary': "a\nb", 'upvotes': 3}}`;
    const list = await serve([python]);
    const plain = await list.daily.day(DAY, signal);
    expect(plain.papers[0]).toMatchObject({ id: 'arxiv:2501.00001', abstract: 'a b', upvotes: 3, listedOn: DAY });
    await list.started.close();
    const wrapped = await serve(JSON.stringify({ status: 'success', date: DAY, count: 1, data: [python] }));
    expect((await wrapped.daily.day(DAY, signal)).papers).toEqual(plain.papers);
  });

  test('follows the pages of a long day, and counts its items through', async () => {
    const items = Array.from({ length: 25 }, (_, index) => item({ id: `2606.${10000 + index}` }));
    const { daily, started } = await serve(items.with(23, item({ title: '' })), { largestPage: 10 });
    const batch = await daily.day(DAY, signal);
    expect(batch.papers).toHaveLength(24);
    expect(batch.skipped.map(({ where }) => where)).toEqual([`${DAY} item 24`]);
    expect(started.requests.map(({ url }) => url.searchParams.get('p'))).toEqual([null, '1', '2']);
  });

  test('does not follow a page to another server, and says so', async () => {
    const headers = { link: '<https://example.com/api/daily_papers?p=1>; rel="next"' };
    const { daily, started } = await serve([item()], { headers });
    const batch = await daily.day(DAY, signal);
    expect(batch.papers).toHaveLength(1);
    expect(batch.skipped).toEqual([{ where: DAY, reason: expect.stringContaining('another server') }]);
    expect(started.requests).toHaveLength(1);
  });

  test('ends where pages link in circles', async () => {
    const headers = { link: `</api/daily_papers?date=${DAY}&limit=100>; rel="next"` };
    const { daily, started } = await serve([item()], { headers });
    const { papers, skipped } = await daily.day(DAY, signal);
    expect(papers).toHaveLength(1);
    expect(skipped).toEqual([{ where: DAY, reason: expect.stringContaining('circles') }]);
    expect(started.requests).toHaveLength(1);
  });

  test('holds a paper once that is on the list twice', async () => {
    const { daily } = await serve([item({ upvotes: 3 }), item({ upvotes: 5 })]);
    expect(await daily.day(DAY, signal)).toMatchObject({ records: 2, papers: [{ upvotes: 5 }] });
  });

  test('sends the token when there is one', async () => {
    const started = await startHuggingFace({ days: new Map() });
    server = started;
    const { http, clock } = createImpatientReader();
    await createHuggingFaceDaily({ baseUrl: started.url, token: 'hf_test', http, clock }).day(DAY, signal);
    expect(started.requests[0]?.headers.authorization).toBe('Bearer hf_test');
  });
});

describe('a day without papers', () => {
  test('is empty on a weekend', async () => {
    const { daily } = await serve([]);
    expect(await daily.day('2026-06-28', signal)).toEqual({ label: '2026-06-28', papers: [], skipped: [], records: 0 });
  });

  test.each(['2023-05-03', '2026-07-03'])('is not even asked for outside what exists: %s', async (day) => {
    const { daily, started } = await serve([]);
    expect(await daily.day(day, signal)).toMatchObject({ papers: [], skipped: [] });
    expect(started.requests).toEqual([]);
  });

  test.each([
    ['2026-07-01', []],
    ['2026-06-29', [{ where: '2026-06-29', reason: expect.stringContaining('400') }]],
  ])('that the server refuses is told, unless it has only not begun: %s', async (day, skipped) => {
    server = await startLoopback(() => ({ status: 400, body: '{"error":"Invalid date"}' }), {});
    const { http, clock } = createImpatientReader();
    const daily = createHuggingFaceDaily({ baseUrl: server.url, http, clock });
    expect(await daily.day(day, signal)).toMatchObject({ papers: [], skipped });
  });

  test('a text that is no day is the person’s mistake', async () => {
    const { daily } = await serve([]);
    expect(await faultOf(daily.day('2026-02-30', signal))).toBeInstanceOf(InvalidInput);
  });

  test('the latest day is today in UTC', async () => {
    const { daily } = await serve([]);
    expect(daily.latestDay()).toBe('2026-07-01');
  });
});

describe('when Hugging Face has trouble', () => {
  test('a limit is waited out as long as its header says', async () => {
    const faults = [{ path: 'daily_papers', times: 1, scenario: 'tooManyRequests' as const }];
    const { daily, clock } = await serve([item()], { faults });
    expect((await daily.day(DAY, signal)).papers).toHaveLength(1);
    expect(clock.sleeps).toEqual([17_000]);
  });

  test.each(['serverError', 'cut'] as const)('%s passes when it is short', async (scenario) => {
    const { daily } = await serve([item()], { faults: [{ path: /date=/, times: 2, scenario }] });
    expect((await daily.day(DAY, signal)).papers).toHaveLength(1);
  });

  test.each(['slow', 'tooManyRequests', 'serverError', 'cut', 'malformed'] as const)(
    '%s that stays is a fault that says what to do and may be tried again',
    async (scenario) => {
      const { daily } = await serve([item()], { scenario }, { timeoutMilliseconds: scenario === 'slow' ? 50 : 5000 });
      const fault = await faultOf(daily.day(DAY, signal));
      expect(fault).toBeInstanceOf(SourceFault);
      expect(fault).toMatchObject({ retryable: true, help: expect.stringMatching(/try again/i) });
    },
  );

  test.each([
    [401, 'HUGGING_FACE_TOKEN'],
    [403, 'HUGGING_FACE_TOKEN'],
    [404, 'HUGGING_FACE_URL'],
  ])('a %i names the setting to check', async (status, setting) => {
    server = await startLoopback(() => ({ status, body: 'no' }), {});
    const { http, clock } = createImpatientReader();
    const daily = createHuggingFaceDaily({ baseUrl: server.url, http, clock });
    expect(await faultOf(daily.day(DAY, signal))).toMatchObject({ help: expect.stringContaining(setting) });
  });

  test.each(['<html>a hotel’s login page</html>', '{"error":"nope"}', '"text"', 'null'])(
    'an answer that is no list is a fault: %s',
    async (body) => {
      const { daily } = await serve(body);
      expect(await faultOf(daily.day(DAY, signal))).toBeInstanceOf(SourceFault);
    },
  );

  test('the loopback server itself refuses a path that does not exist', async () => {
    const { started } = await serve([]);
    const response = await fetch(`${started.url}/api/other`);
    expect(response.status).toBe(501);
    server = undefined;
    expect(await faultOf(started.close())).toMatchObject({ message: expect.stringContaining('/api/other') });
  });
});
