/** What the store of subscriptions, the ledger and past digests do, whatever database they lie in. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createSlotTimes } from '../../src/digest/schedule.ts';
import type { NewSubscription } from '../../src/domain/delivery.ts';
import { LEASE_MILLISECONDS } from '../../src/domain/delivery-ledger.ts';
import type { Digest } from '../../src/domain/digest.ts';
import type { Destination } from '../../src/domain/subscription.ts';
import { createDeliveryLedger } from '../../src/state/delivery-ledger.ts';
import { createPastDigests } from '../../src/state/past-digests.ts';
import { createSubscriptionStore } from '../../src/state/subscriptions.ts';
import type { StateDatabase } from '../../src/state/tables.ts';
import { createFakeClock, type FakeClock } from '../doubles/fake-clock.ts';
import { paper } from '../doubles/paper.ts';
import type { NewPlace, StatePlace } from './state-place.ts';

const HOUR = 3_600_000;
const ROOM = { discord: 50, mail: 50 };
const toChannel = (channel: string, server = 'lab'): Destination => ({
  kind: 'channel',
  server,
  channel,
  form: 'text',
});

const wish = (to: Destination): NewSubscription => ({
  to,
  createdBy: 'root',
  edition: 'daily',
  schedule: { time: '09:00', zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5, 6, 7] },
  papers: 5,
  leastUpvotes: 0,
  include: [{ kind: 'words', text: 'agents \0 and “quotes” 日本' }],
  exclude: [],
  style: 'cards',
  emptyDay: 'line',
});

const digestOf = (title: string): Digest => ({
  edition: 'daily',
  from: '2026-07-01',
  to: '2026-07-01',
  entries: [{ paper: paper({ title }), line: `About ${title} \0.`, written: false, reasons: [] }],
  papers: 10,
  themes: [],
  roseLate: [],
  picture: { name: 'counts.png', content: new Uint8Array([0, 255, 7]), description: 'counts' } as never,
});

export function describeDeliveries(where: string, newPlace: NewPlace): void {
  describe(`subscriptions and deliveries, in ${where}`, () => {
    let place: StatePlace;
    let database: StateDatabase;
    let clock: FakeClock;
    beforeEach(async () => {
      place = await newPlace();
      database = await place.open();
      // 07:00 in Berlin.
      clock = createFakeClock('2026-07-01T05:00:00Z');
    });

    const shared = () => ({ database: async () => database, clock, slots: createSlotTimes() });
    const openStore = () => createSubscriptionStore({ ...shared(), catchUpMilliseconds: 6 * HOUR });
    const openLedger = (process: string) =>
      createDeliveryLedger({ ...shared(), process, catchUpMilliseconds: 6 * HOUR });

    it('keeps what was wished for, and finds it by server, reader and address', async () => {
      const store = openStore();
      const channel = await store.add(wish(toChannel('1')));
      const reader = await store.add(wish({ kind: 'reader', reader: 'ada' }));
      const mail = await store.add(wish({ kind: 'mail', address: 'Ada@Example.org', reader: 'ada' }));
      expect(await store.get(channel.id)).toEqual(channel);
      expect(await store.ofServer('lab')).toEqual([channel]);
      expect((await store.ofReader('ada')).map(({ id }) => id).toSorted()).toEqual([reader.id, mail.id].toSorted());
      expect(await store.ofAddress('ADA@example.org')).toEqual([mail]);
      expect(await store.count()).toBe(3);
      expect(await store.forgetReader('ada')).toBe(2);
      const left = [];
      for await (const one of store.all()) left.push(one.id);
      expect(left).toEqual([channel.id]);
      expect([await store.remove(channel.id), await store.remove(channel.id)]).toEqual([true, false]);
    });

    it('keeps both changes of two admins at once', async () => {
      const store = openStore();
      const { id } = await store.add(wish(toChannel('1')));
      await Promise.all([
        store.change(id, (before) => ({ ...before, papers: 7 })),
        store.change(id, (before) => ({ ...before, leastUpvotes: 3 })),
      ]);
      expect(await store.get(id)).toMatchObject({ papers: 7, leastUpvotes: 3 });
    });

    it('tells when the next is due, and gives it to one process once', async () => {
      const store = openStore();
      const added = [];
      for (let at = 0; at < 30; at += 1) added.push(await store.add(wish(toChannel(String(at)))));
      const [one, other] = [openLedger('one'), openLedger('other')];
      expect(await one.nextDue(['discord', 'mail'])).toBe(Date.parse('2026-07-01T07:00:00Z'));
      expect(await one.claim(ROOM)).toEqual([]);
      clock.advance(2 * HOUR);
      const claimed = (await Promise.all([one.claim(ROOM), other.claim(ROOM)])).flat();
      expect(claimed.map(({ slot }) => slot.subscription).toSorted()).toEqual(added.map(({ id }) => id).toSorted());
      expect(new Set(claimed.map(({ key }) => key)).size).toBe(30);
      expect(await other.claim(ROOM)).toEqual([]);
    });

    it('records what was sent as it was, and when the next comes', async () => {
      const store = openStore();
      const ledger = openLedger('one');
      const { id } = await store.add(wish(toChannel('1')));
      clock.advance(2 * HOUR);
      const [claim] = await ledger.claim(ROOM);
      if (!claim) throw new Error('nothing was due');
      const digest = digestOf('Search');
      expect(await ledger.prepare(claim, digest, clock.now())).toBe(true);
      clock.advance(1_000);
      await ledger.settle(claim, { kind: 'sent', reference: 'channel/message' });
      const past = createPastDigests(async () => database);
      expect(await past.get(claim.key)).toMatchObject({ key: claim.key, sentAt: clock.now(), to: 'channel', digest });
      expect(await past.ofSubscription(id, 10)).toHaveLength(1);
      expect(await past.ofSubscription(id, 10, clock.now())).toEqual([]);
      const status = (await store.statusOf([id])).get(id);
      expect(status?.last).toMatchObject({ sentAt: clock.now(), papers: 1, reference: 'channel/message' });
      expect(status?.next).toBe(Date.parse('2026-07-02T07:00:00Z'));

      clock.advance(24 * HOUR);
      const [next] = await ledger.claim(ROOM);
      if (!next) throw new Error('nothing was due');
      expect([...(await ledger.postedBefore(next, 'daily', 0))]).toEqual(digest.entries.map((one) => one.paper.id));
    });

    it('gives what a dead process held to another, with what it was going to send', async () => {
      const store = openStore();
      await store.add(wish(toChannel('1')));
      const [dead, other] = [openLedger('dead'), openLedger('other')];
      clock.advance(2 * HOUR);
      const [claim] = await dead.claim(ROOM);
      if (!claim) throw new Error('nothing was due');
      await dead.prepare(claim, digestOf('Search'), clock.now());
      clock.advance(LEASE_MILLISECONDS - 1);
      expect(await other.claim(ROOM)).toEqual([]);
      clock.advance(2);
      const [again] = await other.claim(ROOM);
      expect(again).toMatchObject({ key: claim.key, attempts: 2 });
      expect((await other.preparedDigest(again?.prepared ?? ''))?.entries[0]?.paper.title).toBe('Search');
      expect(await dead.prepare(claim, digestOf('Search'), clock.now())).toBe(false);
    });

    it('pauses what cannot be sent, and takes the pause back', async () => {
      const store = openStore();
      const ledger = openLedger('one');
      const { id } = await store.add(wish(toChannel('1')));
      clock.advance(2 * HOUR);
      const [claim] = await ledger.claim(ROOM);
      if (!claim) throw new Error('nothing was due');
      const pause = { reason: 'missing-permission', since: clock.now(), detail: 'Send Messages is missing.' } as const;
      await ledger.settle(claim, { kind: 'lost', pause });
      expect((await store.statusOf([id])).get(id)).toMatchObject({ pause, lastUnsent: { state: 'lost' } });
      await ledger.reachable(id);
      expect((await store.get(id))?.pause).toBeUndefined();
    });
  });
}
