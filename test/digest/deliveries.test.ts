import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DigestSender } from '../../src/domain/delivery.ts';
import { Fault } from '../../src/domain/errors.ts';
import { createDailyWorld, type DailyWorld, HOUR, WISHED } from './daily-world.ts';

const channel = (name: string) => ({ kind: 'channel', server: '1', channel: name, form: 'text' }) as const;

describe('the daily post', () => {
  let world: DailyWorld;
  beforeEach(async () => {
    world = await createDailyWorld('2026-07-01T00:00:00Z');
  });
  afterEach(() => world.end());

  it('comes every day at its minute, and once', async () => {
    await world.add();
    world.start();
    await world.until('2026-07-04T00:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30', '2026-07-02T06:30', '2026-07-03T06:30']);
  });

  it('comes once where two processes share the database', async () => {
    for (let index = 0; index < 20; index += 1) await world.add({ to: channel(`channel ${index}`) });
    world.start();
    world.start();
    await world.until('2026-07-02T00:00Z');
    expect(world.posts).toHaveLength(20);
  });

  it('is not sent for slots before it was set up', async () => {
    await world.until('2026-07-01T12:00Z');
    world.start();
    await world.add();
    await world.until('2026-07-02T00:00Z');
    expect(world.posts).toHaveLength(0);
  });

  it('shows no paper again that the channel had, also from another subscription', async () => {
    await world.add({ papers: 10 });
    await world.add({ papers: 10, schedule: { ...WISHED.schedule, time: '08:30' } });
    await world.add({ papers: 10, schedule: { ...WISHED.schedule, time: '12:00' } });
    world.start();
    await world.until('2026-07-06T00:00Z');
    const papers = world.posts.flatMap((post) => post.papers);
    expect(papers).toHaveLength(150);
    expect(new Set(papers).size).toBe(150);
  });

  it('can be read again as it was, for ever, also when the subscription is removed', async () => {
    const { id } = await world.add();
    world.start();
    await world.until('2026-07-03T00:00Z');
    const status = (await world.subscriptions.statusOf([id])).get(id);
    await world.subscriptions.remove(id);
    const past = await world.pastDigests.get(status?.last?.key ?? '');
    expect(past?.digest.entries.map(({ paper }) => paper.id)).toEqual(world.posts[1]?.papers);
    expect(await world.pastDigests.ofSubscription(id, 10)).toHaveLength(2);
    expect(await world.pastDigests.get('made up')).toBeUndefined();
  });

  it('tells when it came last and comes next', async () => {
    const { id } = await world.add();
    world.start();
    await world.until('2026-07-02T12:00Z');
    const status = (await world.subscriptions.statusOf([id])).get(id);
    expect(status).toMatchObject({ last: { papers: 5, slot: { day: '2026-07-02' } }, failures: 0 });
    expect(status?.next).toBe(Date.parse('2026-07-03T06:30Z'));
  });

  it('leaves out a day on which nothing fits, where silence is wished', async () => {
    const quiet = { include: [{ kind: 'words', text: 'nothing of the kind' }] } as const;
    const { id } = await world.add({ ...quiet, emptyDay: 'silence' });
    await world.add({ ...quiet, to: channel('talkative') });
    world.start();
    await world.until('2026-07-02T00:00Z');
    expect(world.posts.map((post) => post.channel)).toEqual(['talkative']);
    expect((await world.subscriptions.statusOf([id])).get(id)?.lastUnsent).toMatchObject({ state: 'silent' });
  });
});

