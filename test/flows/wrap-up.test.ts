import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../commands/services.ts';
import { addDays } from '../../src/domain/days.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import { textIn } from '../../src/domain/words.ts';
import { renderDigest } from '../../src/render/digest.ts';
import { openSmallLibrary, type SmallLibrary, servicesOver } from '../small-library.ts';
import { madePapers } from '../themes/made-papers.ts';
import { digestOf, subscription, titlesOf, words } from './digest-library.ts';

/** The week of 24 to 30 June 2026 with many robots, and eight weeks before it. */
const PAPERS = madePapers([[22, 7, 6], ...Array.from({ length: 8 }, () => [5, 6, 6] as const)]).map((paper, at) => ({
  ...paper,
  upvotes: (at * 7) % 40,
}));
/** The feed's day of 30 June is complete; it looks at the seven days since the Wednesday before. */
const WEDNESDAY = '2026-07-01';
const weekly = subscription({ edition: 'weekly', weekdays: [3], papers: 5 });

let small: SmallLibrary;
let services: Services;
let digest: Digest;
beforeAll(async () => {
  small = await openSmallLibrary(PAPERS);
  services = servicesOver(small.library);
  digest = await digestOf(services, WEDNESDAY, weekly);
});
afterAll(() => small.close());

describe('a weekly wrap-up', () => {
  it('looks at the seven days since the one before, and counts what was listed', () => {
    expect(digest).toMatchObject({ edition: 'weekly', from: '2026-06-24', to: '2026-06-30', papers: 35 });
    expect(digest.empty).toBeUndefined();
  });

  it('has themes, the largest first, each with a sentence that stands in the abstract that it cites', () => {
    expect(digest.themes.length).toBeGreaterThanOrEqual(2);
    expect(digest.themes[0]).toMatchObject({ change: 'more' });
    expect(digest.themes[0]?.name).toMatch(/robot/i);
    for (const { answer, examples } of digest.themes) {
      expect(examples.length).toBeGreaterThan(0);
      const [claim] = answer?.claims ?? [];
      const [citation] = claim?.citations ?? [];
      expect(citation?.paper.abstract).toContain(claim?.text);
      expect((citation?.paper.listedOn ?? '') >= '2026-06-24').toBe(true);
    }
  });

  it('has the five papers not to miss: those of the week that readers liked most', () => {
    const ofWeek = PAPERS.filter(({ listedOn = '' }) => listedOn >= '2026-06-24').map(({ upvotes }) => upvotes);
    const least = ofWeek.toSorted((one, other) => other - one)[9] ?? 0;
    expect(digest.entries).toHaveLength(5);
    for (const { paper, line } of digest.entries) {
      expect(paper.upvotes).toBeGreaterThanOrEqual(least);
      expect(line).not.toBe('');
    }
  });

  it('comes with a picture of the counts, described for whoever cannot see it', () => {
    expect(digest.picture?.name).toBe('trends.png');
    expect(textIn(digest.picture?.description ?? '')).toContain('24 Jun 35');
  });

  it('on topics has the papers of the topics only', async () => {
    const narrowed = await digestOf(services, WEDNESDAY, { ...weekly, include: words('speech recognition') });
    expect(narrowed.papers).toBe(35);
    for (const title of titlesOf(narrowed)) expect(title).toMatch(/speech|recogni/i);
    expect(textIn(narrowed.picture?.description ?? '')).toContain('speech recognition');
  });

  it('of a week without papers says so, and is empty', async () => {
    const later = await digestOf(services, '2026-07-15', weekly);
    expect(later).toMatchObject({ entries: [], themes: [], empty: 'no-listing' });
  });

  it('tells what rose late only where syncs saw it', () => {
    expect(digest.roseLate).toEqual([]);
  });
});

describe('a monthly wrap-up', () => {
  it('looks at the calendar month before', async () => {
    const monthly = subscription({ edition: 'monthly', weekdays: [1, 2, 3, 4, 5], papers: 5 });
    const july = await digestOf(services, '2026-07-01', monthly);
    expect(july).toMatchObject({ from: '2026-06-01', to: '2026-06-30' });
    expect(july.papers).toBe(PAPERS.filter(({ listedOn = '' }) => listedOn >= '2026-06-01').length);
    expect(plainText(renderDigest(july, 'cards').messages[0] as Message)).toMatch(/^The month in papers · June 2026\n/);
  });
});

describe('a wrap-up as it is posted', () => {
  it('has the themes with their sources and the picture first, then the papers', () => {
    const { messages } = renderDigest(digest, 'cards');
    const [first, second] = messages.map((message) => plainText(message));
    expect(first).toContain('35 papers were listed.');
    expect(first).toMatch(/1\. .*: 2\d papers; a larger share than before/);
    expect(first).toContain('[1] ');
    expect(messages[0]?.files).toHaveLength(1);
    expect(second).toMatch(/^Not to miss\n/);
    expect(messages[1]?.files).toBeUndefined();
  });

  it('in a thread keeps the papers there', () => {
    const { messages, thread } = renderDigest(digest, 'thread');
    expect(messages).toHaveLength(1);
    expect(plainText(thread?.messages[0] as Message)).toMatch(/^Not to miss\n/);
    expect(addDays(digest.from, 6)).toBe(digest.to);
  });
});
