/** Mails in; handed over to an SMTP server, a few at a time over kept connections, out. The only home of nodemailer. */
import { createTransport } from 'nodemailer';
import type { Clock } from '../domain/clock.ts';
import { InvalidConfiguration, MailFault } from '../domain/errors.ts';
import type { InlinePicture } from './digest-mail.ts';
import { judgeSmtpError } from './smtp-fault.ts';
import { createTurns } from './turns.ts';

export interface SmtpSettings {
  /** `smtp://user:password@host:587`, or `smtps:` for a connection that is encrypted from its start. */
  readonly url: string;
  /** The bare address in the envelope: bounces come back to it. */
  readonly bouncesTo: string;
  readonly from: { readonly name: string; readonly address: string };
  /** At most so many a second, for what providers allow. */
  readonly mailsPerSecond: number;
  /** For one mail, from its turn to the server's word. */
  readonly timeoutMilliseconds: number;
}

export interface OutgoingMail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly pictures: readonly InlinePicture[];
  /** With its angle brackets; the same for the same mail sent again. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Mailer {
  /** @throws MailFault for what may pass, and for what is wrong with the settings or with the server */
  send(mail: OutgoingMail, signal: AbortSignal): Promise<{ kind: 'sent' } | { kind: 'refused'; detail: string }>;
  /** Whether the server lets us in. */
  isReachable(signal: AbortSignal): Promise<boolean>;
  close(): void;
}

const CONNECTIONS = 3;
const CONNECT_MILLISECONDS = 15_000;
/** Kept open for the next mail of the same minute, and not longer than servers like. */
const IDLE_MILLISECONDS = 30_000;

/** @throws InvalidConfiguration when the address of the server is none */
export function createMailer(settings: SmtpSettings, { clock }: { readonly clock: Clock }): Mailer {
  const { from, bouncesTo, mailsPerSecond, timeoutMilliseconds } = settings;
  const transport = createTransport({
    pool: true,
    ...serverOf(settings.url),
    maxConnections: CONNECTIONS,
    rateLimit: mailsPerSecond,
    rateDelta: 1_000,
    // Whether a mail got through whose connection broke is not known: the delivery decides, and not the pool.
    maxRequeues: 0,
    idleTimeout: IDLE_MILLISECONDS,
    connectionTimeout: Math.min(CONNECT_MILLISECONDS, timeoutMilliseconds),
    greetingTimeout: Math.min(CONNECT_MILLISECONDS, timeoutMilliseconds),
    dnsTimeout: Math.min(CONNECT_MILLISECONDS, timeoutMilliseconds),
    socketTimeout: timeoutMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const turns = createTurns(CONNECTIONS);
  // A connection that broke while idle is nobody's mail; without a listener it would end the process.
  transport.on('error', () => undefined);

  return {
    send: (mail, signal) =>
      turns.take(signal, () =>
        withDeadline({ clock, signal, milliseconds: timeoutMilliseconds }, async (until) => {
          const { to, subject, html, text, pictures, messageId, headers } = mail;
          try {
            await transport.sendMail({
              // A copy each: the library writes into what it is given, and settings are frozen.
              from: { ...from },
              to: { name: '', address: to },
              envelope: { from: bouncesTo, to: [to] },
              dsn: { id: messageId.slice(1, -1), return: 'headers', notify: ['failure'], recipient: to },
              ...{ subject, html, text, messageId, headers: { ...headers } },
              date: new Date(clock.now()),
              attachments: pictures.map(({ cid, name, content }) => ({
                ...{ cid, filename: name, content: Buffer.from(content) },
                contentDisposition: 'inline' as const,
              })),
              signal: until,
            });
            return { kind: 'sent' as const };
          } catch (error) {
            signal.throwIfAborted();
            if (until.aborted) throw until.reason;
            const verdict = judgeSmtpError(error);
            if (verdict.kind === 'refused') return verdict;
            throw verdict.fault;
          }
        }),
      ),
    isReachable: (signal) =>
      withDeadline({ clock, signal, milliseconds: timeoutMilliseconds }, async (until) => {
        const late = new Promise<false>((resolve) => until.addEventListener('abort', () => resolve(false)));
        return Promise.race([
          transport.verify().then(
            () => true,
            () => false,
          ),
          late,
        ]);
      }),
    close: () => transport.close({ force: true }),
  };
}

/** Whether a text is the address of an SMTP server. */
export function isSmtpUrl(text: string): boolean {
  return URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '';
}

function serverOf(url: string) {
  if (!isSmtpUrl(url)) {
    throw new InvalidConfiguration('SMTP_URL is no address of a mail server.', 'Write smtp://user:password@host:587.');
  }
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'smtps:';
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  return {
    host,
    secure,
    port: port ? Number(port) : secure ? 465 : 587,
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    // A password never goes over a network in the clear; on this machine itself certificates are rarely signed.
    requireTLS: Boolean(username) && !isHere,
    tls: { rejectUnauthorized: !isHere },
  };
}

/** The work must end when its signal is aborted. @throws MailFault when it takes too long */
async function withDeadline<Result>(
  { clock, signal, milliseconds }: { clock: Clock; signal: AbortSignal; milliseconds: number },
  work: (until: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = new AbortController();
  const done = new AbortController();
  clock.sleep(milliseconds, done.signal).then(
    () =>
      late.abort(new MailFault('The mail server did not answer in time.', 'It is tried again.', { retryable: true })),
    () => undefined,
  );
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } finally {
    done.abort();
  }
}
