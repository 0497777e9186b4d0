import { afterEach, describe, expect, test } from 'vitest';
import { SourceFault } from '../../src/domain/errors.ts';
import { waitBeforeNext } from '../../src/sources/wait-before-next.ts';
import { type LoopbackOptions, type LoopbackServer, type Reply, startLoopback } from '../servers/loopback.ts';
import { createImpatientReader, faultOf } from './impatient-reader.ts';

const signal = new AbortController().signal;
const options = { signal, accept: 'text/plain' };
let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(reply: Reply | ((url: URL) => Reply), loopback: LoopbackOptions = {}): Promise<string> {
  server = await startLoopback((url) => (typeof reply === 'function' ? reply(url) : reply), loopback);
  return `${server.url}/page`;
}

describe('a request to a source', () => {
  test('carries our name, what is accepted and the token', async () => {
    const url = await serve({ body: 'hello' });
    const answer = await createImpatientReader().http.read(url, { ...options, token: 'secret' });
    expect(answer).toMatchObject({ status: 200, text: 'hello' });
    expect(server?.requests[0]?.headers).toMatchObject({
      accept: 'text/plain',
      'user-agent': 'paperboy-test',
      authorization: 'Bearer secret',
    });
  });

  test('hands a refusal to the source that understands it, without trying again', async () => {
    const url = await serve({ status: 404, body: 'nothing here' });
    const answer = await createImpatientReader().http.read(url, options);
    expect(answer).toMatchObject({ status: 404, text: 'nothing here' });
    expect(server?.requests).toHaveLength(1);
  });

  test('stops reading an answer that is too large, and does not ask for it again', async () => {
    const url = await serve({ body: 'x'.repeat(3 * 1024 * 1024) });
    const { http } = createImpatientReader({ bodyLimitBytes: 1024 * 1024 });
    const fault = await faultOf(http.read(url, options));
    expect(fault).toMatchObject({ message: expect.stringContaining('more than 1 MB'), retryable: false });
    expect(server?.requests).toHaveLength(1);
  });

  test('to an address that is none says which setting to check', async () => {
    const fault = await faultOf(createImpatientReader().http.read('huggingface', options));
    expect(fault).toMatchObject({ help: 'Check the address in HUGGING_FACE_URL.' });
  });
});

describe('trying again', () => {
  test.each(['serverError', 'cut'] as const)('after %s waits twice as long each time', async (scenario) => {
    const url = await serve(
      { body: 'a body that is long enough to cut' },
      { faults: [{ path: '/', times: 2, scenario }] },
    );
    const { http, clock } = createImpatientReader();
    expect((await http.read(url, options)).text).toBe('a body that is long enough to cut');
    expect(clock.sleeps).toEqual([1000, 2000]);
  });

  test('waits a random part of the time, at least half of it', async () => {
    const url = await serve({ body: '' }, { faults: [{ path: '/', times: 1, scenario: 'serverError' }] });
    const { http, clock } = createImpatientReader({ random: () => 0 });
    await http.read(url, options);
    expect(clock.sleeps).toEqual([500]);
  });

  test('after a time-out is worth it', async () => {
    const url = await serve({ body: 'late' }, { faults: [{ path: '/', times: 1, scenario: 'slow' }] });
    const { http } = createImpatientReader({ timeoutMilliseconds: 200 });
    expect((await http.read(url, options)).text).toBe('late');
  });

  test.each([
    ['tooManyRequests', 'answered 429 (3 attempts)', 'wait a few minutes'],
    ['serverError', 'answered 503 (3 attempts)', 'wait a few minutes'],
    ['cut', 'cannot be reached (3 attempts)', 'HUGGING_FACE_URL'],
    ['slow', 'did not answer in time (3 attempts)', 'Check the network'],
  ] as const)('ends after the last attempt: %s', async (scenario, message, help) => {
    const url = await serve({ body: 'a body that is long enough to cut' }, { scenario });
    const { http } = createImpatientReader({ timeoutMilliseconds: scenario === 'slow' ? 50 : 5000 });
    const fault = await faultOf(http.read(url, options));
    expect(fault).toBeInstanceOf(SourceFault);
    expect(fault).toMatchObject({
      message: expect.stringContaining(message),
      help: expect.stringContaining(help),
      retryable: true,
    });
    expect(server?.requests).toHaveLength(3);
  });

  test('a closed port is no network, not a crash', async () => {
    const url = await serve({ body: '' });
    await server?.close();
    server = undefined;
    const fault = await faultOf(createImpatientReader().http.read(url, options));
    expect(fault).toMatchObject({ message: expect.stringContaining('cannot be reached'), retryable: true });
  });

  test('never comes sooner than Retry-After asks for', async () => {
    const faults = [{ path: '/', times: 1, scenario: 'tooManyRequests' as const }];
    const url = await serve({ body: '' }, { faults, tooManyRequestsHeaders: { 'retry-after': '42' } });
    const { http, clock } = createImpatientReader();
    await http.read(url, options);
    expect(clock.sleeps).toEqual([42_000]);
  });

  test('is left to a person when the server asks for an hour', async () => {
    const url = await serve(
      { body: '' },
      { scenario: 'tooManyRequests', tooManyRequestsHeaders: { 'retry-after': '3600' } },
    );
    const { http, clock } = createImpatientReader();
    const fault = await faultOf(http.read(url, options));
    expect(fault).toMatchObject({ help: 'Try again in 60 minutes.', retryable: true });
    expect(clock.sleeps).toEqual([]);
  });

  test('stops at once when the person gives up, with their reason', async () => {
    const url = await serve({ body: '' }, { scenario: 'slow' });
    const controller = new AbortController();
    const reading = createImpatientReader().http.read(url, { ...options, signal: controller.signal });
    controller.abort(new Error('enough'));
    expect(await faultOf(reading)).toMatchObject({ message: 'enough' });
  });
});

