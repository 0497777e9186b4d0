/** `npm start -- bounce`: a mail that came back, on standard input, in; the address that it was to gets no more mail. */
import type { Tools } from '../app.ts';
import { createSlotTimes } from '../digest/schedule.ts';
import { InvalidConfiguration } from '../domain/errors.ts';
import { createMailLinks } from '../flows/mail-links.ts';
import { mailboxOf } from '../mail/mail-address.ts';
import { readBounce } from '../mail/read-bounce.ts';
import { openServerSettings } from '../server-settings.ts';
import { openMailKey } from '../state/mail-key.ts';
import { createMailRequests } from '../state/mail-requests.ts';
import { createSubscriptionStore } from '../state/subscriptions.ts';
import { readFlags } from './flags.ts';
import { say } from './say.ts';

const MOST_BYTES = 20_000_000;
/** What mail servers take for "try again later" (sysexits.h); the mail is not lost then. */
const TRY_AGAIN = 75;

/** @returns 0 whatever mail it was: a mail server would answer anything else with a further mail */
export async function runBounce(
  argv: readonly string[],
  tools: Tools,
  input: AsyncIterable<Uint8Array> = process.stdin,
): Promise<number> {
  readFlags('bounce', argv, {}, 0);
  if (!tools.config.mail) {
    throw new InvalidConfiguration('No mail is sent: SMTP_URL and MAIL_FROM are missing.', 'docs/mail-and-feeds.md');
  }
  const raw = await readAll(input);
  const servers = openServerSettings(tools);
  try {
    const key = await openMailKey(await servers.database());
    const bounce = await readBounce(raw, key).catch((error: unknown) => {
      tools.log.warn('bounce-unreadable', { error });
      return { kind: 'no-report' } as const;
    });
    if (bounce.kind !== 'failed') {
      say(SAID[bounce.kind]);
      return 0;
    }
    const signer = async () => key;
    const requests = createMailRequests({ ...tools, database: servers.database, key: signer, mailboxOf });
    const slots = createSlotTimes();
    const subscriptions = createSubscriptionStore({
      ...{
        database: servers.database,
        slots,
        clock: tools.clock,
        catchUpMilliseconds: tools.config.deliveryCatchUpMilliseconds,
      },
    });
    const stopped = await createMailLinks({ ...tools, requests, subscriptions, signer }).bounced(bounce);
    tools.log.info('mail-bounced', { mail: bounce.mail, stopped, detail: bounce.detail });
    say(`The address takes no mail: ${stopped} ${stopped === 1 ? 'subscription' : 'subscriptions'} stopped.`);
    return 0;
  } catch (error) {
    tools.log.error('bounce-not-recorded', { error });
    return TRY_AGAIN;
  } finally {
    await servers.close();
  }
}

const SAID = {
  passing: 'The mail is late, was delivered, or was refused for what may pass: nothing to do.',
  'not-ours': 'This is a delivery report, but of no mail that this Paperboy sent.',
  'no-report': 'This is no delivery report: nothing to do.',
} as const;

/** The rest of a longer one is thrown away: what tells which mail it was stands near the beginning. */
async function readAll(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of input) {
    if (length < MOST_BYTES) pieces.push(piece);
    length += piece.byteLength;
  }
  return Buffer.concat(pieces);
}
