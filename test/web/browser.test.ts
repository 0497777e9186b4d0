/** The pages in a real browser, without scripts, as readers see them. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { digestOf, linkIn, type MailWorld, openMailWorld } from '../mail-world.ts';
import { PAPERS } from '../small-library.ts';

const CHROMIUM = '/usr/bin/chromium';
const missing = existsSync(CHROMIUM) ? '' : ` (skipped: there is no ${CHROMIUM})`;
const QUIET = '--no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(' ');

describe.skipIf(missing)(`in a browser${missing}`, () => {
  let browser: Browser;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless', '--no-sandbox', '--disable-gpu', ...QUIET],
    });
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function open({
    width = 1000,
    dark = false,
  } = {}): Promise<{ world: MailWorld; page: Page; problems: string[] }> {
    const world = await openMailWorld();
    closing.push(() => world.close());
    const context = await browser.newContext({
      ...{ viewport: { width, height: 800 }, javaScriptEnabled: false },
      colorScheme: dark ? 'dark' : 'light',
    });
    closing.push(() => context.close());
    const page = await context.newPage();
    const problems: string[] = [];
    // What the policy forbids is told here, and so is what could not be loaded.
    page.on('console', (message) => problems.push(message.text()));
    page.on('requestfailed', (request) => problems.push(request.url()));
    return { world, page, problems };
  }

  it('a reader leafs from today to the day before and back', async () => {
    const { world, page, problems } = await open();
    await page.goto(`${world.publicUrl}/`);
    const today = await page.locator('h1').textContent();
    await page.locator('a[rel=prev]').click();
    expect(await page.locator('h1').textContent()).not.toBe(today);
    await page.locator('a[rel=next]').click();
    expect(await page.locator('h1').textContent()).toBe(today);
    expect(await page.locator('h3 a').first().getAttribute('href')).toMatch(/^https:\/\/arxiv\.org\/abs\//);
    expect(problems).toEqual([]);
  });

  it('a mail is confirmed, read on the web, and ended, all by buttons', async () => {
    const { world, page, problems } = await open();
    await world.follow('ada@example.org');
    await page.goto(linkIn(world.server.received.at(-1)?.mail.text, 'confirm'));
    await page.getByRole('button', { name: 'Yes, send them to me' }).click();
    await page.getByRole('heading', { name: 'Done: the papers will come' }).waitFor();
    const [subscription] = await world.subscriptions.ofAddress('ada@example.org');
    await world.deliver(subscription?.id ?? '', digestOf(PAPERS));
    const { text } = world.server.received.at(-1)?.mail ?? {};
    await page.goto(linkIn(text, 'digest'));
    await page.getByRole('link', { name: 'Earlier digests' }).click();
    expect(await page.locator('.past a').count()).toBe(1);
    await page.goto(linkIn(text, 'unsubscribe'));
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    expect(await world.subscriptions.count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it.each([
    ['a phone', 320, false],
    ['a phone in the dark', 390, true],
    ['a desk', 1400, false],
  ] as const)('pages and mails fit on %s and can be read there', async (_where, width, dark) => {
    const { world, page } = await open({ width, dark });
    const { id } = await world.followAndConfirm();
    const long = { ...PAPERS[0], title: `A Title That Has a ${'Very'.repeat(40)}LongWord` } as (typeof PAPERS)[number];
    await world.deliver(id, digestOf([long, ...PAPERS.slice(1, 3)]));
    const { html = '', text } = world.server.received.at(-1)?.mail ?? {};
    const shown = [
      () => page.goto(`${world.publicUrl}/`),
      () => page.goto(linkIn(text, 'digest')),
      // Of its own, or the policy of the page before would hold for it.
      () => page.goto('about:blank').then(() => page.setContent(html)),
    ];
    for (const show of shown) {
      await show();
      const size = await page.locator('html').evaluate((root) => ({
        wanted: root.scrollWidth,
        there: root.clientWidth,
      }));
      expect(size.wanted).toBeLessThanOrEqual(size.there);
      const ratios = await page.locator('h1, h3, p, a, footer').evaluateAll(contrasts);
      expect(ratios.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    }
  });
});

/** What the pages know and this program does not. */
interface Shown {
  readonly textContent: string | null;
  readonly parentElement: Shown | null;
  getBoundingClientRect(): { readonly height: number };
}
declare const getComputedStyle: (element: Shown) => { readonly color: string; readonly backgroundColor: string };

/** Runs in the page: the contrast of each text with what lies behind it, by the formula of WCAG 2.2 (1.4.3). */
function contrasts(elements: readonly Shown[]): { text: string; ratio: number }[] {
  const numbers = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = numbers(colour)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element: Shown | null): string => {
    if (!element) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(element).backgroundColor;
    return numbers(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  return elements
    .filter((element) => element.textContent?.trim() && element.getBoundingClientRect().height > 0)
    .map((element) => {
      const [one, other] = [light(getComputedStyle(element).color), light(behind(element))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      return { text: element.textContent?.trim().slice(0, 40) ?? '', ratio };
    });
}
