/** A bot that is being started comes in; its pages and feeds go out, where a public address is set. */
import type { Tools } from '../app.ts';
import type { PastDigests, SubscriptionStore } from '../domain/delivery.ts';
import type { Languages } from '../domain/languages.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { createWebAddresses } from '../domain/web-addresses.ts';
import { createWebContent } from '../flows/web-content.ts';
import type { OpenMail } from '../open-mail.ts';
import { startWebServer, type WebServer } from '../web/server.ts';
import { say } from './say.ts';

export interface Served {
  readonly library: PaperIndex;
  readonly languages: Languages;
  readonly deliveries: { readonly subscriptions: SubscriptionStore; readonly pastDigests: PastDigests };
  /** Missing where no mail is sent. */
  readonly mail?: OpenMail | undefined;
}

const TIDY_EVERY = 600_000;

/** @returns nothing where there are to be no pages @throws InvalidConfiguration when the port cannot be had */
export async function serveWeb({ config, clock, log }: Tools, served: Served): Promise<WebServer | undefined> {
  const { web, mail } = config;
  if (!web) return undefined;
  const { library, languages, deliveries } = served;
  const { subscriptions, pastDigests } = deliveries;
  const actions = served.mail?.actions(subscriptions);
  const server = await startWebServer({
    content: createWebContent({ library, subscriptions, pastDigests, languages }),
    ...(actions && { mail: actions }),
    addresses: createWebAddresses(web.publicUrl),
    ...(mail && { contact: mail.from.address }),
    ...{ port: web.port, host: web.host, clock, log },
  });
  say(`Pages and feeds are served at ${server.url} for ${web.publicUrl}/`);
  const closing = new AbortController();
  const tidying = served.mail && keepTidy({ clock, log }, served.mail, closing.signal);
  return {
    url: server.url,
    async close() {
      closing.abort(new Error('closed'));
      await Promise.all([tidying, server.close()]);
    },
  };
}

/** Addresses that nobody confirmed are not kept for longer than was promised. */
async function keepTidy(
  { clock, log }: Pick<Tools, 'clock' | 'log'>,
  mail: OpenMail,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await mail.requests.deleteExpired().catch((error: unknown) => log.error('mail-addresses-not-deleted', { error }));
    await clock.sleep(TIDY_EVERY, signal).catch(() => undefined);
  }
}
