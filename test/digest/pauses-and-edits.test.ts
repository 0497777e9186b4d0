import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlotTimes } from '../../src/digest/schedule.ts';
import type { DigestSender } from '../../src/domain/delivery.ts';
import { slotBefore } from '../../src/domain/delivery-ledger.ts';
import { Fault } from '../../src/domain/errors.ts';
import type { Pause, Schedule, Subscription } from '../../src/domain/subscription.ts';
import { createDailyWorld, type DailyWorld, WISHED } from './daily-world.ts';

let world: DailyWorld;
let id: string;
beforeEach(async () => {
  world = await createDailyWorld('2026-07-01T00:00:00Z');
  id = (await world.add()).id;
});
afterEach(() => world.end());

const move = (schedule: Partial<Schedule>) =>
  world.subscriptions.change(id, (before) => ({ ...before, schedule: { ...before.schedule, ...schedule } }));
const pause = () =>
  world.subscriptions.change(id, (before) => ({ ...before, pause: { reason: 'admin', since: world.clock.now() } }));
const resume = () => world.subscriptions.change(id, ({ pause: _, ...before }: Subscription) => before);
const paused = async (): Promise<Pause | undefined> => (await world.subscriptions.get(id))?.pause;
const status = async () => (await world.subscriptions.statusOf([id])).get(id);

describe('a time that is moved', () => {
  beforeEach(() => {
    world.start();
  });

  it('to later on a day that had its post brings no second one', async () => {
    await world.until('2026-07-01T07:00Z');
    await move({ time: '18:00' });
    expect((await status())?.next).toBe(Date.parse('2026-07-02T16:00Z'));
    await world.until('2026-07-03T00:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30', '2026-07-02T16:00']);
  });

  it('to later before the post brings it later', async () => {
    await world.until('2026-07-01T06:00Z');
    await move({ time: '09:00' });
    await world.until('2026-07-02T00:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T07:00']);
  });

  it('to a time that has passed today begins tomorrow', async () => {
    await world.until('2026-07-01T06:00Z');
    await move({ time: '07:00' });
    await world.until('2026-07-02T12:00Z');
    expect(world.minutes()).toEqual(['2026-07-02T05:00']);
  });

  it('to another zone keeps a post a day', async () => {
    await world.until('2026-07-01T12:00Z');
    await move({ zone: 'America/Los_Angeles' });
    await world.until('2026-07-03T00:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30', '2026-07-02T15:30']);
  });

  it('leaves no day out: the next post begins where the last one by the old time ended', async () => {
    const slots = createSlotTimes();
    const slotEarlierThan = async (at: string) => {
      const now = await world.subscriptions.get(id);
      return now && slotBefore(slots, now, Date.parse(at))?.at;
    };
    await world.until('2026-07-01T12:00Z');
    // Today has had its post; 18:00 of today is nobody's.
    await move({ time: '18:00' });
    expect(await slotEarlierThan('2026-07-02T16:00Z')).toBe(Date.parse('2026-07-01T06:30Z'));
    await world.until('2026-07-02T17:00Z');
    expect(await slotEarlierThan('2026-07-03T16:00Z')).toBe(Date.parse('2026-07-02T16:00Z'));
    // From Mondays to every day, on a Thursday.
    await move({ weekdays: [1] });
    await world.until('2026-07-09T12:00Z');
    await move({ weekdays: [1, 2, 3, 4, 5, 6, 7] });
    expect(await slotEarlierThan('2026-07-09T16:00Z')).toBe(Date.parse('2026-07-06T16:00Z'));
  });

  it('at the very minute does not lose the slot that came', async () => {
    world.discord.setDown(true);
    await world.until('2026-07-01T06:30:20Z');
    await move({ time: '20:00' });
    world.discord.setDown(false);
    await world.until('2026-07-02T00:00Z');
    expect(world.minutes()).toHaveLength(1);
  });

  it('to what is no time or zone is refused, and everything stays', async () => {
    await expect(move({ zone: 'Europe/Brelin' })).rejects.toThrow('no time zone');
    expect((await world.subscriptions.get(id))?.schedule.zone).toBe('Europe/Berlin');
  });
});

describe('a pause by an admin', () => {
  it('sends nothing, and what was missed is not spilled after it', async () => {
    world.start();
    await world.until('2026-07-01T12:00Z');
    await pause();
    expect((await status())?.next).toBeUndefined();
    await world.until('2026-07-04T07:00Z');
    await resume();
    await world.until('2026-07-05T12:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30', '2026-07-05T06:30']);
    expect(world.told).toEqual([]);
  });

  it('also stops what waits for its next try', async () => {
    world.start();
    world.discord.setDown(true);
    await world.until('2026-07-01T07:00Z');
    await pause();
    world.discord.setDown(false);
    await world.until('2026-07-02T12:00Z');
    expect(world.posts).toEqual([]);
  });
});

