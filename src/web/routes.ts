/** What is asked for by HTTP in; pages, feeds and what buttons do out. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../domain/clock.ts';
import { isDay } from '../domain/days.ts';
import type { Log } from '../domain/ports.ts';
import type { FeedFormat, WebAddresses } from '../domain/web-addresses.ts';
import { atomOf } from './atom.ts';
import type { MailActions, WebContent } from './content.ts';
import { type Feed, feedOfDays, feedOfSubscription } from './feed.ts';
import { ICON } from './icon.ts';
import { jsonFeedOf } from './json-feed.ts';
import { addMailRoutes } from './mail-routes.ts';
import { dayPage, digestPage, type ErrorKind, emptyPage, errorPage, subscriptionPage } from './pages.ts';
import { privacyPage } from './privacy-page.ts';
import type { RateLimit } from './rate-limit.ts';
import { createKeptReplies, HTML, hasAlready, keptReply, type Reply } from './reply.ts';
import { CONTENT_SECURITY_POLICY } from './style.ts';

export interface RouteOptions {
  readonly content: WebContent;
  /** Missing where no mail is sent. */
  readonly mail?: MailActions;
  readonly addresses: WebAddresses;
  /** An address that a person reads. */
  readonly contact?: string;
  readonly limit: RateLimit;
  /** Who asked, as far as limits go. */
  readonly clientOf: (context: Context) => string;
  readonly clock: Clock;
  readonly log: Log;
}

const FEED_DAYS = 10;
const MOST_BODY = 10_000;
const ID = '[A-Za-z0-9_-]{8,64}';
const SECONDS_FRESH = { page: 60, feed: 300, digest: 86_400 } as const;
const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'interest-cohort=(), browsing-topics=()',
} as const;

