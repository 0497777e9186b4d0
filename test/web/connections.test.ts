/** Clients that take a connection and do not give it back. */
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { createWebAddresses } from '../../src/domain/web-addresses.ts';
import type { WebContent } from '../../src/web/content.ts';
import { startWebServer } from '../../src/web/server.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Longer than what systems hold back for a connection. */
const LONG = 'a note without an end '.repeat(500_000);
const labels = { themes: '', papers: '', roseLate: '', discussion: '' };
const outline = {
  title: 'Today',
  summary: '',
  language: 'en',
  note: LONG,
  entries: [],
  themes: [],
  roseLate: [],
  labels,
};
const content: WebContent = {
  newestDay: async () => '2026-06-29',
  day: async (day) => ({ day, changedAt: 1, outline }),
  recentDays: async () => [],
  digest: async () => undefined,
  subscription: async () => undefined,
};

async function start(idleMilliseconds: number) {
  const addresses = createWebAddresses('http://papers.example');
  const at = { port: 0, host: '127.0.0.1', clock: systemClock, log: createRecordingLog() };
  const server = await startWebServer({ content, addresses, ...at, idleMilliseconds });
  closing.push(() => server.close());
  return new URL(server.url);
}

it('a client that asks for a page and never reads it loses its connection', async () => {
  const { hostname, port } = await start(1_000);
  const socket = connect(Number(port), hostname);
  closing.push(() => socket.destroy());
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: papers.example\r\n\r\n');
  await expect.poll(() => socket.bytesRead, { timeout: 20_000 }).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  // What was on its way is still there to read, and then there is no more.
  let read = 0;
  socket.on('data', (piece: Buffer) => {
    read += piece.byteLength;
  });
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(read).toBeLessThan(LONG.length);
});
