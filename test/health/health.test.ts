import { afterEach, describe, expect, it } from 'vitest';
import { InvalidConfiguration } from '../../src/domain/errors.ts';
import { createHealthReport, type GatewayShard, type HealthSources } from '../../src/health/health-report.ts';
import { startHealthServer } from '../../src/health/health-server.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createHeldClock } from '../doubles/held-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const shard: GatewayShard = {
  id: 0,
  state: 'ready',
  ready: true,
  silentFor: 4_200,
  heartbeatAge: 12_000,
  latency: 41.4,
  deaf: false,
};
const library = { papers: 1200, withdrawn: 1, sample: false, changedAt: Date.parse('2026-06-30T08:00:00Z') };

function sources(more: Partial<HealthSources> = {}): HealthSources {
  return {
    version: '1.2.3',
    shards: () => [shard],
    library: async () => library,
    lastSync: async () => Date.parse('2026-06-30T07:59:00Z'),
    clock: createFakeClock(),
    log: createRecordingLog(),
    ...more,
  };
}

async function serve(more: Partial<HealthSources> = {}) {
  const given = sources(more);
  const server = await startHealthServer({
    port: 0,
    host: '127.0.0.1',
    report: createHealthReport(given),
    log: given.log,
  });
  closing.push(() => server.close());
  const get = async (path = '/healthz', method = 'GET') => {
    const response = await fetch(new URL(path, server.url), { method });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  };
  return { server, get };
}

describe('/healthz', () => {
  it('is 200 with the version, each shard, the library and the last sync when all is well', async () => {
    const { get } = await serve({ clock: createHeldClock() });
    expect(await get()).toEqual({
      status: 200,
      body: {
        status: 'ok',
        problems: [],
        version: '1.2.3',
        uptimeSeconds: 0,
        gateway: {
          shards: [{ id: 0, state: 'ready', silentSeconds: 4, heartbeatAgeSeconds: 12, latencyMilliseconds: 41 }],
        },
        library: { papers: 1200, sample: false, changedAt: '2026-06-30T08:00:00.000Z' },
        lastSync: '2026-06-30T07:59:00.000Z',
      },
    });
  });

  it.each<[string, Partial<HealthSources>, string]>([
    ['before the bot has connected', { shards: () => [] }, 'The bot has not connected to Discord yet.'],
    [
      'while no shard is ready',
      { shards: () => [{ ...shard, ready: false, state: 'connecting' }] },
      'No connection to Discord is ready.',
    ],
    [
      'with a shard that is up but deaf, whatever the others are',
      { shards: () => [shard, { ...shard, id: 1, deaf: true, silentFor: 160_000 }] },
      'Shard 1 is deaf: nothing of use for 160 seconds.',
    ],
    [
      'when the library cannot be read',
      { library: () => Promise.reject(new Error('/secret/path is gone')) },
      'The library cannot be read.',
    ],
  ])('is 503 %s, and says so', async (_when, more, sentence) => {
    const { get } = await serve(more);
    const { status, body } = await get();
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: 'failing', problems: [sentence] });
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('is 200 while one of several shards comes back, and when nothing was synced or that cannot be read', async () => {
    const { get } = await serve({
      shards: () => [shard, { ...shard, id: 1, ready: false, state: 'resuming' }],
      lastSync: () => Promise.reject(new Error('locked')),
    });
    expect(await get()).toMatchObject({ status: 200, body: { lastSync: null } });
    expect(await (await serve({ lastSync: async () => undefined })).get()).toMatchObject({ status: 200 });
  });

  it('does not wait for a library that hangs', async () => {
    const clock = createHeldClock();
    const { get } = await serve({ clock, library: () => new Promise(() => {}) });
    const asked = get();
    await expect.poll(() => clock.waiting()).toContain(3_000);
    clock.advance(3_000);
    expect((await asked).status).toBe(503);
  });

  it('looks at the library every few seconds only, however often it is asked', async () => {
    const clock = createFakeClock();
    let looked = 0;
    const { get } = await serve({
      clock,
      library: async () => {
        looked += 1;
        return library;
      },
    });
    await Promise.all([get(), get(), get()]);
    expect(looked).toBe(1);
    clock.advance(5_000);
    expect((await get()).body.uptimeSeconds).toBeGreaterThanOrEqual(5);
    expect(looked).toBe(2);
  });

  it('knows no other path and no other method', async () => {
    const { get } = await serve();
    expect((await get('/')).status).toBe(404);
    expect((await get('/healthz', 'POST')).status).toBe(405);
    expect(await get('/healthz?verbose', 'HEAD')).toEqual({ status: 200, body: undefined });
  });

  it('that cannot be served says why and which setting to change', async () => {
    const { server } = await serve();
    const port = Number(new URL(server.url).port);
    const attempt = startHealthServer({
      port,
      host: '127.0.0.1',
      report: createHealthReport(sources()),
      log: createRecordingLog(),
    });
    const fault = await attempt.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(InvalidConfiguration);
    expect((fault as InvalidConfiguration).message).toBe(
      `/healthz cannot be served at 127.0.0.1:${port}: the port is in use.`,
    );
    expect((fault as InvalidConfiguration).help).toContain('HEALTH_PORT');
  });
});
