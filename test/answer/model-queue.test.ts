import { describe, expect, it } from 'vitest';
import { createModelQueue, type ModelQueue } from '../../src/answer/model-queue.ts';
import { createHeldClock } from '../doubles/held-clock.ts';

const PATIENCE = 12_000;
const stays = new AbortController().signal;

function setUp(places: number, mostWaiting = 200) {
  const clock = createHeldClock();
  const queue = createModelQueue({ places, waitMilliseconds: PATIENCE, mostWaiting, clock });
  return { clock, queue };
}

async function enter(queue: ModelQueue, reader: string, signal = stays): Promise<() => void> {
  const place = await queue.enter(reader, signal);
  if (place === 'busy') throw new Error('busy');
  return place;
}

/** Lets everything happen that waits for nothing but its turn. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('places at the model', () => {
  it('are given at once while there are any, and again when one comes free', async () => {
    const { queue } = setUp(2);
    const first = await enter(queue, 'ada');
    await enter(queue, 'ada');
    let isIn = false;
    const third = enter(queue, 'ada').then(() => {
      isIn = true;
    });
    await settled();
    expect(isIn).toBe(false);
    first();
    await third;
  });

  it('given back twice are given once', async () => {
    const { queue } = setUp(1);
    const first = await enter(queue, 'ada');
    const others = [enter(queue, 'ada'), enter(queue, 'ada')];
    first();
    first();
    await others[0];
    const late = await Promise.race([others[1], settled().then(() => 'still waiting')]);
    expect(late).toBe('still waiting');
  });

  it('go to readers in turn, so that a hundred questions of one do not keep the other waiting', async () => {
    const { queue } = setUp(1);
    const leave = await enter(queue, 'eve');
    const served: string[] = [];
    const ask = (reader: string) =>
      enter(queue, reader).then((next) => {
        served.push(reader);
        next();
      });
    const all = [...Array.from({ length: 100 }, () => ask('eve')), ask('ada'), ask('ada'), ask('kurt')];
    leave();
    await Promise.all(all);
    expect(served.slice(0, 6)).toEqual(['eve', 'ada', 'kurt', 'eve', 'ada', 'eve']);
    expect(served).toHaveLength(103);
  });

  it('are not waited for longer than a reader has patience', async () => {
    const { queue, clock } = setUp(1);
    const leave = await enter(queue, 'ada');
    const waiting = queue.enter('eve', stays);
    await settled();
    clock.advance(PATIENCE);
    expect(await waiting).toBe('busy');
    expect(clock.waiting()).toEqual([]);
    leave();
    await enter(queue, 'ada');
  });

  it('are not waited for at all when too many wait already', async () => {
    const { queue } = setUp(1, 2);
    await enter(queue, 'ada');
    for (const reader of ['eve', 'kurt']) queue.enter(reader, stays);
    expect(await queue.enter('emmy', stays)).toBe('busy');
  });

  it('are not kept from others by one who fills the queue', async () => {
    const { queue } = setUp(1, 10);
    const leave = await enter(queue, 'eve');
    const hers = Array.from({ length: 10 }, () => queue.enter('eve', stays));
    expect(await queue.enter('eve', stays)).toBe('busy');
    const other = enter(queue, 'ada');
    expect(await hers.at(-1)).toBe('busy');
    leave();
    const next = await hers[0];
    if (typeof next === 'function') next();
    (await other)();
  });

  it('are free for others when whoever waits leaves', async () => {
    const { queue, clock } = setUp(1);
    const leave = await enter(queue, 'ada');
    const reader = new AbortController();
    const left = enter(queue, 'eve', reader.signal);
    const next = enter(queue, 'kurt');
    reader.abort(new Error('the reader left'));
    await expect(left).rejects.toThrow('the reader left');
    leave();
    (await next)();
    expect(clock.waiting()).toEqual([]);
    await expect(enter(queue, 'eve', reader.signal)).rejects.toThrow('the reader left');
  });

  it('that come in the moment in which patience ends are not lost', async () => {
    const { queue, clock } = setUp(1);
    const leave = await enter(queue, 'ada');
    const waiting = queue.enter('eve', stays);
    await settled();
    clock.advance(PATIENCE);
    leave();
    const place = await waiting;
    if (place !== 'busy') place();
    (await enter(queue, 'kurt'))();
  });
});
