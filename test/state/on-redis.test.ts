/** Caches in a real Redis, by the same contract as in SQLite, and what becomes of them when it goes away. */
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createConversations } from '../../src/conversation/conversations.ts';
import { createKeptAnswers } from '../../src/conversation/kept-answers.ts';
import { forgetStoredActions } from '../../src/discord/components/stored-actions.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { StateFault } from '../../src/domain/errors.ts';
import { openRedisCache, type RedisCache } from '../../src/state/open-redis.ts';
import { describeCache } from '../contracts/cache.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { type RedisServer, redisMissing, startRedis } from '../servers/redis.ts';

const HOUR = 3_600_000;

describe.skipIf(redisMissing)(`Redis${redisMissing ? `: ${redisMissing}` : ''}`, () => {
  let server: RedisServer;
  const opened: RedisCache[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterEach(async () => {
    for (const { close } of opened.splice(0)) await close();
    await server.start();
    await server.send('FLUSHALL');
  });
  afterAll(() => server?.close());

  async function open(name = 'cache', url = server.url) {
    const log = createRecordingLog();
    const one = await openRedisCache({ url, name, clock: systemClock, log });
    opened.push(one);
    return { ...one, log };
  }

  describeCache('Redis', async () => {
    const { cache, close } = await open();
    return {
      cache,
      corrupt: async (key, text) => void (await server.send('SET', `paperboy:cache::${key}`, text)),
      close,
    };
  });

  it('keeps each cache for itself, and leaves what is of others alone', async () => {
    await server.send('SET', 'of another program', 'x');
    const [one, other] = [await open('answers'), await open('conversations')];
    await one.cache.set('key', 1, HOUR);
    await other.cache.set('key', 2, HOUR);
    expect(await one.cache.get('key')).toBe(1);
    const found = [];
    for await (const entry of one.cache.entries('')) found.push(entry);
    expect(found).toEqual([['key', 1]]);
    await one.cache.delete('key');
    expect(await other.cache.get('key')).toBe(2);
    expect(await server.send('GET', 'of another program')).toBe('x');
  });

  it('shares a cache between processes, and keeps it while none runs', async () => {
    const first = await open();
    await first.cache.set('key', { a: 1 }, HOUR);
    expect(await (await open()).cache.get('key')).toEqual({ a: 1 });
    await first.close();
    expect(await first.cache.get('key')).toBeUndefined();
    expect(await (await open()).cache.get('key')).toEqual({ a: 1 });
  });

  it('lets Redis itself forget what is over', async () => {
    const { cache } = await open();
    await cache.set('key', 1, HOUR);
    const left = Number(await server.send('PTTL', 'paperboy:cache::key'));
    expect(left).toBeGreaterThan(HOUR / 2);
    expect(left).toBeLessThanOrEqual(HOUR);
  });

  it('finds every entry among many of others, once each', async () => {
    const [mine, others] = [await open('cache'), await open('embeddings')];
    await Promise.all(Array.from({ length: 3_000 }, (_, at) => others.cache.set(`vector:${at}`, at, HOUR)));
    await Promise.all(Array.from({ length: 1_200 }, (_, at) => mine.cache.set(`action:${at}`, at, HOUR)));
    const found: unknown[] = [];
    for await (const [, value] of mine.cache.entries('action:')) found.push(value);
    expect(found).toHaveLength(1_200);
    expect(new Set(found).size).toBe(1_200);
  });

  describe('what a reader wants forgotten', () => {
    const turn = { at: Date.now(), asked: 'What is new?', shown: 'Much.', papers: [], kind: 'answer' };

    it('is gone for every process', async () => {
      const [one, other] = [await open(), await open()];
      for (const [reader, at] of [
        ['ada', 1],
        ['alan', 2],
        ['ada', 3],
      ] as const) {
        await one.cache.set(`action:1:${reader}:${at}`, { reader }, HOUR);
      }
      await forgetStoredActions(other.cache, 'ada');
      const left: string[] = [];
      for await (const [key] of one.cache.entries('action:')) left.push(key);
      expect(left).toEqual(['action:1:alan:2']);
    });

    it('is not said to be gone while Redis cannot be reached', async () => {
      const { cache, log } = await open();
      const conversations = createConversations({ cache, clock: systemClock, log });
      const answers = createKeptAnswers(cache);
      await answers.keep({ reader: 'ada', turn: turn as never, status: 'answered' });
      await server.stop();
      await expect(conversations.forget('ada')).rejects.toBeInstanceOf(StateFault);
      await expect(answers.forget('ada')).rejects.toBeInstanceOf(StateFault);
      await expect(forgetStoredActions(cache, 'ada')).rejects.toBeInstanceOf(StateFault);
      await server.start();
      await expect.poll(() => conversations.forget('ada').then(() => 'gone', String), { timeout: 10_000 }).toBe('gone');
    });
  });

  it('is a cache that holds nothing while it is down, says so once, and works again when it is back', async () => {
    const { cache, log } = await open();
    await cache.set('key', 1, HOUR);
    await server.stop();
    for (let time = 0; time < 5; time += 1) {
      expect(await cache.get('key')).toBeUndefined();
      await cache.set('key', 2, HOUR);
      await cache.delete('key');
      for await (const _ of cache.entries('')) expect.unreachable();
    }
    expect(log.events()).toEqual(['cache-failed']);
    await server.start();
    const works = async () => {
      await cache.set('key', 3, HOUR);
      return cache.get('key');
    };
    await expect.poll(works, { timeout: 10_000 }).toBe(3);
    await server.stop();
    expect(await cache.get('key')).toBeUndefined();
    expect(log.events()).toEqual(['cache-failed', 'cache-failed']);
    await server.start();
  });

  it('that answers nobody keeps nobody waiting', async () => {
    const { cache } = await open();
    await cache.set('key', 1, HOUR);
    server.freeze();
    try {
      const answers = await Promise.all([cache.get('key'), cache.set('key', 2, HOUR), cache.get('other')]);
      expect(answers).toEqual([undefined, undefined, undefined]);
    } finally {
      server.goOn();
    }
    await expect.poll(() => cache.set('key', 4, HOUR).then(() => cache.get('key')), { timeout: 10_000 }).toBe(4);
  });

  describe('that cannot be had at the start is named with what to do', () => {
    async function faultOf(url: string): Promise<StateFault> {
      const error = await open('cache', url).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(StateFault);
      expect(inspect(error, { depth: 10 })).not.toContain('secret');
      return error as StateFault;
    }

    it('because nothing listens there, or nobody knows the name', async () => {
      const fault = await faultOf('redis://:secret@127.0.0.1:1');
      expect(fault.message).toBe('Redis at 127.0.0.1:1 cannot be reached.');
      expect(fault.retryable).toBe(true);
      expect((await faultOf('redis://:secret@nowhere.invalid')).message).toContain('nowhere.invalid is not known');
    });

    it('because the password is wrong, or missing', async () => {
      const guarded = await startRedis({ requirepass: 'let me in' });
      try {
        expect((await faultOf(`redis://:secret@127.0.0.1:${guarded.port}`)).message).toContain('refuses');
        expect((await faultOf(`redis://127.0.0.1:${guarded.port}`)).message).toContain('refuses');
        const { cache } = await open('cache', guarded.url);
        await cache.set('key', 1, HOUR);
        expect(await cache.get('key')).toBe(1);
      } finally {
        await guarded.close();
      }
    });

    it('because it has no such database, or takes no writes', async () => {
      expect((await faultOf(`redis://127.0.0.1:${server.port}/9999`)).message).toContain('no database of that number');
      expect((await faultOf(`redis://127.0.0.1:${server.port}/papers`)).message).toContain(
        'no database of that number',
      );
      await server.send('REPLICAOF', '127.0.0.1', '1');
      expect((await faultOf(server.url)).message).toContain('it is a replica');
      await server.send('REPLICAOF', 'NO', 'ONE');
    });

    it('because it is no address', async () => {
      expect((await faultOf('secret and no address')).message).toBe('REDIS_URL is no address.');
    });
  });
});
