/** What every record of mail addresses does, whatever database it lies in. */
import { describe, expect, it } from 'vitest';
import type { SubscriptionChoices } from '../../src/domain/subscription.ts';
import { mailboxOf } from '../../src/mail/mail-address.ts';
import { openMailKey } from '../../src/state/mail-key.ts';
import { createMailRequests } from '../../src/state/mail-requests.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import type { NewPlace } from './state-place.ts';

const HOUR = 3_600_000;
const choices: SubscriptionChoices = {
  edition: 'daily',
  schedule: { time: '08:30', zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5] },
  papers: 5,
  leastUpvotes: 0,
  include: [{ kind: 'words', text: 'robots' }],
  exclude: [],
  style: 'cards',
  emptyDay: 'silence',
};

export function describeMailRequests(where: string, newPlace: NewPlace): void {
  async function openRequests() {
    const { open } = await newPlace();
    const database = await open();
    const clock = createFakeClock('2026-07-01T12:00:00Z');
    const key = await openMailKey(database);
    const requests = createMailRequests({ database: async () => database, key: async () => key, mailboxOf, clock });
    const ask = (address = 'ada@example.org', reader = 'reader-1') => requests.request({ address, reader, choices });
    const asked = async (address?: string, reader?: string) => {
      const outcome = await ask(address, reader);
      return outcome.kind === 'pending' ? outcome : expect.fail(outcome.kind);
    };
    const everything = async () => JSON.stringify(await database.selectFrom('mail_request').selectAll().execute());
    return { requests, clock, database, ask, asked, everything, open };
  }

  describe(`addresses that are to be confirmed, in ${where}`, () => {
    it('are known by a token, of which only a hash is kept', async () => {
      const { requests, asked, everything } = await openRequests();
      const { token, pending } = await asked();
      expect(await requests.look(token)).toEqual({ kind: 'claimed', pending });
      expect(pending).toMatchObject({ address: 'ada@example.org', reader: 'reader-1', choices });
      expect(await everything()).not.toContain(token);
      expect(await requests.look(`${token.slice(0, -1)}_`)).toEqual({ kind: 'unknown' });
    });

    it('are confirmed once, by one of those who press at the same time, and then forgotten', async () => {
      const { requests, asked, everything } = await openRequests();
      const { token, pending } = await asked();
      const outcomes = await Promise.all([1, 2, 3].map(() => requests.claim(token)));
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['claimed', 'used', 'used']);
      await requests.finish(pending.id);
      expect(await requests.claim(token)).toEqual({ kind: 'used' });
      expect(await everything()).not.toMatch(/ada@|reader-1|robots/);
    });

    it('can be confirmed again when what came after failed, at once or after a minute', async () => {
      const { requests, clock, asked } = await openRequests();
      const { token, pending } = await asked();
      await requests.claim(token);
      await requests.release(pending.id);
      expect((await requests.claim(token)).kind).toBe('claimed');
      // The process ended here.
      clock.advance(61_000);
      expect((await requests.claim(token)).kind).toBe('claimed');
    });

    it('are too old after 48 hours', async () => {
      const { requests, clock, asked, everything } = await openRequests();
      const { token } = await asked();
      clock.advance(48 * HOUR - 1);
      expect((await requests.look(token)).kind).toBe('claimed');
      clock.advance(1);
      expect(await requests.claim(token)).toEqual({ kind: 'unknown' });
      await requests.deleteExpired();
      expect(await everything()).toBe('[]');
    });

    it('get three mails a day, however they are spelled and whoever asks', async () => {
      const { ask, clock } = await openRequests();
      const spellings = ['ada@example.org', 'ADA@example.org', 'ada+1@example.org', 'ada+2@example.org'];
      const kinds: string[] = [];
      for (const [at, address] of spellings.entries()) {
        kinds.push((await ask(address, `reader-${at}`)).kind);
        clock.advance(HOUR);
      }
      expect(kinds).toEqual(['pending', 'pending', 'pending', 'too-many']);
      expect(await ask('ada+3@example.org', 'reader-9')).toMatchObject({
        of: 'address',
        until: Date.parse('2026-07-02T12:00:00Z'),
      });
      clock.advance(20 * HOUR + 1);
      expect((await ask()).kind).toBe('pending');
    });

    it('get no more when many ask at the same moment', async () => {
      const { ask } = await openRequests();
      const outcomes = await Promise.all(Array.from({ length: 12 }, (_, at) => ask('ada@example.org', `reader-${at}`)));
      expect(outcomes.filter(({ kind }) => kind === 'pending').length).toBeLessThanOrEqual(3);
    });

    it('of one reader are five a day, and forgetting does not give more', async () => {
      const { requests, ask, everything } = await openRequests();
      for (let at = 0; at < 5; at++) expect((await ask(`ada@${at}.example.org`)).kind).toBe('pending');
      await requests.forget('reader-1');
      expect(await everything()).not.toMatch(/@|reader-1|robots/);
      expect(await ask('other@example.org')).toMatchObject({ kind: 'too-many', of: 'reader' });
      expect((await ask('other@example.org', 'reader-2')).kind).toBe('pending');
    });

    it('that want no mail are never asked again, and only a code of them is kept', async () => {
      const { requests, ask, asked, database, clock } = await openRequests();
      const { token } = await asked();
      const isRefused = (await requests.refuse(token)) ?? expect.fail('the token is known');
      expect(['ADA+1@example.org', 'bob@example.org'].map(isRefused)).toEqual([true, false]);
      expect(await requests.refuse('made up')).toBeUndefined();
      expect((await requests.look(token)).kind).toBe('unknown');
      clock.advance(1000 * HOUR);
      expect(await ask('Ada+new@example.org', 'reader-7')).toEqual({ kind: 'refused-before' });
      expect(JSON.stringify(await database.selectFrom('mail_refusal').selectAll().execute())).not.toContain('ada');
    });

    it('that cannot be written to are dropped', async () => {
      const { requests, asked, everything } = await openRequests();
      const { token, pending } = await asked();
      await requests.drop(pending.id);
      expect(await requests.claim(token)).toEqual({ kind: 'unknown' });
      expect(await everything()).not.toContain('ada@');
    });
  });

  describe(`the key of mails, in ${where}`, () => {
    it('is one for all processes that share the database', async () => {
      const { open } = await openRequests();
      const one = await openMailKey(await open());
      const other = await openMailKey(await open());
      expect(other.isSigned('text', one.sign('text'))).toBe(true);
      expect(one.hash('text')).toBe(other.hash('text'));
    });

    it('knows what it signed and nothing else', async () => {
      const { open } = await openRequests();
      const key = await openMailKey(await open());
      expect(key.isSigned('text', key.sign('text').toUpperCase())).toBe(true);
      for (const signature of [key.sign('other'), '', 'é', key.sign('text').slice(1), `${key.sign('text')}0`]) {
        expect(key.isSigned('text', signature)).toBe(false);
      }
    });
  });
}
