import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedDayBegins } from '../../src/digest/feed-day.ts';
import { addDays } from '../../src/domain/days.ts';
import { SourceFault } from '../../src/domain/errors.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import type { PaperId } from '../../src/domain/paper.ts';
import type { SubscriptionChoices } from '../../src/domain/subscription.ts';
import type { SyncStatus } from '../../src/domain/sync-status.ts';
import type { SeenCounts, UpvoteHistory } from '../../src/domain/upvote-history.ts';
import { textIn } from '../../src/domain/words.ts';
import { renderDigest } from '../../src/render/digest.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { noonClock, openSmallLibrary, type SmallLibrary, servicesOver } from '../small-library.ts';
import { digestOf, EVERY_DAY, LISTED, subscription, titlesOf, words } from './digest-library.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary(LISTED);
});
afterAll(() => small.close());

const HOUR = 3_600_000;
const idOf = (number: number): PaperId => `arxiv:2606.0000${number}`;

/** Each paper's counts: hours after its listing day began, and upvotes then. */
function historyOf(
  seen: Readonly<Record<number, readonly (readonly [hours: number, upvotes: number])[]>>,
): UpvoteHistory {
  const curves = new Map(
    Object.entries(seen).map(([number, counts]) => {
      const paper = LISTED.find(({ id }) => id === idOf(Number(number)));
      const began = feedDayBegins(paper?.listedOn ?? '');
      const rows = counts.map(([hours, upvotes]): SeenCounts => {
        const at = began + hours * HOUR;
        return { from: at, until: at, upvotes, comments: 0 };
      });
      return [idOf(Number(number)), rows] as const;
    }),
  );
  return { of: async (ids) => new Map([...curves].filter(([id]) => ids.includes(id))) };
}

describe('papers that come late', () => {
  const daily = subscription({ weekdays: EVERY_DAY });

  it('are in the next digest, where a source was down on their day', async () => {
    // The proteins of Monday came in on Tuesday afternoon, after the post of that morning.
    const upvoteHistory = historyOf({ 1: [[5, 3]], 2: [[5, 1]], 3: [[38, 9]], 4: [[3, 4]], 5: [[3, 4]] });
    const services = servicesOver(small.library, { rooms: { upvoteHistory } });
    const wednesday = await digestOf(services, '2026-07-01', daily);
    expect(titlesOf(wednesday)).toContain('Storage for Fragments of Proteins');
    expect(wednesday).toMatchObject({ from: '2026-06-29', to: '2026-06-30', papers: 5 });
  });

  it('are none where they were seen in time, nor in a library that was filled only now', async () => {
    const inTime = historyOf({ 1: [[5, 3]], 2: [[5, 1]], 3: [[5, 9]] });
    const allNow = historyOf({ 1: [[130, 3]], 2: [[130, 1]], 3: [[40, 9]] });
    for (const upvoteHistory of [inTime, allNow]) {
      const services = servicesOver(small.library, { rooms: { upvoteHistory } });
      expect(await digestOf(services, '2026-07-01', daily)).toMatchObject({ from: '2026-06-30', papers: 4 });
    }
  });

  it('are no reason to post nothing where what syncs saw cannot be read', async () => {
    const log = createRecordingLog();
    const upvoteHistory: UpvoteHistory = { of: () => Promise.reject(new Error('the disk is gone')) };
    const services = servicesOver(small.library, { rooms: { upvoteHistory }, log });
    expect((await digestOf(services, '2026-07-01', daily)).entries).toHaveLength(4);
  });

  it('are waited for, where the last sync is older than their day; a quiet weekend is not', async () => {
    const synced = (at: string): SyncStatus => ({
      everyMinutes: 60,
      isRunning: false,
      lastDone: { at: Date.parse(at), days: 1, added: 0, changed: 0, newVersions: 0, withdrawn: 0 },
    });
    const over = (at: string) => servicesOver(small.library, { rooms: { syncStatus: () => synced(at) } });
    // Wednesday 1 July is complete on Thursday at 01:30 UTC.
    await expect(digestOf(over('2026-07-01T20:00:00Z'), '2026-07-02', daily)).rejects.toThrow(SourceFault);
    await expect(digestOf(over('2026-07-01T20:00:00Z'), '2026-07-02', daily)).rejects.toMatchObject({
      retryable: true,
    });
    expect((await digestOf(over('2026-07-02T02:00:00Z'), '2026-07-02', daily)).empty).toBe('no-listing');
    expect((await digestOf(over('2026-06-27T20:00:00Z'), '2026-06-28', daily)).empty).toBe('no-listing');
  });
});

