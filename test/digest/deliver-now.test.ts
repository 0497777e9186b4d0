import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/errors.ts';
import { createDailyWorld, type DailyWorld } from './daily-world.ts';

let world: DailyWorld;
let id: string;
beforeEach(async () => {
  world = await createDailyWorld('2026-07-01T00:00:00Z');
  id = (await world.add()).id;
});
afterEach(() => world.end());

const now = new AbortController().signal;
const status = async () => (await world.subscriptions.statusOf([id])).get(id);

describe('a post that is wished for at once', () => {
  it('before the slot of today takes its place', async () => {
    const { loop } = world.start();
    await world.until('2026-07-01T05:00Z');
    const sent = loop.now(id, now);
    await world.until('2026-07-01T05:01Z');
    expect(await sent).toMatchObject({ kind: 'sent', reference: '1' });
    expect((await status())?.next).toBe(Date.parse('2026-07-02T06:30Z'));
    await world.until('2026-07-02T12:00Z');
    expect(world.minutes()).toEqual(['2026-07-01T05:00', '2026-07-02T06:30']);
  });

  it('after it is one more, with other papers', async () => {
    const { loop } = world.start();
    await world.until('2026-07-01T12:00Z');
    const sent = loop.now(id, now);
    await world.until('2026-07-01T12:01Z');
    expect(await sent).toMatchObject({ kind: 'sent' });
    const papers = world.posts.flatMap((post) => post.papers);
    expect(papers).toHaveLength(10);
    expect(new Set(papers).size).toBe(10);
  });

  it('twice at the same time comes once', async () => {
    const { loop } = world.start();
    const both = Promise.all([loop.now(id, now), loop.now(id, now)]);
    await world.until('2026-07-01T00:01Z');
    expect((await both).map(({ kind }) => kind).sort()).toEqual(['sent', 'under-way']);
    expect(world.posts).toHaveLength(1);
  });

  it('where the channel is lost says so to whoever asked, and to nobody else', async () => {
    world.discord.setLost('papers', true);
    const { loop } = world.start();
    const sent = loop.now(id, now);
    await world.until('2026-07-01T00:01Z');
    expect(await sent).toMatchObject({ kind: 'lost', reason: 'missing-permission' });
    await world.until('2026-07-03T00:00Z');
    expect(world.told).toEqual([]);
  });

  it('that fails tells the fault, and is tried again by itself', async () => {
    const { loop } = world.start();
    world.discord.setDown(true);
    const sent = loop.now(id, now).catch((error: unknown) => error);
    await world.until('2026-07-01T00:01Z');
    expect(await sent).toBeInstanceOf(Fault);
    world.discord.setDown(false);
    await world.until('2026-07-01T00:10Z');
    expect(world.posts).toHaveLength(1);
  });

  it('for what nobody subscribed to is not found', async () => {
    const { loop } = world.start();
    expect(await loop.now('nothing', now)).toEqual({ kind: 'not-found' });
  });
});
