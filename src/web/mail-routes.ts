/** Links of mails: reading one does nothing, for scanners open links by themselves; pressing its button does. */
import type { Context, Hono } from 'hono';
import type { WebAddresses } from '../domain/web-addresses.ts';
import type { MailActions } from './content.ts';
import { createMailPages } from './mail-pages.ts';

export interface MailRouteOptions {
  readonly mail: MailActions;
  readonly addresses: WebAddresses;
  readonly refuseOthers: (path: string, allowed: string) => void;
}

/** Tokens and ids of any shape: one that was made up gets a page, and not a riddle. */
const TOKEN = '[^/]{1,200}';
const ALLOWED = 'GET, HEAD, POST';

export function addMailRoutes(app: Hono, { mail, addresses, refuseOthers }: MailRouteOptions): void {
  const pages = createMailPages(addresses);
  const shown = (context: Context, body: string, status: 200 | 404 = 200) => {
    // Only its receiver should know the address, and no cache should answer for us.
    context.header('Cache-Control', 'no-store');
    context.header('X-Robots-Tag', 'noindex');
    return context.html(body, status);
  };
  const parameter = (context: Context, name: string) => context.req.param(name) ?? '';

  const confirm = `/confirm/:token{${TOKEN}}`;
  app.get(confirm, async (context) => {
    const token = parameter(context, 'token');
    const asked = await mail.lookAtConfirm(token);
    if (asked.kind === 'asks') return shown(context, pages.askToConfirm(asked, token));
    return asked.kind === 'used'
      ? shown(context, pages.confirmedBefore())
      : shown(context, pages.unknownConfirmation(), 404);
  });
  app.post(confirm, async (context) => {
    const outcome = await mail.confirm(parameter(context, 'token'));
    if (outcome.kind === 'confirmed') return shown(context, pages.confirmed(outcome, outcome.subscription));
    return outcome.kind === 'used'
      ? shown(context, pages.confirmedBefore())
      : shown(context, pages.unknownConfirmation(), 404);
  });
  refuseOthers(confirm, ALLOWED);

  const refuse = `/refuse/:token{${TOKEN}}`;
  app.get(refuse, (context) => shown(context, pages.askToRefuse(parameter(context, 'token'))));
  app.post(refuse, async (context) => {
    const isKnown = await mail.refuse(parameter(context, 'token'));
    return isKnown ? shown(context, pages.refused()) : shown(context, pages.unknownConfirmation(), 404);
  });
  refuseOthers(refuse, ALLOWED);

  const unsubscribe = `/unsubscribe/:id{${TOKEN}}/:signature{${TOKEN}}`;
  app.get(unsubscribe, async (context) => {
    const [id, signature] = [parameter(context, 'id'), parameter(context, 'signature')];
    const asked = await mail.lookAtUnsubscribe(id, signature);
    if (asked.kind === 'there')
      return shown(context, pages.askToUnsubscribe(asked, addresses.unsubscribe(id, signature)));
    return asked.kind === 'gone'
      ? shown(context, pages.unsubscribedBefore())
      : shown(context, pages.forgedUnsubscribe(), 404);
  });
  // Also what mail programs send by themselves (RFC 8058): the same answer again is no fault, and it leads nowhere else.
  app.post(unsubscribe, async (context) => {
    const outcome = await mail.unsubscribe(parameter(context, 'id'), parameter(context, 'signature'));
    if (outcome.kind === 'there') return shown(context, pages.unsubscribed(outcome.catalogue));
    return outcome.kind === 'gone'
      ? shown(context, pages.unsubscribedBefore())
      : shown(context, pages.forgedUnsubscribe(), 404);
  });
  refuseOthers(unsubscribe, ALLOWED);
}
