import { describe, expect, it } from 'vitest';
import { hasCards, layOut } from '../../../src/discord/cards/lay-out.ts';
import { createActionDrawer, type WireComponent } from '../../../src/discord/components/action-rows.ts';
import { messageRequest } from '../../../src/discord/interaction-webhook.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { Paper } from '../../../src/domain/paper.ts';
import { say } from '../../../src/domain/words.ts';
import { orderChoice, periodChoice } from '../../../src/render/list-choices.ts';
import { aboutSubject, asTyped, renderListPage } from '../../../src/render/lists.ts';
import { paper } from '../../doubles/paper.ts';
import { messageIssues } from '../../servers/discord/message-rules.ts';
import { schemaCheck } from '../../servers/discord/schema-check.ts';
import { createRandom, troublesomeText } from '../random-text.ts';

const ASKER = '123456789012345678';
const LIMITS = { components: 40, text: 4_000, customId: 100, address: 512, label: 80 };

const bodyOf = (message: Message) => {
  const kept = new Map<string, unknown>();
  const drawer = createActionDrawer({
    asker: ASKER,
    actions: { keep: async (_asker, key, payload) => void kept.set(key, payload), find: async () => undefined },
  });
  const layout = layOut(message, { commandIds: new Map(), drawer });
  return { layout, body: messageRequest({ content: '', layout }).body };
};
/** Every component, however deep. */
const everyOf = (components: readonly WireComponent[]): WireComponent[] =>
  components.flatMap((one) => [one, ...everyOf((one.components as WireComponent[] | undefined) ?? [])]);
const textsOf = (components: readonly WireComponent[]) =>
  everyOf(components).flatMap(({ type, content }) => (type === 10 ? [String(content)] : []));
const buttonsOf = (components: readonly WireComponent[]) => everyOf(components).filter(({ type }) => type === 2);
const page = (papers: readonly Paper[], facts: Partial<Parameters<typeof renderListPage>[0]> = {}) =>
  renderListPage({
    papers,
    isMore: false,
    order: 'relevance',
    page: 1,
    pageLength: 5,
    title: (number) => aboutSubject(number, 'robots', {}),
    command: {
      name: 'search',
      text: asTyped('robots', {}),
      args: { query: 'robots' },
      choices: orderChoice(say('best fit first'), 'relevance'),
    },
    ...facts,
  });
const ROBOTS = Array.from({ length: 12 }, (_, at) =>
  paper({
    id: `arxiv:2602.${String(at).padStart(5, '0')}`,
    title: `Walking Robots, Part ${at + 1}`,
    abstract: 'Robots walk on sand. It takes two motors.',
    authors: ['Grace Hopper', 'Ada Lovelace', 'Alan Turing'],
    organisation: 'Looking Lab',
    listedOn: '2026-02-03',
    upvotes: 19,
  }),
);

