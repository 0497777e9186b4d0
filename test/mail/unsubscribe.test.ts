/** The end of mail, by one click or by a button, and what becomes of links that were used or made up. */
import { afterEach, describe, expect, it } from 'vitest';
import { digestOf, linkIn, type MailWorld, openMailWorld } from '../mail-world.ts';
import { PAPERS } from '../small-library.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(): Promise<MailWorld> {
  const world = await openMailWorld();
  closing.push(() => world.close());
  return world;
}

const lastMail = ({ server }: MailWorld) => server.received.at(-1) ?? expect.fail('no mail came');

describe('unsubscribing', () => {
  it('takes one click of the mail program, which needs no page', async () => {
    const world = await open();
    const { id } = await world.followAndConfirm();
    await world.deliver(id, digestOf(PAPERS));
    const { header } = lastMail(world);
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const url = /^<(https?:[^>]+)>$/.exec(header('list-unsubscribe') ?? '')?.[1] ?? expect.fail('no link');
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const done = await world.request(url, { method: 'POST', body });
    expect([done.status, done.text]).toEqual([200, expect.stringContaining('You are unsubscribed')]);
    expect(await world.subscriptions.count()).toBe(0);
    // Mail programs try again when they are not sure.
    const again = await world.request(url, { method: 'POST', body });
    expect([again.status, again.text]).toEqual([200, expect.stringContaining('You are unsubscribed already')]);
  });

  it('takes a button on a page, since opening a link alone must do nothing', async () => {
    const world = await open();
    const { id } = await world.followAndConfirm();
    await world.deliver(id, digestOf(PAPERS));
    const link = linkIn(lastMail(world).mail.text, 'unsubscribe');
    const page = await world.request(link);
    expect(page.text).toMatch(/Unsubscribe\?.*a•••@example\.org.*<form method="post"/s);
    expect(await world.subscriptions.count()).toBe(1);
    await world.request(link, { method: 'POST' });
    expect((await world.request(link)).text).toContain('You are unsubscribed already');
  });

  it.each(['a button on a page', 'one click of the mail program'])(
    'from all that goes to an address, whoever asked for it, takes %s',
    async (way) => {
      const world = await open();
      await world.followAndConfirm('ada@example.org', 'reader-1');
      await world.followAndConfirm('ada+papers@example.org', 'reader-2');
      const bob = await world.followAndConfirm('bob@example.org', 'reader-3');
      await world.follow('ada@example.org', 'reader-4');
      const { header, mail } = lastMail(world);
      const ofProgram = header('list-unsubscribe')?.slice(1, -1) ?? '';
      const url = way.startsWith('one') ? ofProgram : linkIn(mail.text, 'refuse');
      expect((await world.request(url)).text).toContain('What is sent to this address now ends as well.');
      const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
      const { text } = await world.request(url, { method: 'POST', body });
      expect(text).toContain('You will not be written to again');
      expect((await Array.fromAsync(world.subscriptions.all())).map(({ id }) => id)).toEqual([bob.id]);
    },
  );

  it('works for nobody else’s: a link that was made up is told so kindly', async () => {
    const world = await open();
    const ada = await world.followAndConfirm();
    const bob = await world.followAndConfirm('bob@example.org', 'reader-2');
    await world.deliver(ada.id, digestOf(PAPERS));
    const signature = linkIn(lastMail(world).mail.text, 'unsubscribe').split('/').at(-1);
    for (const forged of [`${bob.id}/${signature}`, `${bob.id}/x`, `x/${signature}`, `${bob.id}/${'0'.repeat(20)}`]) {
      const { status, text } = await world.request(`${world.publicUrl}/unsubscribe/${forged}`, { method: 'POST' });
      expect([status, text]).toEqual([404, expect.stringContaining('This link is not complete')]);
    }
    expect(await world.subscriptions.count()).toBe(2);
  });
});
