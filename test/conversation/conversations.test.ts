import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BOUNDS, createConversations } from '../../src/conversation/conversations.ts';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import type { Turn } from '../../src/domain/conversation.ts';
import { type OpenCache, openCache } from '../../src/state/open-cache.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';

let now = 0;
const clock: Clock = { now: () => now, sleep: systemClock.sleep };
const log = createRecordingLog();
const ADA = { reader: 'ada', place: 'lab' };

let folder = '';
const opened: OpenCache[] = [];
beforeEach(async () => {
  now = Date.parse('2026-07-01T12:00:00Z');
  folder = await mkdtemp(join(tmpdir(), 'conversations-'));
});
afterEach(async () => {
  for (const { close } of opened.splice(0)) close();
  await rm(folder, { recursive: true, force: true });
});

function open(options: { mostReaders?: number } = {}) {
  const store = openCache({ path: join(folder, 'conversations.sqlite'), clock, log });
  opened.push(store);
  return { conversations: createConversations({ cache: store.cache, clock, log, ...options }), cache: store.cache };
}

function turn(asked: string, facts: Partial<Turn> = {}): Turn {
  return { at: now, command: 'ask', asked, leant: false, shown: [], first: 1, focus: [], said: '', ...facts };
}

async function say(conversations: ReturnType<typeof open>['conversations'], said: Turn, speaker = ADA) {
  const session = await conversations.open(speaker);
  await session.remember(said);
  session.close();
}

describe('the memory of a conversation', () => {
  it('keeps the last turns in order, and no more than its bounds', async () => {
    const { conversations } = open();
    for (let at = 1; at <= BOUNDS.turns + 4; at++) await say(conversations, turn(`question ${at}`));
    const asked = (await conversations.recall(ADA)).map((one) => one.asked);
    expect(asked).toHaveLength(BOUNDS.turns);
    expect(asked.at(-1)).toBe(`question ${BOUNDS.turns + 4}`);
    expect(asked[0]).toBe('question 5');
  });

  it('survives the end of the process', async () => {
    await say(open().conversations, turn('before'));
    opened.splice(0)[0]?.close();
    expect((await open().conversations.recall(ADA)).map(({ asked }) => asked)).toEqual(['before']);
  });

  it('keeps one answer to explain a place, the last', async () => {
    const { conversations } = open();
    const answer = { mode: 'model', claims: [], dropped: [] } as const;
    await say(conversations, turn('first', { answer }));
    await say(conversations, turn('second', { answer }));
    await say(conversations, turn('a list'));
    const turns = await conversations.recall(ADA);
    expect(turns.map((one) => Boolean(one.answer))).toEqual([false, true, false]);
  });

  it('stays below its bytes however much is said, in places and in turns', async () => {
    const { conversations, cache } = open();
    const said = 'x'.repeat(20_000);
    for (let place = 0; place < 12; place++)
      for (let at = 0; at < 4; at++)
        await say(conversations, turn('q', { said }), { reader: 'ada', place: `p${place}` });
    for await (const [, value] of cache.entries(''))
      expect(JSON.stringify(value).length).toBeLessThan(BOUNDS.bytes + 200);
    expect((await conversations.recall({ reader: 'ada', place: 'p11' })).length).toBeGreaterThan(0);
    expect(await conversations.recall({ reader: 'ada', place: 'p0' })).toEqual([]);
  });

  it('keeps a turn without its answer where the answer alone is too large', async () => {
    const { conversations } = open();
    const quote = 'y'.repeat(BOUNDS.bytes);
    const claims = [
      { text: quote, citations: [{ paper: { id: 'arxiv:2606.00001', title: 'T' }, sentence: 0, quote }] },
    ];
    await say(conversations, turn('large', { answer: { mode: 'model', claims, dropped: [] } as Turn['answer'] }));
    expect(await conversations.recall(ADA)).toMatchObject([{ asked: 'large' }]);
    expect((await conversations.recall(ADA))[0]?.answer).toBeUndefined();
  });

  it('drops the readers who spoke longest ago when there are too many', async () => {
    const { conversations } = open({ mostReaders: 3 });
    for (let at = 0; at < 501; at++) {
      now += 1;
      await say(conversations, turn('q'), { reader: `reader ${at}`, place: 'lab' });
    }
    expect(await conversations.recall({ reader: 'reader 0', place: 'lab' })).toEqual([]);
    expect(await conversations.recall({ reader: 'reader 500', place: 'lab' })).toHaveLength(1);
    expect(log.events()).toContain('conversations-dropped');
  });

  it('what is asked at the same time is all remembered', async () => {
    const { conversations } = open();
    await Promise.all(Array.from({ length: 6 }, (_, at) => say(conversations, turn(`q${at}`))));
    expect((await conversations.recall(ADA)).map(({ asked }) => asked).toSorted()).toEqual(
      Array.from({ length: 6 }, (_, at) => `q${at}`),
    );
  });

  it('what is answered while the reader says "forget" is not remembered either', async () => {
    const { conversations } = open();
    const session = await conversations.open(ADA);
    await conversations.forget('ada');
    await session.remember(turn('asked before'));
    session.close();
    expect(await conversations.recall(ADA)).toEqual([]);
    await say(conversations, turn('asked after'));
    expect(await conversations.recall(ADA)).toHaveLength(1);
  });

  it('of readers whose names begin alike only the one who asked is forgotten', async () => {
    const { conversations } = open();
    for (const reader of ['1', '12', '1:lab']) await say(conversations, turn('q'), { reader, place: 'lab' });
    await conversations.forget('1');
    expect(await conversations.recall({ reader: '1', place: 'lab' })).toEqual([]);
    for (const reader of ['12', '1:lab']) expect(await conversations.recall({ reader, place: 'lab' })).toHaveLength(1);
  });

  it('a damaged file is moved aside, and the conversation begins anew', async () => {
    await writeFile(join(folder, 'conversations.sqlite'), 'this is no database '.repeat(500));
    const { conversations } = open();
    await say(conversations, turn('after'));
    expect(await conversations.recall(ADA)).toHaveLength(1);
  });

  it('one turn does not take the place of all others where these could not be read in time', async () => {
    const { conversations, cache } = open();
    await say(conversations, turn('before'));
    for (const get of [() => new Promise<never>(() => {}), () => Promise.reject(new Error('disk full'))]) {
      const late = createConversations({ cache: { ...cache, get }, clock, log });
      await say(late, turn('meanwhile'), { reader: 'ada', place: 'garden' });
    }
    expect((await conversations.recall(ADA)).map(({ asked }) => asked)).toEqual(['before']);
    expect(log.events()).toContain('conversation-not-remembered');
  });

  it('a private answer does not take the last one that others saw from those who ask for its reasons', async () => {
    const { conversations } = open();
    const answer = { mode: 'model', claims: [], dropped: [] } as const;
    await say(conversations, turn('seen', { answer }));
    await say(conversations, turn('hidden', { answer }), { ...ADA, isPrivate: true } as typeof ADA);
    expect(await conversations.recall(ADA)).toMatchObject([{ asked: 'seen', answer }]);
    expect(await conversations.recall({ ...ADA, isPrivate: true })).toMatchObject([{}, { asked: 'hidden', answer }]);
  });

  it('what another version wrote is no conversation', async () => {
    const { conversations, cache } = open();
    for (const value of [7, 'text', { lab: 7 }, { lab: [{ asked: 'half' }] }, null]) {
      await cache.set('conversation:1:ada', value, 1_000);
      expect(await conversations.recall(ADA)).toEqual([]);
    }
  });
});
