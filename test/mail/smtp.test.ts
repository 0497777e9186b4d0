import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/domain/clock.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { InvalidConfiguration, MailFault } from '../../src/domain/errors.ts';
import { createMailer, type OutgoingMail } from '../../src/mail/smtp.ts';
import { createHeldClock } from '../doubles/held-clock.ts';
import { type SmtpAnswers, startHangingSmtp, startSmtp } from '../servers/smtp.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const MAIL: OutgoingMail = {
  to: 'ada@example.org',
  subject: 'Papers',
  html: '<p>Papers</p>',
  text: 'Papers',
  pictures: [],
  messageId: '<paperboy.digest.a.b.00000000000000000000@papers.example>',
  headers: {},
};

function mailerTo(url: string, clock: Clock = systemClock) {
  // Frozen, as settings are.
  const from = Object.freeze({ name: 'Paperboy', address: 'papers@papers.example' });
  const settings = { url, from, bouncesTo: 'bounces@papers.example', mailsPerSecond: 100, timeoutMilliseconds: 20_000 };
  const mailer = createMailer(settings, { clock });
  closing.push(() => mailer.close());
  return mailer;
}

async function serverWith(answers: SmtpAnswers = {}) {
  const server = await startSmtp(answers);
  closing.push(() => server.close());
  return { server, mailer: mailerTo(server.url) };
}

const never = new AbortController().signal;
const faultOf = async (work: Promise<unknown>): Promise<MailFault> => {
  const outcome = await work.then(
    (value) => value,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(MailFault);
  return outcome as MailFault;
};

describe('the mail server', () => {
  it('gets both parts, our message id, and the address that bounces come back to', async () => {
    const { server, mailer } = await serverWith();
    const picture = { cid: 'counts@paperboy', name: 'counts.png', content: Buffer.from('not really a picture') };
    const html = '<p>Papers <img src="cid:counts@paperboy"></p>';
    expect(await mailer.send({ ...MAIL, html, pictures: [picture] }, never)).toEqual({ kind: 'sent' });
    const [{ mail, from, to } = expect.fail()] = server.received;
    expect({ from, to }).toEqual({ from: 'bounces@papers.example', to: ['ada@example.org'] });
    expect(mail.from).toEqual({ name: 'Paperboy', address: 'papers@papers.example' });
    expect(mail.messageId).toBe(MAIL.messageId);
    expect(mail.text?.trim()).toBe('Papers');
    expect(mail.attachments).toMatchObject([{ contentId: '<counts@paperboy>', related: true }]);
  });

  it('keeps a connection for the mails that come after', async () => {
    const { server, mailer } = await serverWith();
    for (let sent = 0; sent < 5; sent++) await mailer.send(MAIL, never);
    expect([server.received.length, server.connections()]).toEqual([5, 1]);
  });

  it.each([
    '550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown',
    '550 5.2.1 The account is disabled',
    '550 No such user here',
    '553 mailbox name not allowed',
    '550 5.1.1 <sender.relay@example.org>: User unknown',
  ])('that answers “%s” has lost the address', async (answer) => {
    const { mailer } = await serverWith({ recipient: () => answer });
    const outcome = await mailer.send(MAIL, never);
    expect(outcome.kind).toBe('refused');
    expect(JSON.stringify(outcome)).not.toContain('ada@');
  });

  it.each([
    ['recipient', '550 5.7.1 Relaying denied', false],
    ['recipient', '554 relay access denied', false],
    ['recipient', '552 5.2.2 The mailbox is full', false],
    ['recipient', '451 4.7.1 Greylisted, try again', true],
    ['recipient', '421 too busy', true],
    ['sender', '550 5.1.8 bad sender', false],
    ['data', '554 5.7.1 this looks like spam', false],
    ['data', '452 4.3.1 disk full', true],
  ] as const)('that answers at %s “%s” is at fault itself: nobody’s mail is stopped', async (at, answer, retryable) => {
    const { mailer } = await serverWith({ [at]: () => answer });
    const fault = await faultOf(mailer.send(MAIL, never));
    expect(fault.retryable).toBe(retryable);
    expect(JSON.stringify([fault.message, String(fault.cause)])).not.toContain('ada@');
  });

  it.each(['recipient', 'sender'] as const)(
    'that knows no such sender, at %s, asks for another MAIL_FROM',
    async (at) => {
      const { mailer } = await serverWith({
        [at]: () => '550 5.1.0 <papers@papers.example>: Sender address rejected: User unknown',
      });
      const fault = await faultOf(mailer.send(MAIL, never));
      expect(fault).toMatchObject({ help: 'Correct MAIL_FROM.', retryable: false });
    },
  );

  it('that wants another password is told to whoever runs the bot', async () => {
    const server = await startSmtp({}, { onAuth: (_auth, _session, done) => done(new Error('Invalid login')) });
    closing.push(() => server.close());
    const fault = await faultOf(mailerTo(server.url.replace('//', '//user:wrong@')).send(MAIL, never));
    expect([fault.message, fault.help].join(' ')).toMatch(/user name or the password.*SMTP_URL/s);
    expect(fault.message).not.toContain('wrong');
  });

  it('that is not there is a fault that may pass', async () => {
    const server = await startSmtp();
    await server.close();
    const fault = await faultOf(mailerTo(server.url).send(MAIL, never));
    expect(fault.retryable).toBe(true);
  });

  it.each([
    ['before its greeting', []],
    ['after its greeting', ['220 here']],
    ['in the middle of a mail', ['220 here', '250 here', '250 sender', '250 recipient']],
  ])('that hangs %s is waited for so long, and then the next mail has its turn', async (_when, lines) => {
    const server = await startHangingSmtp(lines);
    closing.push(() => server.close());
    const clock = createHeldClock();
    const mailer = mailerTo(server.url, clock);
    const faults = Promise.all([1, 2, 3, 4].map(() => faultOf(mailer.send(MAIL, never))));
    // Three are under way, and the fourth waits for a place.
    await expect.poll(() => clock.waiting().length).toBe(3);
    clock.advance(20_000);
    await expect.poll(() => clock.waiting().length).toBe(1);
    clock.advance(20_000);
    for (const fault of await faults) expect(fault).toMatchObject({ retryable: true });
  });

  it('is let go when the bot stops', async () => {
    const server = await startHangingSmtp(['220 here']);
    closing.push(() => server.close());
    const stop = new AbortController();
    const sending = mailerTo(server.url, createHeldClock()).send(MAIL, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(sending).rejects.toThrow('stopped');
  });

  it('tells whether it lets us in', async () => {
    const { server, mailer } = await serverWith();
    expect(await mailer.isReachable(never)).toBe(true);
    await server.close();
    closing.pop();
    expect(await mailerTo(server.url).isReachable(never)).toBe(false);
  });
});

it.each(['smtp://', 'http://mail.example', 'mail.example:25'])(
  'an address such as %s is refused at the start',
  (url) => {
    expect(() => mailerTo(url)).toThrow(InvalidConfiguration);
  },
);
