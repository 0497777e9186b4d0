/** Mail at its hour: the real loop and books, the real sender, real SMTP, and a clock that the test moves. */
import { afterEach, describe, expect, it } from 'vitest';
import { openDeliveries } from '../../src/open-deliveries.ts';
import { digestOf, linkIn, type MailWorld, openMailWorld } from '../mail-world.ts';
import { PAPERS } from '../small-library.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const HOURS = 3_600_000;
/** How long a mail may take. */
const MAIL_LIMIT = 60_000;

async function open() {
  const world = await openMailWorld();
  closing.push(() => world.close());
  const told: string[] = [];
  const deliveries = openDeliveries({
    ...{ clock: world.clock, log: world.log, state: async () => world.database },
    composer: () => ({
      compose: async (_subscription, { day }) => digestOf(PAPERS.slice(0, 2), { from: day, to: day }),
    }),
    discord: () => undefined,
    mail: {
      ...world.mail.sender,
      tellAdmins: async (_subscription, { reason }) => {
        told.push(reason);
      },
    },
    catchUpMilliseconds: 12 * HOURS,
    repostMilliseconds: 90 * 24 * HOURS,
  });
  const stop = new AbortController();
  const running = deliveries.loop.run(stop.signal);
  closing.push(async () => {
    stop.abort(new Error('stopped'));
    await running;
  });
  return { world, deliveries, told };
}

/** Moves the clock in steps. A mail that is under way is waited for: its time is the real one, and its limit the clock's. */
async function pass({ clock }: MailWorld, minutes: number): Promise<void> {
  for (let at = 0; at < minutes; at++) {
    clock.advance(60_000);
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 2));
    await expect.poll(() => clock.waiting().includes(MAIL_LIMIT), { interval: 2 }).toBe(false);
  }
}

const digests = ({ server }: MailWorld) =>
  server.received.filter(({ mail }) => mail.subject?.startsWith('Daily papers'));

describe('papers by mail', () => {
  it('come at the hour that was chosen, once a day, and can be read on the web', async () => {
    const { world, deliveries } = await open();
    // 08:00 in Berlin; the mail is wanted at 08:30.
    const { id } = await world.followAndConfirm();
    await pass(world, 29);
    expect(digests(world)).toHaveLength(0);
    await pass(world, 3);
    await expect.poll(() => digests(world).length).toBe(1);
    await pass(world, 30);
    expect(digests(world)).toHaveLength(1);
    await expect.poll(async () => (await deliveries.pastDigests.ofSubscription(id, 5)).length).toBe(1);
    const [{ key } = { key: '' }] = await deliveries.pastDigests.ofSubscription(id, 5);
    expect(linkIn(digests(world)[0]?.mail.text, 'digest')).toBe(world.mail.addresses.digest(key));
  });

  it('wait while the mail server is in trouble, and come when it is not', async () => {
    const { world } = await open();
    await world.followAndConfirm();
    world.server.answers = { sender: () => '451 4.3.2 not now' };
    await pass(world, 33);
    expect(digests(world)).toHaveLength(0);
    world.server.answers = {};
    await pass(world, 60);
    await expect.poll(() => digests(world).length).toBe(1);
    expect(new Set(digests(world).map(({ mail }) => mail.messageId)).size).toBe(1);
  });

  it('stop when the address is lost; the reader is told once, and nothing more is tried', async () => {
    const { world, told } = await open();
    const { id } = await world.followAndConfirm();
    let asked = 0;
    world.server.answers = {
      recipient: () => {
        asked += 1;
        return '550 5.1.1 no such user';
      },
    };
    await pass(world, 33);
    await expect.poll(async () => (await world.subscriptions.get(id))?.pause?.reason).toBe('mail-bounced');
    await expect.poll(() => told).toEqual(['mail-bounced']);
    world.clock.advance(24 * HOURS);
    await pass(world, 5);
    expect([asked, told]).toEqual([1, ['mail-bounced']]);
  });
});
