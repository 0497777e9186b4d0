/** Mail, pages and subscriptions put together as the bot does it: real SQLite, real SMTP and real HTTP on loopback. */

import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createSlotTimes } from '../src/digest/schedule.ts';
import { systemClock } from '../src/domain/clock.ts';
import type { Call } from '../src/domain/command.ts';
import type { PastDigest, PastDigests } from '../src/domain/delivery.ts';
import type { Digest } from '../src/domain/digest.ts';
import { ENGLISH_ONLY } from '../src/domain/languages.ts';
import { plainText } from '../src/domain/message.ts';
import type { Paper } from '../src/domain/paper.ts';
import type { SubscriptionChoices } from '../src/domain/subscription.ts';
import { createMailFlow } from '../src/flows/mail-flow.ts';
import { createWebContent } from '../src/flows/web-content.ts';
import { openLibrary } from '../src/library/open-library.ts';
import { openMail } from '../src/open-mail.ts';
import { openDatabase } from '../src/state/open-database.ts';
import { createSubscriptionStore } from '../src/state/subscriptions.ts';
import { startWebServer } from '../src/web/server.ts';
import { createHeldClock } from './doubles/held-clock.ts';
import { createRecordingLog } from './doubles/recording-log.ts';
import { type SmtpAnswers, type SmtpServer, startSmtp } from './servers/smtp.ts';
import { PAPERS } from './small-library.ts';

export const CHOICES: SubscriptionChoices = {
  edition: 'daily',
  schedule: { time: '08:30', zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5] },
  papers: 5,
  leastUpvotes: 0,
  include: [{ kind: 'words', text: 'search agents' }],
  exclude: [],
  style: 'cards',
  emptyDay: 'silence',
};

export function digestOf(papers: readonly Paper[], facts: Partial<Digest> = {}): Digest {
  const entries = papers.map((paper) => ({
    paper,
    line: paper.abstract.split('. ')[0] ?? '',
    written: false,
    reasons: [],
  }));
  return {
    edition: 'daily',
    from: '2026-06-29',
    to: '2026-06-29',
    papers: 40,
    themes: [],
    roseLate: [],
    entries,
    ...facts,
  };
}

/** One for all tests of a file that change nothing in it. */
let shared: ReturnType<typeof libraryOf> | undefined;
afterAll(async () => (await shared)?.close());

async function libraryOf(papers: readonly Paper[]) {
  const folder = mkdtempSync(join(tmpdir(), 'mail-library-'));
  const library = await openLibrary({ uri: folder, clock: systemClock });
  await library.upsert(papers);
  const close = async () => {
    await library.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { library, close };
}

export type MailWorld = Awaited<ReturnType<typeof openMailWorld>>;

/** Close it after the test. @param smtp an address of another server than the one that takes mails */
export async function openMailWorld({ smtp, answers, papers, prefix = '' }: MailWorldOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mail-'));
  const clock = createHeldClock('2026-07-01T06:00:00Z');
  const log = createRecordingLog();
  const server: SmtpServer = await startSmtp(answers);
  const database = await openDatabase({ path: join(folder, 'state.sqlite'), survives: 'kill' });
  const state = async () => database;
  shared ??= libraryOf(PAPERS);
  const own = papers && (await libraryOf(papers));
  const { library } = own ?? (await shared);
  const slots = createSlotTimes();
  const subscriptions = createSubscriptionStore({ database: state, slots, clock, catchUpMilliseconds: 3_600_000 });
  const past: PastDigest[] = [];
  const pastDigests: PastDigests = {
    get: async (key) => past.find((one) => one.key === key),
    ofSubscription: async (id, limit, before = Number.POSITIVE_INFINITY) =>
      past
        .filter((one) => one.subscription === id && one.sentAt < before)
        .reverse()
        .slice(0, limit),
  };
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}${prefix}`;
  const config = {
    mail: {
      smtpUrl: smtp ?? server.url,
      from: { name: 'Paperboy', address: 'papers@papers.example' },
      bouncesTo: 'bounces@papers.example',
      mailsPerSecond: 1_000,
    },
    web: { publicUrl, port, host: '127.0.0.1' },
  };
  const mail = openMail({ config, clock, log, languages: ENGLISH_ONLY, state });
  if (!mail) throw new Error('mail is set up');
  const web = await startWebServer({
    content: createWebContent({ library, subscriptions, pastDigests, languages: ENGLISH_ONLY }),
    mail: mail.actions(subscriptions),
    addresses: mail.addresses,
    contact: config.mail.from.address,
    ...{ port, host: '127.0.0.1', clock, log },
  });
  const flow = createMailFlow(mail, log);
  const call = (reader = 'reader-1'): Call => ({ reader, place: 'direct', signal: new AbortController().signal });

  return {
    ...{ clock, log, server, database, library, subscriptions, mail, publicUrl, config, folder },
    /** What `/follow mail:` answers. */
    async follow(address: string, reader?: string, choices = CHOICES) {
      const messages = await Array.fromAsync(flow.followByMail(choices, address, call(reader)));
      const last = messages.at(-1);
      return { status: last?.status, text: last ? plainText(last) : '', messages };
    },
    /** Asks, and presses the button of the page that the mail leads to. */
    async followAndConfirm(address = 'ada@example.org', reader?: string) {
      const { messages } = await this.follow(address, reader);
      if (messages.at(-1)?.status !== 'ok') throw new Error(messages.map(plainText).join('\n'));
      await this.request(linkIn(server.received.at(-1)?.mail.text, 'confirm'), { method: 'POST' });
      const [subscription] = await subscriptions.ofAddress(address);
      if (!subscription) throw new Error('nothing was subscribed to');
      return subscription;
    },
    /** Keeps a digest where pages find it, as if it had been sent. */
    keep(id: string, digest: Digest, key: string) {
      const slot = { subscription: id, day: digest.to, at: clock.now() };
      past.push({ key, subscription: id, slot, edition: digest.edition, to: 'mail', sentAt: clock.now(), digest });
    },
    /** Sends a digest as the deliveries do. */
    async deliver(id: string, digest: Digest, key = `key-${past.length + 1}-of-the-test`) {
      const subscription = await subscriptions.get(id);
      if (!subscription) throw new Error('there is no such subscription');
      const outcome = await mail.sender.send(subscription, digest, key, new AbortController().signal);
      if (outcome.kind === 'sent') this.keep(id, digest, key);
      return outcome;
    },
    async request(url: string, init: RequestInit = {}) {
      const response = await fetch(new URL(url, `${publicUrl}/`), { redirect: 'manual', ...init });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text };
    },
    async close() {
      await web.close();
      mail.close();
      await server.close();
      await database.destroy();
      await own?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface MailWorldOptions {
  readonly smtp?: string;
  readonly answers?: SmtpAnswers;
  readonly papers?: readonly Paper[];
  /** The folder of the public address: `/papers`. */
  readonly prefix?: string;
}

/** The first link of a mail's text that leads to such a page. */
export function linkIn(text: string | undefined, page: 'confirm' | 'refuse' | 'unsubscribe' | 'digest'): string {
  const link = new RegExp(`https?://\\S+/${page}/\\S+`).exec(text ?? '')?.[0];
  if (!link) throw new Error(`no link to ${page} in:\n${text}`);
  return link;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