describe('politeness', () => {
  test('waits before the next request when the allowance is used up', async () => {
    const url = await serve({ body: '', headers: { ratelimit: '"api";r=0;t=17' } });
    const { http, clock } = createImpatientReader();
    await http.read(url, options);
    expect(clock.sleeps).toEqual([]);
    await http.read(url, options);
    expect(clock.sleeps).toEqual([17_000]);
  });

  test('does not wait while requests remain', async () => {
    const url = await serve({ body: '', headers: { ratelimit: '"api";r=3;t=17' } });
    const { http, clock } = createImpatientReader();
    await http.read(url, options);
    await http.read(url, options);
    expect(clock.sleeps).toEqual([]);
  });

  test('keeps the minimum interval between requests that come together, and their order', async () => {
    const url = await serve({ body: '' });
    const { http, clock } = createImpatientReader({ minimumIntervalMilliseconds: 3000 });
    await Promise.all([1, 2, 3].map((number) => http.read(`${url}?n=${number}`, options)));
    expect(clock.sleeps).toEqual([3000, 3000]);
    expect(server?.requests.map(({ url: asked }) => asked.search)).toEqual(['?n=1', '?n=2', '?n=3']);
  });

  test('one who gives up in the queue does not hold up the others', async () => {
    const url = await serve({ body: 'fine' }, { faults: [{ path: 'n=1', times: 1, scenario: 'slow' }] });
    const { http } = createImpatientReader();
    const [first, second] = [new AbortController(), new AbortController()];
    const stuck = faultOf(http.read(`${url}?n=1`, { ...options, signal: first.signal }));
    const queued = faultOf(http.read(`${url}?n=2`, { ...options, signal: second.signal }));
    const last = http.read(`${url}?n=3`, options);
    second.abort(new Error('second gave up'));
    expect(await queued).toMatchObject({ message: 'second gave up' });
    first.abort(new Error('first gave up'));
    expect(await stuck).toMatchObject({ message: 'first gave up' });
    expect((await last).text).toBe('fine');
  });

  test.each([
    [{ 'retry-after': 'Wed, 01 Jul 2026 00:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Tue, 30 Jun 2026 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, 0],
    [{ ratelimit: '"api";r=0;t=120' }, 120_000],
    [{ ratelimit: '"api";r=12;t=120' }, 0],
    [{ ratelimit: 'nonsense' }, 0],
    [{ ratelimit: '"api";r=0;t=5', 'retry-after': '9' }, 9000],
    [{}, 0],
  ])('%o asks for %i milliseconds', (headers, expected) => {
    expect(waitBeforeNext(new Headers(headers as Record<string, string>), Date.parse('2026-07-01'))).toBe(expected);
  });
});
