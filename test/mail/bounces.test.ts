/** Mails that come back: real ones of several kinds of mail servers, of our mails as they went over the wire. */
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { runBounce } from '../../src/jobs/run-bounce.ts';
import { readBounce } from '../../src/mail/read-bounce.ts';
import { openMailKey } from '../../src/state/mail-key.ts';
import { digestOf, type MailWorld, openMailWorld } from '../mail-world.ts';
import { PAPERS } from '../small-library.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open() {
  const world = await openMailWorld();
  closing.push(() => world.close());
  const key = await openMailKey(world.database);
  const subscription = await world.followAndConfirm();
  await world.deliver(subscription.id, digestOf(PAPERS));
  const sent = Buffer.from(lastMail(world).raw).toString('latin1');
  const read = (text: string) => readBounce(Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1'), key);
  return { world, subscription, read, headers: sent.slice(0, sent.search(/\r?\n\r?\n/)).replace(/\r/g, '') };
}

const lastMail = ({ server }: MailWorld) => server.received.at(-1) ?? expect.fail('no mail came');
const messageIdIn = (headers: string) => /message-id:\s*<(.+)>/i.exec(headers)?.[1] ?? expect.fail('no message id');

/** As Postfix writes it, with the headers of what it returns. */
const UNKNOWN = '<ada@example.org>: Recipient address\n    rejected: User unknown';
const report = (
  status: string,
  returned: string,
  { action = 'failed', answer = `550 ${status} ${UNKNOWN}` } = {},
) => `Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: bounces@papers.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.
<ada@example.org>: host mx.example.org said: ${status}

--cut
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 29 Jun 2026 08:30:01 +0200 (CEST)

Final-Recipient: rfc822; ada@example.org
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; ${answer}

--cut
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

${returned}

--cut--
`;