export function createRoutes(options: RouteOptions): Hono {
  const { content, mail, addresses, contact, limit, clientOf, clock, log } = options;
  const kept = createKeptReplies(clock);
  const app = new Hono({ strict: false });
  const error = (kind: ErrorKind, status: number): Reply => ({ status, type: HTML, body: errorPage(kind, addresses) });
  const asPage = (body: string | undefined, changedAt?: number): Reply =>
    body === undefined ? error('not-found', 404) : { status: 200, type: HTML, body, ...(changedAt && { changedAt }) };

  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
    const wait = limit.waitFor(clientOf(context));
    if (wait === undefined) return next();
    context.header('Retry-After', String(wait));
    context.header('Cache-Control', 'no-store');
    return context.html(errorPage('too-many', addresses), 429);
  });
  app.use(bodyLimit({ maxSize: MOST_BODY, onError: (context) => context.text('That is too much.', 413) }));

  /** Something to read, kept by its path: whatever stands behind a question mark changes nothing. */
  const readable = (path: string, fresh: number, make: (context: Context) => Promise<Reply>, isPrivate = false) => {
    app.get(path, async (context) => {
      const reply = await kept.get(context.req.path, () => make(context));
      context.header('ETag', reply.tag);
      context.header(
        'Cache-Control',
        `${isPrivate ? 'private' : 'public'}, max-age=${reply.status === 200 ? fresh : 0}`,
      );
      if (isPrivate) context.header('X-Robots-Tag', 'noindex');
      if (reply.changedAt) context.header('Last-Modified', new Date(reply.changedAt).toUTCString());
      const [ifNoneMatch, ifModifiedSince] = [
        context.req.header('if-none-match'),
        context.req.header('if-modified-since'),
      ];
      if (reply.status === 200 && hasAlready(reply, { ifNoneMatch, ifModifiedSince })) return context.body(null, 304);
      context.header('Content-Type', reply.type);
      context.header('Content-Length', String(reply.bytes.byteLength));
      return context.body(reply.bytes, reply.status as 200);
    });
    refuseOthers(path, 'GET, HEAD');
  };
  const refuseOthers = (path: string, allowed: string) =>
    app.all(path, (context) => {
      context.header('Allow', allowed);
      return context.html(errorPage('method', addresses), 405);
    });
  const feeds = (path: string, make: (context: Context) => Promise<Feed | undefined>, isPrivate = false) => {
    const formats: readonly [FeedFormat, string, (feed: Feed) => string][] = [
      ['atom', 'application/atom+xml; charset=utf-8', atomOf],
      ['json', 'application/feed+json; charset=utf-8', jsonFeedOf],
    ];
    for (const [format, type, write] of formats) {
      const reply = async (context: Context): Promise<Reply> => {
        const feed = await make(context);
        return feed ? { status: 200, type, body: write(feed), changedAt: feed.updatedAt } : error('not-found', 404);
      };
      readable(`${path}feed.${format}`, SECONDS_FRESH.feed, reply, isPrivate);
    }
  };

  readable('/', SECONDS_FRESH.page, async () => {
    const day = await content.newestDay();
    const found = day && (await content.day(day));
    return found ? asPage(dayPage(found, addresses), found.changedAt) : asPage(emptyPage(addresses));
  });
  readable('/day/:day', SECONDS_FRESH.page, async (context) => {
    const day = context.req.param('day') ?? '';
    const found = isDay(day) ? await content.day(day) : undefined;
    return asPage(found && dayPage(found, addresses), found?.changedAt);
  });
  feeds('/', async () => feedOfDays(await content.recentDays(FEED_DAYS), addresses));

  const subscriptionOf = (context: Context, before?: number) =>
    content.subscription(context.req.param('id') ?? '', before);
  for (const path of [`/subscription/:id{${ID}}`, `/subscription/:id{${ID}}/before/:before{\\d{1,15}}`]) {
    const show = async (context: Context) => {
      const before = context.req.param('before');
      const found = await subscriptionOf(context, before === undefined ? undefined : Number(before));
      return asPage(found && subscriptionPage(found, addresses));
    };
    readable(path, SECONDS_FRESH.page, show, true);
  }
  feeds(
    `/subscription/:id{${ID}}/`,
    async (context) => {
      const found = await subscriptionOf(context);
      return found && feedOfSubscription(found, addresses);
    },
    true,
  );
  readable(
    `/digest/:key{${ID}}`,
    SECONDS_FRESH.digest,
    async (context) => {
      const found = await content.digest(context.req.param('key') ?? '');
      return asPage(found && digestPage(found, addresses), found?.sentAt);
    },
    true,
  );
  readable(
    `/digest/:key{${ID}}/picture`,
    SECONDS_FRESH.digest,
    async (context) => {
      const { outline, sentAt } = (await content.digest(context.req.param('key') ?? '')) ?? {};
      const picture = outline?.picture?.content;
      if (!picture || typeof picture === 'string') return error('not-found', 404);
      return { status: 200, type: 'image/png', body: picture, ...(sentAt && { changedAt: sentAt }) };
    },
    true,
  );
  readable('/privacy', SECONDS_FRESH.page, async () => asPage(privacyPage(addresses, contact)));
  readable('/icon.svg', SECONDS_FRESH.digest, async () => ({ status: 200, type: 'image/svg+xml', body: ICON }));
  readable('/robots.txt', SECONDS_FRESH.digest, async () => ({
    status: 200,
    type: 'text/plain; charset=utf-8',
    body: ROBOTS,
  }));
  if (mail) addMailRoutes(app, { mail, addresses, refuseOthers });

  app.notFound((context) => context.html(errorPage('not-found', addresses), 404));
  app.onError((fault, context) => {
    log.error('page-not-made', { error: fault });
    const reply = keptReply(error('failed', 503));
    context.header('Retry-After', '60');
    context.header('Content-Type', reply.type);
    return context.body(reply.bytes, 503);
  });
  return app;
}

const ROBOTS = [
  'User-agent: *',
  'Disallow: /subscription/',
  'Disallow: /digest/',
  'Disallow: /confirm/',
  'Disallow: /refuse/',
  'Disallow: /unsubscribe/',
  '',
].join('\n');
