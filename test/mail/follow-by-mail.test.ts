/** A reader follows by mail: asked first, sent to, and left alone again; and everything that can go wrong on the way. */
import { afterEach, describe, expect, it } from 'vitest';
import { paper } from '../doubles/paper.ts';
import { digestOf, linkIn, type MailWorld, type MailWorldOptions, openMailWorld } from '../mail-world.ts';
import { startHangingSmtp } from '../servers/smtp.ts';
import { PAPERS } from '../small-library.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(options?: MailWorldOptions): Promise<MailWorld> {
  const world = await openMailWorld(options);
  closing.push(() => world.close());
  return world;
}

const lastMail = ({ server }: MailWorld) => server.received.at(-1) ?? expect.fail('no mail came');
const noAddressIn = (world: MailWorld) => expect(JSON.stringify(world.log.lines)).not.toContain('@example.org');

describe('following by mail', () => {
  it('begins when the button behind the link is pressed, and not before', async () => {
    const world = await open();
    const { status, text } = await world.follow('ada@example.org');
    expect(status).toBe('ok');
    expect(text).toMatch(/I sent a mail to a•••@example\.org\..*48 hours/s);
    const { mail, header } = lastMail(world);
    expect(mail.subject).toBe('Do you want Paperboy’s papers by mail?');
    for (const part of [mail.text, mail.html]) {
      expect(part?.replace(/\s+/g, ' ')).toContain('Up to 5 papers · Monday to Friday at 08:30 (Europe/Berlin)');
      // Nobody can have us send a text of theirs to somebody else.
      expect(part).not.toContain('search agents');
    }
    expect(header('auto-submitted')).toBe('auto-generated');

    const link = linkIn(mail.text, 'confirm');
    expect(mail.html).toContain(`href="${link}"`);
    // A scanner of mails opens every link, and more than once.
    for (const method of ['GET', 'HEAD', 'GET']) expect((await world.request(link, { method })).status).toBe(200);
    expect(await world.subscriptions.count()).toBe(0);

    const page = await world.request(link);
    expect(page.text).toMatch(/<form method="post" action="[^"]+\/confirm\//);
    expect(page.text).toContain('on search agents');
    const done = await world.request(link, { method: 'POST' });
    expect(done.text).toContain('Done: the papers will come');
    expect(await world.subscriptions.ofAddress('ada@example.org')).toMatchObject([
      { papers: 5, to: { kind: 'mail', address: 'ada@example.org', reader: 'reader-1' }, createdBy: 'reader-1' },
    ]);
    noAddressIn(world);
  });

  it('stays one subscription, however often the button is pressed', async () => {
    const world = await open();
    await world.follow('ada@example.org');
    const link = linkIn(lastMail(world).mail.text, 'confirm');
    const pages = await Promise.all([1, 2, 3].map(() => world.request(link, { method: 'POST' })));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await world.request(link)).text).toContain('This link was used');
    expect(await world.subscriptions.count()).toBe(1);
  });

  it('needs the link as it stands in the mail, and soon', async () => {
    const world = await open();
    await world.follow('ada@example.org');
    const link = linkIn(lastMail(world).mail.text, 'confirm');
    const madeUp = [
      `${link}x`,
      link.slice(0, -1),
      `${world.publicUrl}/confirm/${'A'.repeat(43)}`,
      `${world.publicUrl}/confirm/%00`,
    ];
    for (const url of madeUp) {
      const { status, text } = await world.request(url, { method: 'POST' });
      expect([status, text]).toEqual([404, expect.stringContaining('This link is no longer good')]);
    }
    world.clock.advance(48 * 3_600_000);
    expect((await world.request(link, { method: 'POST' })).status).toBe(404);
    expect(await world.subscriptions.count()).toBe(0);
  });

  it.each(['ada@', 'ada@example.org, eve@example.org', 'ada@example.org\r\nBcc: eve@example.org'])(
    'asks for another address than “%s”, and sends nothing',
    async (address) => {
      const world = await open();
      expect((await world.follow(address)).status).toBe('invalid');
      expect(world.server.received).toEqual([]);
    },
  );

  it('cannot be used to fill somebody’s mailbox', async () => {
    const world = await open();
    const statuses: unknown[] = [];
    for (let at = 0; at < 6; at++) statuses.push((await world.follow('ada@example.org', `reader-${at}`)).status);
    expect(statuses).toEqual(['ok', 'ok', 'ok', 'failed', 'failed', 'failed']);
    expect(world.server.received).toHaveLength(3);

    const refuse = linkIn(lastMail(world).mail.text, 'refuse');
    expect((await world.request(refuse)).text).toContain('Never be written to again?');
    expect((await world.request(refuse, { method: 'POST' })).text).toContain('You will not be written to again');
    world.clock.advance(100 * 3_600_000);
    const { text } = await world.follow('ada+other@example.org', 'reader-9');
    expect(text).toContain('asked never to be written to');
    expect(world.server.received).toHaveLength(3);
  });

  it('says so when the server knows no such address', async () => {
    const world = await open({ answers: { recipient: () => '550 5.1.1 <ada@example.org>: no such user' } });
    const { status, text } = await world.follow('ada@example.org');
    expect([status, text]).toEqual(['invalid', expect.stringContaining('there is no such address')]);
    noAddressIn(world);
  });

  it('says so when the server hangs, and the next try is a new one', async () => {
    const hanging = await startHangingSmtp(['220 here']);
    closing.push(() => hanging.close());
    const world = await open({ smtp: hanging.url });
    const following = world.follow('ada@example.org');
    await expect.poll(() => world.clock.waiting().length).toBe(1);
    world.clock.advance(60_000);
    expect(await following).toMatchObject({ status: 'failed', text: expect.stringContaining('could not be sent') });
    expect(world.log.events()).toContain('mail-confirmation-not-sent');
    expect(await world.database.selectFrom('mail_request').select('address').execute()).toEqual([{ address: null }]);
    noAddressIn(world);
  });

  it.each([
    ['says no to the sender', { sender: () => '550 5.1.8 bad sender' }],
    ['says no to us', { recipient: () => '550 5.7.1 Relaying denied' }],
    ['is too busy', { data: () => '451 4.3.0 later' }],
  ])('uses up nothing of the limits of a day while the mail server %s', async (_what, answers) => {
    const world = await open({ answers });
    for (let at = 0; at < 6; at++) {
      expect((await world.follow('ada@example.org')).text).toContain('could not be sent');
    }
    world.server.answers = {};
    expect((await world.follow('ada@example.org')).status).toBe('ok');
  });

  it('uses up nothing of them while no mail server is there', async () => {
    const gone = await startHangingSmtp();
    await gone.close();
    const world = await open({ smtp: gone.url });
    for (let at = 0; at < 6; at++) {
      expect((await world.follow('ada@example.org')).text).toContain('could not be sent');
    }
  });

  it('is said to be missing where no mail server is set', async () => {
    const { createMailFlow } = await import('../../src/flows/mail-flow.ts');
    const world = await open();
    const { CHOICES } = await import('../mail-world.ts');
    const flow = createMailFlow(undefined, world.log);
    const call = { reader: 'reader-1', place: 'direct', signal: new AbortController().signal };
    const [message] = await Array.fromAsync(flow.followByMail(CHOICES, 'ada@example.org', call));
    expect(message).toMatchObject({ status: 'failed', private: true });
  });
});

