/** The buttons under a real answer of the real pipeline, over the wire. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { pressedCommands } from '../../../commands/pressed/index.ts';
import { createKeptAnswers } from '../../../src/conversation/kept-answers.ts';
import { connectDiscord } from '../../../src/discord/connect.ts';
import { createFeedbackRecord } from '../../../src/state/feedback.ts';
import { openReaderKey } from '../../../src/state/usage-reader-key.ts';
import { createFakeClock } from '../../doubles/fake-clock.ts';
import { createRecordingLog } from '../../doubles/recording-log.ts';
import { afterwards, inTheEnd, openDiscord } from '../../servers/open-discord.ts';
import { openSmallLibrary, type SmallLibrary, servicesOver } from '../../small-library.ts';
import { openUsage, usageFolder } from '../../state/open-usage.ts';
import { createQuickClock } from '../quick-clock.ts';
import { memoryCache } from '../start-bot.ts';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
  inTheEnd(() => small.close());
});

/** What is typed in these stories. */
const typed = commands.filter(({ definition }) => ['ask', 'forget'].includes(definition.name));

/** The whole bot without a model, so that every answer is the same. */
async function open() {
  const discord = await openDiscord();
  const folder = usageFolder();
  const { database } = await openUsage(folder, createFakeClock('2026-07-01T12:00:00Z'));
  const clock = createQuickClock(10);
  const cache = memoryCache();
  const feedback = createFeedbackRecord({ database, readerKey: openReaderKey(join(folder, 'reader-key')), clock });
  const connect = async () => {
    const services = servicesOver(small.library, {
      conversationCache: cache,
      rooms: { keptAnswers: createKeptAnswers(cache), feedback },
    });
    const { token, apiUrl } = discord;
    const log = createRecordingLog();
    const connection = await connectDiscord({
      ...{ token, apiUrl, commands: typed, unlisted: pressedCommands, services, cache, clock, log },
    });
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= connection.stop());
    afterwards(stop);
    return { stop };
  };
  const bot = await connect();
  return { discord, bot, connect, feedback, verdicts: () => database.selectFrom('feedback').selectAll().execute() };
}

type Opened = Awaited<ReturnType<typeof open>>;

async function answered({ discord }: Opened) {
  const reply = await discord.driver.slash('ask', { question: 'When does Ask-R1 search?' });
  await reply.settled({ until: ({ components }) => JSON.stringify(components ?? []).includes('Sources') });
  return reply;
}

describe('under an answer', () => {
  it('Sources shows each sentence with its quote, to whoever presses it, and to them alone', async () => {
    const paperboy = await open();
    const reply = await answered(paperboy);
    for (const reader of [paperboy.discord.driver, paperboy.discord.driver.as('bob')]) {
      const sources = await reader.press('Sources', reply.reply);
      await sources.settled();
      expect(sources.ephemeral).toBe(true);
      expect(sources.text).toContain('Ask-R1 decides when to search and searches only when the model is unsure.');
      expect(sources.text).toContain('**Checked:**');
    }
  });

  it('Sources still knows its own answer after a restart, and after another question', async () => {
    const paperboy = await open();
    const reply = await answered(paperboy);
    const other = await paperboy.discord.driver.slash('ask', { question: 'How fast are diffusion language models?' });
    await other.settled();
    await paperboy.bot.stop();
    await paperboy.connect();
    const sources = await paperboy.discord.driver.press('Sources', reply.reply);
    await sources.settled();
    expect(sources.text).toContain('When does Ask-R1 search?');
  });

  it('Follow up goes on from this answer, for others too', async () => {
    const paperboy = await open();
    const reply = await answered(paperboy);
    const form = await paperboy.discord.driver.as('bob').press('Follow up', reply.reply);
    const more = await form.submit({ 'Your question': 'how many calls does it save?' });
    await more.settled();
    expect(more.ephemeral).toBe(false);
    expect(more.text).toContain('30% fewer');
  });

  it('Regenerate writes it anew in its place', async () => {
    const paperboy = await open();
    const reply = await answered(paperboy);
    const edits = () => reply.history.length;
    const before = edits();
    const again = await reply.press('Regenerate');
    await again.settled({ until: () => again.history.some(({ what }) => what === 'edit') });
    expect(again.reply?.id).toBe(reply.reply?.id);
    expect(reply.reply?.content).toContain('decides when to search');
    expect(before).toBeGreaterThan(0);
  });

  it('👍 and 👎 are recorded once, with a word where there is one, and /forget deletes them', async () => {
    const paperboy = await open();
    const { driver } = paperboy.discord;
    const reply = await answered(paperboy);
    const thanked = await driver.press('👍', reply.reply);
    await thanked.settled();
    expect(thanked.text).toContain('Noted');
    expect(thanked.ephemeral).toBe(true);
    const form = await driver.press('👎', reply.reply);
    const noted = await form.submit({ 'A word, if you like': 'It misses the second paper.' });
    await noted.settled();
    expect(await paperboy.feedback.counts()).toEqual({ up: 0, down: 1 });
    const [row] = await paperboy.verdicts();
    expect(row?.word).toBe('It misses the second paper.');
    expect(JSON.stringify(row)).not.toContain('Ask-R1');

    await (await driver.slash('forget')).settled();
    expect(await paperboy.feedback.counts()).toEqual({ up: 0, down: 0 });
    const sources = await driver.press('Sources', reply.reply);
    await sources.settled();
    expect(sources.text).toContain('no longer have this answer');
  });

  it('👎 counts although nothing is written into its window', async () => {
    const paperboy = await open();
    const reply = await answered(paperboy);
    const form = await paperboy.discord.driver.press('👎', reply.reply);
    await form.form();
    await expect.poll(() => paperboy.feedback.counts()).toEqual({ up: 0, down: 1 });
  });
});