describe('a channel that is lost', () => {
  beforeEach(() => {
    world.start();
  });

  it('pauses with its reason, tells the admins once, and comes back by itself', async () => {
    await world.until('2026-07-01T12:00Z');
    world.discord.setLost('papers', true);
    await world.until('2026-07-04T12:00Z');
    expect(await paused()).toMatchObject({ reason: 'missing-permission' });
    expect(world.told).toHaveLength(1);
    // It is not tried in vain: one request on the first day.
    expect(world.discord.counts.requests).toBe(2);
    expect((await status())?.next).toBe(Date.parse('2026-07-05T06:30Z'));
    world.discord.setLost('papers', false);
    await world.until('2026-07-06T12:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30', '2026-07-05T06:30', '2026-07-06T06:30']);
    expect(await paused()).toBeUndefined();
  });

  it('a second time is told of a second time', async () => {
    for (const [lost, found] of [
      ['2026-07-01T00:30Z', '2026-07-01T12:00Z'],
      ['2026-07-02T12:00Z', '2026-07-03T12:00Z'],
    ] as const) {
      await world.until(lost);
      world.discord.setLost('papers', true);
      await world.until(found);
      world.discord.setLost('papers', false);
    }
    await world.until('2026-07-05T00:00Z');
    expect(world.told).toHaveLength(2);
    expect(world.minutes()).toEqual(['2026-07-02T06:30', '2026-07-04T06:30']);
  });

  it('that an admin resumes is tried at its next slot', async () => {
    world.discord.setLost('papers', true);
    await world.until('2026-07-01T12:00Z');
    world.discord.setLost('papers', false);
    await resume();
    expect(await paused()).toBeUndefined();
    await world.until('2026-07-02T12:00Z');
    expect(world.minutes()).toEqual(['2026-07-02T06:30']);
  });
});

describe('a channel that fails', () => {
  it('five slots in a row is paused, with one word to the admins however long it lasts', async () => {
    const failing: DigestSender = {
      ...world.sender,
      async send() {
        throw new Fault('Discord would not have it.', 'Wait.', { retryable: true });
      },
    };
    world.start({ sender: failing });
    await world.until('2026-07-05T23:00Z');
    expect(await paused()).toMatchObject({ reason: 'failures' });
    await world.until('2026-07-09T00:00Z');
    expect(await paused()).toMatchObject({ reason: 'failures' });
    expect(world.told).toHaveLength(1);
    expect((await status())?.lastUnsent).toMatchObject({ state: 'failed', detail: 'Discord would not have it.' });
  });
});

describe('a subscription that is removed', () => {
  it('while its post waits for the next try gets nothing more', async () => {
    world.start();
    world.discord.setDown(true);
    await world.until('2026-07-01T07:00Z');
    expect(await world.subscriptions.remove(id)).toBe(true);
    world.discord.setDown(false);
    await world.until('2026-07-03T00:00Z');
    expect(world.posts).toEqual([]);
    expect(await world.subscriptions.remove(id)).toBe(false);
  });

  it("of a reader leaves nothing of the reader's behind", async () => {
    await world.add({ to: { kind: 'reader', reader: '77' } });
    await world.add({ to: { kind: 'mail', reader: '77', address: 'Somebody@example.org' } });
    world.start();
    await world.until('2026-07-01T07:00Z');
    expect(await world.subscriptions.ofAddress('somebody@EXAMPLE.org')).toHaveLength(1);
    expect(await world.subscriptions.forgetReader('77')).toBe(2);
    const rows = await world.database.selectFrom('delivery').selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/77|somebody/i);
    expect(rows).toHaveLength(1);
  });
});

describe('a schedule that this machine cannot work out', () => {
  it('is paused alone, and holds up nobody', async () => {
    await world.add({ to: { kind: 'channel', server: '2', channel: 'sound', form: 'text' } });
    const row = await world.database.selectFrom('subscription').select('body').where('id', '=', id).executeTakeFirst();
    const body = row?.body.replace('Europe/Berlin', 'Europe/Atlantis') ?? '';
    await world.database.updateTable('subscription').set({ body }).where('id', '=', id).execute();
    world.start();
    await world.until('2026-07-01T12:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30']);
    expect(await paused()).toMatchObject({ reason: 'failures' });
  });
});

describe('wishes', () => {
  it('are listed for a server and a reader, oldest first, and all of them page by page', async () => {
    await world.until('2026-07-01T00:01Z');
    const second = await world.add();
    await world.add({ to: { kind: 'reader', reader: '77' }, schedule: { ...WISHED.schedule, zone: 'asia/tokyo' } });
    expect((await world.subscriptions.ofServer('1')).map((one) => one.id)).toEqual([id, second.id]);
    expect(await world.subscriptions.ofReader('77')).toMatchObject([{ schedule: { zone: 'Asia/Tokyo' } }]);
    for (let count = 3; count < 1_100; count += 1) await world.add();
    const all = await Array.fromAsync(world.subscriptions.all());
    expect(new Set(all.map((one) => one.id)).size).toBe(1_100);
    expect(await world.subscriptions.count()).toBe(1_100);
  });
});
