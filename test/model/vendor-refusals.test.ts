import { describe, expect, it } from 'vitest';
import { readErrorBody } from '../../src/model/error-body.ts';
import { faultOf, KEY, set } from './loopback-model.ts';
import { BUSY, json, refusals } from './vendor-refusals.ts';

describe('a refusal is told in words of ours', () => {
  it.each(refusals)('%s, %i %s', async (_vendor, status, body, message) => {
    const refusal = { status, headers: { 'content-type': 'application/json' }, body };
    const { write, server, log } = await set({ refuse: () => refusal });
    const fault = await faultOf(write());
    expect(fault.message).toContain(message);
    expect(fault.help).not.toBe('');
    expect(server.requests).toHaveLength(1);
    expect(JSON.stringify([fault.message, fault.help, log.lines])).not.toContain(KEY);
  });

  it('Ollama says what to do, and so do we', async () => {
    const body = json({ error: { message: 'model "small-model" not found, try pulling it first', type: 'api_error' } });
    const { write } = await set({ refuse: () => ({ status: 404, headers: {}, body }) });
    expect((await faultOf(write())).help).toBe('Run "ollama pull small-model" there, or check OPENAI_MODEL.');
  });

  it('with an error where a completion belongs, as OpenRouter reports it', async () => {
    const body = json({ error: { message: 'Rate limit exceeded', code: 429 }, user_id: 'me' });
    const refusal = { status: 200, headers: { 'content-type': 'application/json' }, body };
    const { write, server } = await set({ refuse: () => refusal });
    expect((await faultOf(write())).message).toBe(BUSY);
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    [{ 'retry-after-ms': '2500' }, 'Rate limit', 2500],
    [{ 'retry-after': '3' }, 'Rate limit', 3000],
    [{}, 'Rate limit reached. Please try again in 1.898s.', 1898],
    [{}, 'Rate limit reached. Please try again in 750ms.', 750],
  ])('with a time to wait (%j, %s), the same is asked then', async (headers, message, wait) => {
    const body = json({ error: { message, code: 'rate_limit_exceeded' } });
    let asked = 0;
    const { write, clock } = await set({
      refuse: () => (asked++ ? undefined : { status: 429, headers: { ...headers }, body }),
    });
    for await (const _ of write());
    expect(clock.waits[0]).toBe(wait);
  });

  it('with a long time to wait, it is told', async () => {
    const body = json({ error: { message: 'Rate limit reached. Please try again in 2m5.5s.' } });
    const { write } = await set({ refuse: () => ({ status: 429, headers: {}, body }) });
    expect((await faultOf(write())).help).toBe('Wait 126 seconds, then try again.');
  });
});

it.each([
  ['', ''],
  ['"text"', 'text'],
  ['null', ''],
  ['{}', '{}'],
  ['{"detail":[{"loc":["body","temperature"]}]}', '[{"loc":["body","temperature"]}]'],
  [
    '{"error":{"message":"Provider returned error","metadata":{"raw":"no such field"}}}',
    'Provider returned error no such field',
  ],
])('the words of %s', (body, message) => {
  expect(readErrorBody(body).message).toBe(message);
});
