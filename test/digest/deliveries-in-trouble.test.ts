import { describe, expect, it } from 'vitest';
import type { DigestSender } from '../../src/domain/delivery.ts';
import { Fault, StateFault } from '../../src/domain/errors.ts';
import { createDailyWorld, HOUR, WISHED } from './daily-world.ts';

const channel = (name: string) => ({ kind: 'channel', server: '1', channel: name, form: 'text' }) as const;

describe('a clock', () => {
  it('that is set back by hours brings nothing twice and nothing late', async () => {
    const world = await createDailyWorld('2026-07-01T00:00:00Z');
    await world.add();
    await world.add({ to: channel('noon'), schedule: { ...WISHED.schedule, time: '12:00' } });
    world.start();
    await world.until('2026-07-01T08:00Z');
    world.clock.skew(-3 * HOUR);
    // 08:00 is 05:00 now; noon in Berlin is five hours on.
    await world.until('2026-07-02T03:00Z');
    expect(world.minutes('papers')).toHaveLength(1);
    expect(world.minutes('noon')).toEqual(['2026-07-01T10:00']);
    await world.end();
  });

  it('that ran days ahead and is set right again leaves no day out', async () => {
    const world = await createDailyWorld('2026-07-01T00:00:00Z');
    await world.add();
    world.start();
    await world.until('2026-07-01T07:00Z');
    world.clock.skew(72 * HOUR);
    await world.until('2026-07-01T08:00Z');
    world.clock.skew(-72 * HOUR);
    await world.until('2026-07-06T00:00Z');
    // That of the fourth came early, by the clock of that moment; the others at their time.
    expect(world.minutes()).toEqual([
      '2026-07-01T06:30',
      '2026-07-04T07:00',
      '2026-07-02T06:30',
      '2026-07-03T06:30',
      '2026-07-05T06:30',
    ]);
    await world.end();
  });
});

describe('a database', () => {
  it('that claims a post and loses its answer: the post comes within the minute all the same', async () => {
    const world = await createDailyWorld('2026-07-01T00:00:00Z');
    await world.add();
    let isLost = false;
    world.start({
      ledger: (real) => ({
        ...real,
        async claim(room) {
          const claims = await real.claim(room);
          if (!claims.length || isLost) return claims;
          isLost = true;
          throw new StateFault('The answer to COMMIT was lost.', 'It is tried again.');
        },
      }),
    });
    await world.until('2026-07-01T06:32Z');
    expect(isLost).toBe(true);
    expect(world.minutes()).toEqual(['2026-07-01T06:30']);
    await world.end();
  });
});

describe('a mail server that hangs', () => {
  it('holds up no channel', async () => {
    const hanging: DigestSender = { send: () => new Promise(() => {}) };
    const world = await createDailyWorld('2026-07-01T00:00:00Z', { mail: hanging });
    for (let index = 0; index < 40; index += 1) {
      await world.add({ to: { kind: 'mail', address: `${index}@example.org`, reader: '7' } });
    }
    await world.add();
    world.start();
    await world.until('2026-07-01T06:31Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30']);
    await world.end();
  });
});

describe('papers that are late', () => {
  it('are waited for within the hours of the slot', async () => {
    const late = Date.parse('2026-07-01T06:40Z');
    const world = await createDailyWorld('2026-07-01T00:00:00Z', {
      composer: {
        async compose({ edition }, slot) {
          if (world.clock.now() < late) throw new Fault('The papers are not there yet.', 'Wait.', { retryable: true });
          return { edition, from: slot.day, to: slot.day, entries: [], papers: 0, themes: [], roseLate: [] };
        },
      },
    });
    await world.add();
    world.start();
    await world.until('2026-07-01T07:00Z');
    expect(world.minutes()).toHaveLength(1);
    await world.end();
  });
});