describe('when the process dies', () => {
  let world: DailyWorld;
  beforeEach(async () => {
    world = await createDailyWorld('2026-07-01T06:00:00Z');
    await world.add();
  });
  afterEach(() => world.end());

  const steps = ['claim', 'postedBefore', 'prepare', 'send', 'settle'];
  it.each(steps.flatMap((step) => [`before ${step}`, `after ${step}`]))(
    '%s, the post comes once, within its minute when it is started again',
    async (step) => {
      const { life, kill } = world.start();
      kill(step);
      await world.until('2026-07-01T06:30:05Z');
      expect(life.isAlive).toBe(false);
      world.start();
      await world.until('2026-07-01T09:00Z');
      expect(world.minutes()).toHaveLength(1);
      expect((world.posts[0]?.at ?? 0) - Date.parse('2026-07-01T06:30Z')).toBeLessThan(60_000);
    },
  );

  it('between sending and recording, and Discord has forgotten the nonce: it looks at the channel first', async () => {
    world.start().kill('after send');
    await world.until('2026-07-01T06:31Z');
    await world.until('2026-07-01T08:00Z');
    world.start();
    await world.until('2026-07-01T09:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30']);
    expect(world.discord.counts.reads).toBe(1);
    const [{ id } = { id: '' }] = await world.subscriptions.ofServer('1');
    expect((await world.subscriptions.statusOf([id])).get(id)?.last?.reference).toBe(world.posts[0]?.id);
  });

  it('between sending and recording, and comes back when the hours are over: what stands there is not called failed', async () => {
    world.start().kill('after send');
    await world.until('2026-07-01T19:00Z');
    world.start();
    await world.until('2026-07-01T20:00Z');
    const [{ id } = { id: '' }] = await world.subscriptions.ofServer('1');
    const status = (await world.subscriptions.statusOf([id])).get(id);
    expect(status).toMatchObject({ failures: 0, last: { reference: world.posts[0]?.id } });
    expect(status?.lastUnsent).toBeUndefined();
  });

  it('in a later try: the beginning of the first one is looked for again, for its nonce is forgotten', async () => {
    const deeds: string[] = [];
    const halting: DigestSender = {
      ...world.sender,
      send: async () => {
        deeds.push('send');
        throw new Fault('Discord took the first message only.', 'Wait.', { retryable: true });
      },
      wasSent: async () => {
        deeds.push('look');
        return { kind: 'not-sent' };
      },
    };
    const process = world.start({ sender: halting });
    await world.until('2026-07-01T06:33:00Z');
    expect(deeds).not.toContain('look');
    process.kill('after send');
    await world.until('2026-07-01T06:34:00Z');
    expect(process.life.isAlive).toBe(false);
    world.start({ sender: halting });
    deeds.length = 0;
    await world.until('2026-07-01T06:35:00Z');
    expect(deeds).toEqual(['look', 'send']);
  });

  it('between sending and recording, and nobody can look: it is rather not sent a second time', async () => {
    const blind: DigestSender = { ...world.sender, wasSent: async () => ({ kind: 'unknown' }) };
    world.start({ sender: blind }).kill('after send');
    await world.until('2026-07-01T08:00Z');
    world.start({ sender: blind });
    await world.until('2026-07-01T09:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30']);
  });

  it('and its records are lost with the machine: what stands in the channel is found', async () => {
    const process = world.start();
    await world.until('2026-07-01T07:00Z');
    await process.stop();
    // A backup of the morning is put in place.
    await world.database.deleteFrom('delivery').execute();
    await world.database
      .updateTable('subscription')
      .set({ next_at: Date.parse('2026-07-01T06:30Z') })
      .execute();
    world.start();
    await world.until('2026-07-01T12:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30']);
  });

  it('nothing stays claimed after a wanted stop', async () => {
    const slow: DigestSender = {
      ...world.sender,
      send: async (_s, _d, _k, signal) => {
        await world.clock.sleep(HOUR, signal);
        return { kind: 'sent' };
      },
    };
    const process = world.start({ sender: slow });
    await world.until('2026-07-01T06:30:01Z');
    await process.stop();
    const held = await world.database.selectFrom('delivery').selectAll().where('holder', 'is not', null).execute();
    expect(held).toEqual([]);
    world.start();
    await world.until('2026-07-01T06:31Z');
    expect(world.minutes()).toEqual(['2026-07-01T06:30']);
  });
});

describe('after an outage', () => {
  let world: DailyWorld;
  beforeEach(async () => {
    world = await createDailyWorld('2026-07-01T00:00:00Z');
    await world.add();
  });
  afterEach(() => world.end());

  it('of the process, the latest slot is caught up once, and older ones are not spilled', async () => {
    await world.until('2026-07-05T10:00Z');
    world.start();
    await world.until('2026-07-05T20:00Z');
    expect(world.minutes()).toEqual(['2026-07-05T10:00']);
    const rows = await world.database.selectFrom('delivery').select(['day', 'state']).orderBy('day').execute();
    expect(rows.map(({ day, state }) => `${day} ${state}`)).toEqual([
      '2026-07-01 skipped',
      '2026-07-02 skipped',
      '2026-07-03 skipped',
      '2026-07-04 skipped',
      '2026-07-05 sent',
    ]);
  });

  it('of the process that was too long, nothing is caught up', async () => {
    await world.until('2026-07-01T19:00Z');
    world.start();
    await world.until('2026-07-02T06:00Z');
    expect(world.posts).toEqual([]);
  });

  it('of Discord, what was due in it is sent when it is back', async () => {
    world.start();
    world.discord.setDown(true);
    await world.until('2026-07-01T09:00Z');
    world.discord.setDown(false);
    await world.until('2026-07-01T09:07Z');
    expect(world.posts).toHaveLength(1);
    await world.until('2026-07-03T00:00Z');
    expect(world.posts).toHaveLength(2);
  });

  it('thousands of requests are not made while Discord is down', async () => {
    for (let index = 0; index < 100; index += 1) await world.add({ to: channel(`channel ${index}`) });
    world.start();
    world.discord.setDown(true);
    await world.until('2026-07-01T12:00Z');
    expect(world.discord.counts.requests).toBeLessThan(2_000);
    world.discord.setDown(false);
    await world.until('2026-07-01T12:07Z');
    expect(world.posts).toHaveLength(101);
  });
});
