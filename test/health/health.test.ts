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
        sync: null,
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

describe('the bot’s own sync', () => {
  const HOUR = 3_600_000;
  const NOW = Date.parse('2026-07-04T12:00:00Z');
  const at = (hours: number) => NOW - hours * HOUR;
  const sync = { everyMinutes: 60, isRunning: false, nextAt: NOW + HOUR };
  /** A bot that was started two days ago. */
  const reportOf = async (more: Partial<HealthSources>) => {
    const clock = createHeldClock('2026-07-02T12:00:00Z');
    const report = createHealthReport(sources({ clock, ...more }));
    clock.advance(48 * HOUR);
    return report();
  };

  it('is told with what the last one did and when the next one is', async () => {
    const lastDone = { at: at(0.5), days: 4, added: 3, changed: 20, newVersions: 1, withdrawn: 0 };
    const report = await reportOf({ sync: () => ({ ...sync, lastDone }), lastSync: async () => at(0.5) });
    expect(report).toMatchObject({
      status: 'ok',
      sync: {
        everyMinutes: 60,
        running: false,
        lastDone: { at: '2026-07-04T11:30:00.000Z', added: 3, changed: 20, newVersions: 1 },
        lastFault: null,
        nextAt: '2026-07-04T13:00:00.000Z',
      },
    });
  });

  it('is well on a weekend that brings nothing, and for a day in which the source is down', async () => {
    const nothing = { at: at(1), days: 4, added: 0, changed: 0, newVersions: 0, withdrawn: 0 };
    expect((await reportOf({ sync: () => ({ ...sync, lastDone: nothing }), lastSync: async () => at(1) })).status).toBe(
      'ok',
    );
    const lastFault = { at: at(0.1), sentence: 'huggingface.co answered 503.' };
    expect((await reportOf({ sync: () => ({ ...sync, lastFault }), lastSync: async () => at(23) })).status).toBe('ok');
  });

  it('is a problem when none has succeeded for a day, with the reason', async () => {
    const lastFault = { at: at(0.1), sentence: 'huggingface.co answered 503.' };
    const report = await reportOf({ sync: () => ({ ...sync, lastFault }), lastSync: async () => at(30) });
    expect(report.problems).toEqual(['No sync has succeeded for 30 hours. huggingface.co answered 503.']);
    // Nobody expects anything of a bot that does not sync itself.
    expect((await reportOf({ lastSync: async () => at(300) })).status).toBe('ok');
  });
});
