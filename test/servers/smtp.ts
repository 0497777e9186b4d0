/** A real SMTP server on loopback that takes mails until it is told otherwise. In: how it answers. Out: the mails, read. */
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly raw: Uint8Array;
  readonly mail: Email;
  readonly from: string;
  readonly to: readonly string[];
  header(name: string): string | undefined;
}

/** What a command is answered with; nothing means that it is taken. */
export interface SmtpAnswers {
  /** "550 5.1.1 no such user" */
  recipient?: (address: string) => string | undefined;
  sender?: () => string | undefined;
  /** After the whole mail. */
  data?: () => string | undefined;
}

export interface SmtpServer {
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** Connections so far. */
  connections(): number;
  answers: SmtpAnswers;
  close(): Promise<void>;
}

export async function startSmtp(
  answers: SmtpAnswers = {},
  options: Pick<SMTPServerOptions, 'onAuth' | 'authOptional' | 'secure'> = { authOptional: true },
): Promise<SmtpServer> {
  const received: ReceivedMail[] = [];
  let connections = 0;
  const state = { answers };
  const server = new SMTPServer({
    ...options,
    disabledCommands: options.onAuth ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    allowInsecureAuth: true,
    logger: false,
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onMailFrom: (_address, _session, done) => done(refusal(state.answers.sender?.())),
    onRcptTo: ({ address }, _session, done) => done(refusal(state.answers.recipient?.(address))),
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', async () => {
        const refused = state.answers.data?.();
        if (refused) return done(refusal(refused));
        const raw = Buffer.concat(pieces);
        const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true });
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          ...{ raw, mail, from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) },
          header: (name) => mail.headers.find(({ key }) => key === name.toLowerCase())?.value,
        });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    get answers() {
      return state.answers;
    },
    set answers(wanted) {
      state.answers = wanted;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A server that takes connections and says so much, and then nothing any more. */
export async function startHangingSmtp(
  lines: readonly string[] = [],
): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const left = [...lines];
    const next = () => {
      const line = left.shift();
      if (line) socket.write(`${line}\r\n`);
    };
    next();
    socket.on('data', next);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refusal(answer: string | undefined): Error | undefined {
  if (!answer) return undefined;
  const [, code = '451', text = answer] = /^(\d{3}) (.*)$/.exec(answer) ?? [];
  return Object.assign(new Error(text), { responseCode: Number(code) });
}
