import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createWatchedFetch, Unreachable } from '../../../src/library/local/watched-fetch.ts';

const PATIENCE = 1_000;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** @param pieces sent one after the other, with this many milliseconds before each */
async function hubOf(pieces: readonly string[], pause: number, status = 200): Promise<string> {
  const server = createServer(async (_request, response) => {
    response.writeHead(status, { 'content-length': pieces.join('').length }).flushHeaders();
    for (const piece of pieces) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      response.write(piece);
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it('a slow file arrives whole, however long it takes in all', async () => {
  const failures: Unreachable[] = [];
  const url = await hubOf(['one ', 'two ', 'three ', 'four'], PATIENCE * 0.3);
  const response = await createWatchedFetch(PATIENCE, (failure) => failures.push(failure))(url);
  expect(await response.text()).toBe('one two three four');
  expect(failures).toEqual([]);
});

it('a file that stops arriving is given up, and told to both who wait for it', async () => {
  const failures: Unreachable[] = [];
  const url = await hubOf(['one ', 'two'], PATIENCE * 100);
  const response = await createWatchedFetch(PATIENCE, (failure) => failures.push(failure))(url);
  await expect(response.text()).rejects.toBeInstanceOf(Unreachable);
  expect(failures.map(({ message }) => message)).toEqual(['nothing arrived in time']);
});

it.each([429, 500, 503])('a hub that answers %i has not said that the file is not there', async (status) => {
  const url = await hubOf([''], 0, status);
  await expect(createWatchedFetch(PATIENCE, () => {})(url)).rejects.toThrow(`answered ${status}`);
});

it('a file that is not there is an answer', async () => {
  const url = await hubOf([''], 0, 404);
  expect((await createWatchedFetch(PATIENCE, () => {})(url)).status).toBe(404);
});