describe('a mail that came back', () => {
  it('is known by what was returned of it, and says why without the address', async () => {
    const { read, headers, subscription } = await open();
    expect(await read(report('5.1.1', headers))).toEqual({
      kind: 'failed',
      mail: { kind: 'digest', subscription: subscription.id },
      detail: '550 5.1.1 (address): Recipient address rejected: User unknown',
    });
  });

  it('is known when all of it was returned, and when it names nothing but our envelope id', async () => {
    const { read, headers } = await open();
    const whole = report('5.1.1', `${headers}\n\nIts text.`).replace('text/rfc822-headers', 'message/rfc822');
    expect((await read(whole)).kind).toBe('failed');
    const envelope = `Reporting-MTA: dns; mx.example\nOriginal-Envelope-Id: ${messageIdIn(headers)}`;
    const bare = report('5.1.1', 'Subject: none').replace('Reporting-MTA: dns; mx.example', envelope);
    expect((await read(bare)).kind).toBe('failed');
  });

  it.each([
    ['delayed', '4.4.1'],
    ['failed', '4.4.7'],
    ['delivered', '2.0.0'],
    ['relayed', '2.0.0'],
  ])('with the action %s and status %s stops nothing', async (action, status) => {
    const { read, headers } = await open();
    expect(await read(report(status, headers, { action }))).toMatchObject({ kind: 'passing' });
  });

  it.each([
    ['5.7.26', '550 5.7.26 This mail has been blocked because the sender is unauthenticated'],
    ['5.2.2', '552 5.2.2 The mailbox is full'],
    ['5.0.0', '554 5.7.1 This looks like spam'],
    ['5.0.0', '550 Relaying denied'],
    ['5.1.0', '550 5.1.0 <papers@papers.example>: Sender address rejected: User unknown'],
  ])('with the status %s and the words “%s” is no word on the address: nothing stops', async (status, answer) => {
    const { read, headers } = await open();
    expect(await read(report(status, headers, { answer }))).toMatchObject({ kind: 'passing' });
  });

  it.each([
    ['5.0.0', '550 5.1.1 The account does not exist'],
    ['5.0.0', '550 No such user here'],
    ['5.2.1', '550 5.2.1 The account is disabled'],
  ])('with the status %s and the words “%s” says that the address is lost', async (status, answer) => {
    const { read, headers } = await open();
    expect(await read(report(status, headers, { answer }))).toMatchObject({ kind: 'failed', detail: answer });
  });

  it('that nobody of us sent stops nothing: signatures that were changed, other subscriptions, none at all', async () => {
    const { read, headers, subscription } = await open();
    const forged = [
      headers.replaceAll(subscription.id, 'another-id'),
      headers.replace(/\.[0-9a-f]{20}@/g, `.${'0'.repeat(20)}@`),
      'Message-ID: <something@else.example>',
      '',
    ];
    for (const returned of forged) expect(await read(report('5.1.1', returned))).toEqual({ kind: 'not-ours' });
  });

  it.each(['', 'hello', 'Subject: I am on holiday\n\nBack on Monday.', '--cut\n--cut\n--cut--', '\0\0\0'])(
    'that is none is left alone: %j',
    async (text) => {
      const { read } = await open();
      expect(await read(text)).toEqual({ kind: 'no-report' });
    },
  );

  it('stops everything that goes to its address, and nothing else; a new confirmation lets it go on', async () => {
    const { world, read, headers, subscription } = await open();
    await world.follow('ada@example.org', 'reader-1', { ...subscription, papers: 9 });
    const link = /https?:\S+\/confirm\/\S+/.exec(lastMail(world).mail.text ?? '')?.[0] ?? '';
    await world.request(link, { method: 'POST' });
    const other = await world.followAndConfirm('bob@example.org', 'reader-2');
    const bounce = await read(report('5.1.1', headers));
    if (bounce.kind !== 'failed') return expect.fail(bounce.kind);
    const links = world.mail.links(world.subscriptions);
    expect(await links.bounced(bounce)).toBe(2);
    expect(await links.bounced(bounce)).toBe(0);
    const pauses = async () =>
      (await world.subscriptions.ofAddress('ada@example.org')).map(({ pause }) => pause?.reason);
    expect(await pauses()).toEqual(['mail-bounced', 'mail-bounced']);
    expect((await world.subscriptions.get(other.id))?.pause).toBeUndefined();
    const never = new AbortController().signal;
    const lost = (await world.subscriptions.get(subscription.id)) ?? expect.fail('it is there');
    expect(await world.mail.sender.isReachable?.(lost, never)).toBe(false);

    world.clock.advance(86_400_000);
    await world.followAndConfirm();
    expect(await pauses()).toEqual([undefined, undefined]);
  });
});

describe('npm start -- bounce', () => {
  async function run(text: (headers: string) => string) {
    const { world, headers, subscription } = await open();
    const { log, clock, config, folder } = world;
    const tools = { log, clock, config: { ...readConfig({}), ...config, dataFolder: folder } };
    async function* input() {
      yield Buffer.from(text(headers).replace(/\n/g, '\r\n'));
    }
    const code = await runBounce([], tools, input());
    return { code, pause: (await world.subscriptions.get(subscription.id))?.pause, log };
  }

  it('stops the address of the mail on its standard input, for a process that runs the bot at the same time', async () => {
    const { code, pause, log } = await run((headers) => report('5.1.1', headers));
    expect(code).toBe(0);
    expect(pause).toMatchObject({ reason: 'mail-bounced', detail: expect.stringContaining('User unknown') });
    expect(JSON.stringify(log.lines)).not.toContain('@example.org');
  });

  it('is content with anything else, or the mail server would send a bounce of the bounce', async () => {
    for (const text of ['', 'Subject: hello\n\nI am back on Monday.', report('5.1.1', 'Message-ID: <x@y.example>')]) {
      expect(await run(() => text)).toMatchObject({ code: 0, pause: undefined });
    }
  });

  it('says what is missing where no mail is sent', async () => {
    const { world } = await open();
    const tools = { log: world.log, clock: world.clock, config: readConfig({}) };
    await expect(runBounce([], tools, (async function* () {})())).rejects.toThrow('SMTP_URL');
  });
});