describe('a mail with papers', () => {
  it('reads well as HTML and as text, links to papers and to our pages, and tells nobody that it was read', async () => {
    const world = await open();
    const { id } = await world.followAndConfirm();
    expect(await world.deliver(id, digestOf(PAPERS.slice(0, 2)), 'key-of-this-delivery')).toEqual({
      kind: 'sent',
      reference: expect.stringContaining('key-of-this-delivery'),
    });
    const { mail } = lastMail(world);
    expect(mail.subject).toMatch(/^Daily papers.*Monday, 29 June 2026$/);
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('Ask-R1: Deciding When to Search');
      expect(part).toContain('Ada Lovelace and Alan Turing');
      expect(part).toContain('https://arxiv.org/abs/2606.00001');
      expect(part).toContain(`${world.publicUrl}/digest/key-of-this-delivery`);
    }
    const places = [...(mail.html ?? '').matchAll(/(?:href|src)="([^"]+)"/g)].map(([, url = '']) => new URL(url).host);
    expect(new Set(places)).toEqual(new Set(['arxiv.org', 'huggingface.co', new URL(world.publicUrl).host]));
    expect(mail.html).not.toMatch(/<img|<script|@import|url\(/);
    const lines = (mail.text ?? '').split('\n').filter((line) => !line.includes('://'));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });

  it('has its picture inside', async () => {
    const world = await open();
    const { id } = await world.followAndConfirm();
    const picture = { name: 'counts.png', content: new Uint8Array([137, 80, 78, 71]), description: 'Papers a day <b>' };
    await world.deliver(id, digestOf(PAPERS.slice(0, 1), { edition: 'weekly', from: '2026-06-23', picture }));
    const { mail } = lastMail(world);
    const cid = /src="cid:([^"]+)" alt="Papers a day &lt;b&gt;"/.exec(mail.html ?? '')?.[1];
    expect(mail.attachments).toMatchObject([{ contentId: `<${cid}>`, disposition: 'inline', filename: 'counts.png' }]);
  });

  it('shows what strangers wrote as text: no mark-up, no header, no link of theirs', async () => {
    const world = await open();
    const { id } = await world.followAndConfirm();
    const nasty = paper({
      id: 'arxiv:2606.66666',
      title: 'Win\r\nBcc: eve@evil.example\r\n\r\n<script>alert(1)</script> "quoted" & \u202egnp.exe',
      abstract: '<a href="https://evil.example/">Click</a> <img src=x onerror=alert(1)>.',
      authors: ['<b>Eve</b>'],
      organisation: '"><style>*{display:none}</style>',
      listedOn: '2026-06-29',
    });
    await world.deliver(id, digestOf([nasty]));
    const { mail, to, header } = lastMail(world);
    expect([to, header('bcc')]).toEqual([['ada@example.org'], undefined]);
    expect(mail.html).not.toMatch(/<script|<img|<b>Eve|evil\.example\/"|<style>\*/);
    expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot; &amp; gnp.exe');
    const page = await world.request(linkIn(mail.text, 'digest'));
    expect(page.text).not.toMatch(/<script|<img|<b>Eve|evil\.example\/"|<style>\*/);
  });

  it('is known again when it is sent a second time', async () => {
    const world = await open();
    const { id } = await world.followAndConfirm();
    for (let sent = 0; sent < 2; sent++) await world.deliver(id, digestOf(PAPERS), 'the-same-key');
    const [first, second] = world.server.received.slice(-2).map(({ mail }) => mail.messageId);
    expect(first).toBe(second);
    await world.deliver(id, digestOf(PAPERS), 'another-key');
    expect(lastMail(world).mail.messageId).not.toBe(first);
  });

  it('stops where the address is lost, and goes on where the server is in trouble', async () => {
    const world = await open();
    const { id } = await world.followAndConfirm();
    world.server.answers = { recipient: () => '550 5.1.1 <ada@example.org> unknown' };
    expect(await world.deliver(id, digestOf(PAPERS))).toEqual({
      kind: 'lost',
      reason: 'mail-bounced',
      detail: '550 5.1.1 (address) unknown',
    });
    world.server.answers = { data: () => '451 4.3.0 later' };
    await expect(world.deliver(id, digestOf(PAPERS))).rejects.toMatchObject({ name: 'MailFault', retryable: true });
    noAddressIn(world);
  });
});
