/** Pages and feeds over HTTP, as browsers and feed readers ask for them. */
import { XMLParser } from 'fast-xml-parser';
import { afterEach, describe, expect, it } from 'vitest';
import { paper } from '../doubles/paper.ts';
import { digestOf, type MailWorld, type MailWorldOptions, openMailWorld } from '../mail-world.ts';
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

async function withDigests() {
  const world = await open();
  const { id } = await world.followAndConfirm();
  await world.deliver(id, digestOf(PAPERS.slice(0, 2)), 'first-digest-of-it');
  world.clock.advance(86_400_000);
  await world.deliver(
    id,
    digestOf(PAPERS.slice(2, 3), { from: '2026-06-30', to: '2026-06-30' }),
    'second-digest-of-it',
  );
  return { world, id };
}

const newest =
  PAPERS.map(({ listedOn = '' }) => listedOn)
    .sort()
    .at(-1) ?? '';

describe('the pages', () => {
  it('begin with the papers of the newest day, and lead to the days before', async () => {
    const { request } = await open();
    const today = await request('./');
    expect(today.status).toBe(200);
    for (const { title, listedOn } of PAPERS) {
      expect([title, today.text.includes(title)]).toEqual([title, listedOn === newest]);
    }
    const previous = /rel="prev" href="([^"]+)"/.exec(today.text)?.[1] ?? expect.fail('no day before');
    const before = await request(previous);
    expect([before.status, before.text.includes('rel="next"')]).toEqual([200, true]);
  });

  it('say kindly that there is nothing yet', async () => {
    const { request } = await open({ papers: [] });
    expect(await request('./')).toMatchObject({ status: 200, text: expect.stringContaining('No papers yet') });
    expect((await request('feed.atom')).status).toBe(200);
  });

  it('show every past digest at an address of its own, and all of a subscription', async () => {
    const { world, id } = await withDigests();
    const first = await world.request('digest/first-digest-of-it');
    expect(first.text).toContain('Ask-R1');
    expect(first.headers.get('x-robots-tag')).toBe('noindex');
    const all = await world.request(`subscription/${id}`);
    expect(all.text.indexOf('second-digest-of-it')).toBeLessThan(all.text.indexOf('first-digest-of-it'));
    expect(all.text).not.toContain('ada@');
  });

  it('lead from the newest digests to all before them, also when nothing more comes', async () => {
    const world = await open();
    const { id } = await world.followAndConfirm();
    for (let day = 0; day < 130; day++) {
      world.keep(id, digestOf(PAPERS.slice(0, 1)), `digest-number-${day}`);
      world.clock.advance(86_400_000);
    }
    await world.subscriptions.remove(id);
    const seen: string[] = [];
    for (let next: string | undefined = `subscription/${id}`; next; ) {
      const { text } = await world.request(next);
      expect(text).toContain('A daily post that has ended');
      seen.push(...[...text.matchAll(/digest-number-(\d+)/g)].map(([key]) => key));
      next = /rel="next" href="([^"]+)"/.exec(text)?.[1];
    }
    expect(seen).toEqual(Array.from({ length: 130 }, (_, at) => `digest-number-${129 - at}`));
  });

  it.each([
    'nothing',
    'day/2026-02-30',
    'day/2019-01-01',
    'day/..%2f..%2fetc',
    'digest/unknown-key-here',
    'subscription/x',
    '%',
    '%ff',
    'digest/first-digest-of-it/picture',
    'confirm',
    'feed.xml',
  ])('say for /%s that there is no such page', async (path) => {
    const { request } = await open();
    const { status, text } = await request(path);
    expect([status, text]).toEqual([404, expect.stringContaining('There is no such page')]);
  });

  it.each(['./', 'feed.atom', 'privacy', `day/${newest}`])('/%s is read only', async (path) => {
    const { request } = await open();
    const posted = await request(path, { method: 'POST', body: 'x' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await request(path, { method: 'HEAD' });
    expect([head.status, head.text, Number(head.headers.get('content-length')) > 0]).toEqual([200, '', true]);
  });

  it('hold no script, set no cookie, load nothing from elsewhere, and may be framed by nobody', async () => {
    const { request } = await open();
    for (const path of ['./', 'privacy', 'nothing', 'confirm/x', 'unsubscribe/x/y']) {
      const { headers, text } = await request(path);
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-.*frame-ancestors 'none'$/,
      );
      expect(headers.get('content-security-policy')).not.toMatch(/script|unsafe|\*/);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(text).not.toMatch(/<script|<iframe|javascript:| on\w+=|style="/);
    }
  });

  it('are found below a folder, whether the proxy takes it away or not', async () => {
    const { request, publicUrl } = await open({ prefix: '/papers' });
    const [whole, bare] = [await request('privacy'), await request('/privacy')];
    expect([whole.status, bare.status]).toEqual([200, 200]);
    expect(whole.text).toContain(`href="${publicUrl}/feed.atom"`);
  });

  it('take no long bodies and no long addresses', async () => {
    const { request } = await open();
    expect((await request('unsubscribe/x/y', { method: 'POST', body: 'x'.repeat(20_000) })).status).toBe(413);
    expect((await request(`unsubscribe/${'x'.repeat(300)}/y`)).status).toBe(404);
    expect((await request(`privacy?${'x'.repeat(30_000)}`)).status).toBe(431);
  });

  it('say that they could not be made, and no more, when something is broken', async () => {
    const world = await open();
    await world.database.destroy();
    const { status, text, headers } = await world.request('subscription/any-subscription');
    expect([status, headers.get('retry-after')]).toEqual([503, '60']);
    expect(text).toContain('The page could not be made');
    expect(text).not.toMatch(/Error|\.ts/);
    expect(world.log.events()).toContain('page-not-made');
  });
});