describe('a page of papers on Discord', () => {
  it('shows of each paper its title, people, organisation, date, upvotes and one line', () => {
    const [heading, first] = textsOf(bodyOf(page(ROBOTS)).layout);
    expect(heading).toBe('## 12 papers on “robots”, best fit first, page 1 of 3');
    expect(first).toBe(
      [
        '### 1. [Walking Robots, Part 1](<https://arxiv.org/abs/2602.00000>)',
        '-# Grace Hopper and 2 others · Looking Lab · 2026-02-03 · ▲ 19 upvotes',
        'Robots walk on sand.',
      ].join('\n'),
    );
  });

  it('has below each paper Summarize, Similar, Abstract and Open, and below the page the others and the order', () => {
    const { layout } = bodyOf(page(ROBOTS, { page: 2 }));
    const labels = buttonsOf(layout).map(({ label }) => label);
    expect(labels.slice(0, 4)).toEqual(['Summarize', 'Similar', 'Abstract', 'Open']);
    expect(labels.slice(20)).toEqual(['Prev', 'Page 2 of 3', 'Next']);
    const select = everyOf(layout).find(({ type }) => type === 3);
    expect(select?.options).toEqual([
      { label: 'best fit first', value: 'relevance', default: true },
      { label: 'newest first', value: 'newest' },
      { label: 'most upvoted first', value: 'upvotes' },
    ]);
    expect(textsOf(layout)[1]).toMatch(/^### 6\. /);
  });

  it('on the first page has no page before it, and on the last none after it', () => {
    const disabled = (message: Message) =>
      buttonsOf(bodyOf(message).layout)
        .filter((one) => one.disabled)
        .map(({ label }) => label);
    expect(disabled(page(ROBOTS))).toEqual(['Prev', 'Page 1 of 3']);
    expect(disabled(page(ROBOTS, { page: 3 }))).toEqual(['Page 3 of 3', 'Next']);
    expect(disabled(page(ROBOTS.slice(0, 3)))).toEqual([]);
  });

  it('without an abstract cannot be summarised, and without an address cannot be opened', () => {
    const bare = paper({ title: 'Title Alone', abstract: '' });
    expect(buttonsOf(bodyOf(page([bare])).layout).map(({ label }) => label)).toEqual(['Similar', 'Abstract']);
    expect(textsOf(bodyOf(page([bare])).layout)[1]).toBe('### 1. Title Alone');
  });

  it('of more papers than fit is no page of cards', () => {
    expect(hasCards(page(ROBOTS, { pageLength: 10 }))).toBe(false);
    expect(hasCards(page(ROBOTS))).toBe(true);
  });

  it('whatever takes the place of a page is laid out too, cut where it is too long', () => {
    const instead: Message = { status: 'not-found', blocks: [{ kind: 'paragraph', line: ['word '.repeat(2_000)] }] };
    const texts = textsOf(bodyOf(instead).layout);
    expect(texts).toHaveLength(1);
    expect(texts[0]?.length).toBeLessThanOrEqual(LIMITS.text);
    expect(texts[0]).toMatch(/\n-# …$/);
    expect(textsOf(bodyOf({ status: 'ok', blocks: [] }).layout)).toEqual(['-# There is nothing to show.']);
  });
});

describe('2,000 papers of people who look for trouble', () => {
  const schemas = schemaCheck();
  const random = createRandom(20_261_121);
  const troubles = Array.from({ length: 400 }, () => troublesomeText(random, 1 + Math.floor(random() ** 4 * 20_000)));
  const trouble = () => troubles[Math.floor(random() * troubles.length)] ?? '';
  const trickster = (at: number): Paper => ({
    ...paper({ title: trouble(), abstract: trouble() }),
    ...(random() < 0.9 && { id: `arxiv:2602.${String(at).padStart(5, '0')}` as const }),
    authors: random() < 0.8 ? Array.from({ length: 1 + Math.floor(random() * 3) }, trouble) : [],
    ...(random() < 0.7 && { organisation: trouble() }),
    ...(random() < 0.8 && { listedOn: '2026-02-03' }),
    ...(random() < 0.8 && { upvotes: Math.floor(random() * 1e7), comments: Math.floor(random() * 1e5) }),
    withdrawn: random() < 0.05,
  });
  /** Titles and lines as long as their authors made them: whoever lays them out may not trust whoever wrote the list. */
  const unshortened = (message: Message): Message => ({
    ...message,
    blocks: message.blocks.map((block) =>
      block.kind === 'cards'
        ? { ...block, items: block.items.map((card) => ({ ...card, title: trouble(), line: trouble() })) }
        : block,
    ),
  });
  const pages = Array.from({ length: 400 }, (_, at) => {
    const papers = Array.from({ length: 5 }, (_, place) => trickster(5 * at + place));
    const subject = trouble();
    const message = page([...Array<Paper>(5 * (at % 4)).fill(papers[0] as Paper), ...papers], {
      page: (at % 4) + 1,
      title: (number) => [number, ...papers.slice(0, 2).map(({ title }) => ({ kind: 'strong', text: title }) as const)],
      command: {
        ...{ name: 'search', text: subject.slice(0, 500), args: { query: subject.slice(0, 1000) } },
        choices: orderChoice(say('best fit first'), 'newest'),
      },
      unclear: [{ name: trouble(), meant: [trouble(), trouble()] }],
      notes: [[trouble()]],
    });
    return bodyOf(at % 2 ? message : unshortened(message));
  });

  it.skipIf(!schemas.available)(
    'fit Discord’s schemas on every page',
    () => {
      for (const { body } of pages) {
        expect(schemas.check('PATCH', '/webhooks/1/token/messages/@original', body)).toEqual([]);
      }
    },
    60_000,
  );

  it('fit the limits of a message on every page, and ping nobody', () => {
    for (const { layout, body } of pages) {
      expect(messageIssues(body, { at: '', edit: true, mayBeEphemeral: true })).toEqual([]);
      expect(ownIssues(layout)).toEqual([]);
      expect(textsOf(layout).filter((text) => text.startsWith('### '))).toHaveLength(5);
    }
  }, 60_000);

  /** The documented limits once more, in UTF-16 units, the stricter way. */
  function ownIssues(layout: readonly WireComponent[]): string[] {
    const all = everyOf(layout);
    const texts = textsOf(layout);
    const ids = all.flatMap(({ custom_id }) => (typeof custom_id === 'string' ? [custom_id] : []));
    const found: string[] = [];
    if (all.length > LIMITS.components) found.push(`${all.length} components`);
    if (texts.join('').length > LIMITS.text) found.push(`${texts.join('').length} characters`);
    if (texts.some((text) => text.trim() === '')) found.push('an empty text');
    if (new Set(ids).size < ids.length) found.push('two components of one id');
    if (ids.some((id) => id.length > LIMITS.customId)) found.push('a long id');
    for (const { url, label, custom_id } of buttonsOf(layout)) {
      if (!label || String(label).length > LIMITS.label) found.push(`label ${label}`);
      if (url !== undefined && (custom_id !== undefined || String(url).length > LIMITS.address)) found.push(`${url}`);
    }
    for (const text of texts) {
      // Links and heading marks of our own aside, nothing that a stranger wrote does anything.
      const foreign = text.replace(/\]\(<https:\/\/arxiv\.org\/abs\/[\d.]+>\)/g, '');
      const pings = foreign.replace(/\\[^\p{L}\p{N}\s]/gu, '').match(/@(?:everyone|here)|<[@#:t/][^>]*>/g);
      if (pings) found.push(`pings: ${pings}`);
      if (!text.isWellFormed()) found.push('half a character');
    }
    return found;
  }
});

it('a list of what is trending has a select for the period', () => {
  const message = page(ROBOTS, {
    order: undefined,
    title: () => ['Trending on 2026-02-03'],
    command: { name: 'trending', text: '', args: { period: 'today' }, choices: periodChoice('today') },
  });
  const { layout } = bodyOf(message);
  expect(everyOf(layout).find(({ type }) => type === 3)).toMatchObject({ placeholder: 'Period' });
  expect(everyOf(layout).length).toBeLessThanOrEqual(LIMITS.components);
});