describe('what rose late in a week', () => {
  it('is told with how many upvotes came after its day, and is no paper that is told already', async () => {
    const upvoteHistory = historyOf({ 1: [[20, 4]], 2: [[20, 5]], 3: [[20, 28]], 5: [[20, 38]] });
    const services = servicesOver(small.library, { rooms: { upvoteHistory } });
    const weekly = subscription({ edition: 'weekly', weekdays: [3], papers: 1 });
    const digest = await digestOf(services, '2026-07-01', weekly);
    const late = digest.roseLate.map(({ paper, reasons }) => [paper.id, ...reasons.map((reason) => textIn(reason))]);
    const told = digest.entries.map(({ paper }) => paper.id);
    expect(told).toHaveLength(1);
    expect([...late.map(([id]) => id), ...told]).toContain(idOf(1));
    for (const [id, reason] of late) {
      expect(told).not.toContain(id);
      expect(reason).toBe('46 upvotes after its day');
    }
    const posts = renderDigest(digest, 'cards').messages.map((message) => plainText(message));
    expect(posts.some((text) => text.startsWith('Rose late\n'))).toBe(late.length > 0);
  });
});

describe('/daily preview', () => {
  const { id, to, createdBy, createdAt, ...choices } = subscription();
  const previewOf = async (changed: Partial<SubscriptionChoices> = {}): Promise<Message> => {
    const { pipeline } = servicesOver(small.library);
    const call = { reader: 'ada', place: 'lab', signal: new AbortController().signal, pageLength: 5 };
    let last: Message | undefined;
    for await (const message of pipeline.previewDigest({ ...choices, ...changed }, call)) last = message;
    if (!last) throw new Error('silence');
    return last;
  };

  it('shows the newest day that is complete', async () => {
    const text = plainText(await previewOf());
    expect(text).toMatch(/^Daily papers · Tuesday, 30 June 2026\n\nAll 4 papers that were listed\./);
    expect(text).not.toContain('would have fitted');
    expect([id, to.kind, createdBy, createdAt]).toEqual(['one', 'channel', 'ada', 0]);
  });

  it('of a library that was not synced for months shows the last day that it has', async () => {
    const clock = { ...noonClock, now: () => Date.parse('2026-11-21T12:00:00Z') };
    const { digests } = servicesOver(small.library, { clock }).pipeline;
    const slot = { subscription: 'one', day: '2026-11-21', at: clock.now(), wished: true as const };
    const digest = await digests.compose(subscription(), slot, new Set(), new AbortController().signal);
    expect(digest).toMatchObject({ from: '2026-06-30', to: '2026-06-30', papers: 4 });
  });

  it('of a topic that the newest day has nothing on shows a day that has, and says how often that is', async () => {
    const text = plainText(await previewOf({ include: words('protein fragments') }));
    expect(text).toMatch(/^Daily papers · Monday, 29 June 2026/);
    expect(text).toContain('Nothing of the newest day, Tuesday, 30 June 2026, fits;');
    expect(text).toMatch(/1 paper would have fitted in these days: 1\s–\s30 June 2026\./);
  });

  it('of a topic that nothing is on says so', async () => {
    const text = plainText(await previewOf({ include: words('French cooking') }));
    expect(text).toContain('none of them fits what is chosen here');
    expect(text).toContain('Nothing would have fitted in these days');
    expect(addDays('2026-06-30', 1)).toBe('2026-07-01');
  });
});