const NASTY = paper({
  id: 'arxiv:2606.77777',
  title: 'A <b> & "quoted" ]]> title \u0000\u0007\ud800',
  abstract: 'We show that 1 < 2 && 3 > 2 ]]> holds. It is <script>alert(1)</script>.',
  listedOn: newest,
  upvotes: 99,
});

describe('the feeds', () => {
  it('are Atom that a parser takes, with what RFC 4287 asks for and ids that stay', async () => {
    const { request, publicUrl } = await open({ papers: [...PAPERS, NASTY] });
    const { text, headers } = await request('feed.atom');
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const { feed } = new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => ['entry', 'link'].includes(name),
    }).parse(text, true);
    expect(feed).toMatchObject({
      title: 'Paperboy',
      id: 'tag:127.0.0.1,2026:paperboy/days',
      author: { name: 'Paperboy' },
    });
    expect(Date.parse(feed.updated)).not.toBeNaN();
    expect(feed.link.map((link: Record<string, string>) => [link['@_rel'], link['@_href']])).toEqual([
      ['self', `${publicUrl}/feed.atom`],
      ['alternate', `${publicUrl}/`],
    ]);
    const [entry] = feed.entry;
    expect(entry.id).toBe(`tag:127.0.0.1,2026:paperboy/day/${newest}`);
    expect(entry.link[0]['@_href']).toBe(`${publicUrl}/day/${newest}`);
    expect(entry.content['@_type']).toBe('html');
    expect(entry.content['#text']).toContain('&lt;b&gt; &amp; &quot;quoted&quot; ]]&gt;');
    expect(new Set(feed.entry.map(({ id }: { id: string }) => id)).size).toBe(feed.entry.length);
  });

  it('are JSON Feed 1.1 with the same', async () => {
    const { request, publicUrl } = await open({ papers: [...PAPERS, NASTY] });
    const { text, headers } = await request('feed.json');
    expect(headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    const feed = JSON.parse(text);
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      feed_url: `${publicUrl}/feed.json`,
      home_page_url: `${publicUrl}/`,
    });
    expect(feed.items[0]).toMatchObject({
      id: `tag:127.0.0.1,2026:paperboy/day/${newest}`,
      url: `${publicUrl}/day/${newest}`,
    });
    expect(feed.items[0].content_html).not.toMatch(/<script|\p{Cc}(?<!\n)|\p{Cs}/u);
  });

  it('of a subscription have what was sent, the newest first', async () => {
    const { world, id } = await withDigests();
    const feed = JSON.parse((await world.request(`subscription/${id}/feed.json`)).text);
    const keys = feed.items.map((item: { url: string }) => item.url.split('/').at(-1));
    expect(keys).toEqual(['second-digest-of-it', 'first-digest-of-it']);
    const atom = await world.request(`subscription/${id}/feed.atom`);
    expect(atom.headers.get('cache-control')).toMatch(/^private/);
    expect(atom.text).not.toContain('ada@');
    expect((await world.request('subscription/not-there-at-all/feed.atom')).status).toBe(404);
  });

  it('are not sent again to whoever has them', async () => {
    const { request } = await open();
    const { headers } = await request('feed.atom');
    const [tag, changed] = [headers.get('etag') ?? '', headers.get('last-modified') ?? ''];
    const given: Record<string, string>[] = [
      { 'if-none-match': tag },
      { 'if-none-match': `"other", W/${tag}` },
      { 'if-modified-since': changed },
    ];
    for (const known of given) {
      expect(await request('feed.atom', { headers: known })).toMatchObject({ status: 304, text: '' });
    }
    expect(
      (await request('feed.atom', { headers: { 'if-none-match': '"other"', 'if-modified-since': changed } })).status,
    ).toBe(200);
    expect((await request('feed.atom', { headers: { 'if-modified-since': 'never' } })).status).toBe(200);
  });

  it('cost a reader that asks every second little, and then it is asked to wait', async () => {
    const world = await open();
    const statuses: number[] = [];
    let wait = 0;
    for (let second = 0; second < 200; second++) {
      const { status, headers } = await world.request('feed.json');
      statuses.push(status);
      if (status === 429) wait = Number(headers.get('retry-after'));
      world.clock.advance(1_000);
    }
    const refused = statuses.filter((status) => status === 429).length;
    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true);
    expect(refused).toBeGreaterThan(30);
    world.clock.advance(wait * 1_000);
    expect((await world.request('feed.json')).status).toBe(200);
    // Another reader, behind the same proxy, is not the one that asks too often.
    const other = { headers: { 'x-forwarded-for': '203.0.113.7' } };
    for (let at = 0; at < 80; at++) await world.request('feed.json');
    expect((await world.request('feed.json')).status).toBe(429);
    expect((await world.request('feed.json', other)).status).toBe(200);
  });

  it('show what is new within a minute', async () => {
    const world = await open({ papers: PAPERS });
    await world.request('feed.json');
    await world.library.upsert([{ ...NASTY, title: 'Something New' }]);
    world.clock.advance(61_000);
    expect((await world.request('feed.json')).text).toContain('Something New');
  });
});
