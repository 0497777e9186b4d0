import { describe, expect, it } from 'vitest';
import { openDaily, textOf } from './open-daily.ts';

const MANAGER = { may: ['manageGuild'], locale: 'de' } as const;

describe('a new admin', () => {
  it('types /daily setup alone, looks at a preview, and has the first post at its hour', async () => {
    const { discord, pass } = await openDaily();
    const admin = discord.driver.as('root', MANAGER);

    const setUp = await admin.slash('daily setup');
    await setUp.settled();
    const said = textOf(setUp.reply);
    expect(setUp.ephemeral).toBe(true);
    expect(said).toContain(`**Where:** <#${discord.driver.channel.id}>`);
    expect(said).toContain('Up to 5 papers · Monday to Friday at 09:00 (Europe/Berlin)');
    const next = Date.parse('2026-07-01T07:00:00Z') / 1000;
    expect(said).toContain(`**Next:** <t:${next}:F>, <t:${next}:R>`);
    expect(said).toContain('The time zone is a guess.');
    expect(said).not.toContain('Before it can be posted');

    const preview = await setUp.press('Preview');
    await preview.settled();
    expect(preview.ephemeral).toBe(true);
    expect(textOf(preview.reply)).toContain('1. [Diffusion Language Models at Night]');
    expect(discord.driver.messages()).toHaveLength(0);

    await pass(60);
    const post = await discord.driver.hears();
    expect(textOf(post)).toContain('1. [Diffusion Language Models at Night]');
    expect(textOf(post)).toContain('Summarize');
    expect(post.mention_roles).toEqual([]);
  });

  it('posts one at once, which is the one of today, and the next is tomorrow’s', async () => {
    const { discord, pass } = await openDaily();
    const admin = discord.driver.as('root', MANAGER);
    const setUp = await admin.slash('daily setup');
    await setUp.settled();
    const posted = await setUp.press('Post one now');
    await posted.settled({ until: (message) => textOf(message).includes('Posted in') });
    expect(textOf(posted.reply)).toContain(`Posted in <#${discord.driver.channel.id}>: 4 papers.`);
    expect(discord.driver.messages()).toHaveLength(1);
    await pass(120);
    expect(discord.driver.messages()).toHaveLength(1);
  });

  it('presses what stands under a post, as everybody can', async () => {
    const { discord, pass } = await openDaily();
    const setUp = await discord.driver.as('root', MANAGER).slash('daily setup');
    await setUp.settled();
    await pass(60);
    const post = await discord.driver.hears();
    const summary = await discord.driver.as('bob').press('Summarize', post);
    await summary.settled();
    expect(textOf(summary.reply)).toContain('Diffusion language models write all words at once.');
  });

  it('is told what is lacking and where to grant it, and has the post all the same once it is granted', async () => {
    const { discord, pass, store } = await openDaily();
    const admin = discord.driver.as('root', MANAGER);
    discord.world.forbid('papers', 'sendMessages', 'readMessageHistory');
    const setUp = await admin.slash('daily setup');
    await setUp.settled();
    expect(textOf(setUp.reply)).toContain('the permission “Send Messages” is missing');
    expect(textOf(setUp.reply)).toMatch(/already stands in #papers: the permission “Read Message History” is missing/);
    discord.world.permit('papers', 'sendMessages', 'readMessageHistory');
    await pass(60);
    await discord.driver.hears();
    expect(await store.ofServer(discord.guild.id)).toHaveLength(1);
  });

  it('sets it up twice, and it is one', async () => {
    const { discord, store } = await openDaily();
    const admin = discord.driver.as('root', MANAGER);
    for (const words of ['The daily post is set up', 'It was so already']) {
      const reply = await admin.slash('daily setup');
      await reply.settled();
      expect(textOf(reply.reply)).toContain(words);
    }
    expect(await store.ofServer(discord.guild.id)).toHaveLength(1);
  });
});
