import { describe, expect, it } from 'vitest';
import { openDaily, textOf } from './open-daily.ts';

const PATIENCE = { timeout: 10_000 };
const MANAGER = { may: ['manageGuild'], locale: 'de' } as const;
const DAY = 24 * 60;

async function setUpIn(channel?: string) {
  const daily = await openDaily();
  const { discord, store } = daily;
  const admin = discord.driver.as('root', MANAGER);
  const id = discord.channels.find(({ name }) => name === channel)?.id;
  await (await admin.slash('daily setup', { 'empty-day': 'line', ...(id && { channel: id }) })).settled();
  const only = async () => (await store.ofServer(discord.guild.id))[0];
  const list = async () => {
    const reply = await admin.slash('daily list');
    await reply.settled();
    return textOf(reply.reply);
  };
  return { ...daily, admin, only, list };
}

describe('a channel in which I may not write any more', () => {
  it('pauses its post, tells who set it up, once, and goes on by itself when I may again', async () => {
    const { discord, admin, pass, only, list } = await setUpIn();
    discord.world.forbid('papers', 'sendMessages');
    discord.expectViolation(/50013 Missing Permissions/);
    await pass(61);
    await expect.poll(async () => (await only())?.pause?.reason, PATIENCE).toBe('missing-permission');
    const told = await admin.direct().hears();
    expect(textOf(told)).toContain('is paused');
    expect(textOf(told)).toContain('“Send Messages”');
    expect(await list()).toMatch(/\*\*Paused\*\* <t:\d+:R>\. I am missing a permission there\./);
    await pass(DAY);
    expect(admin.direct().messages()).toHaveLength(1);

    discord.world.permit('papers', 'sendMessages');
    await pass(DAY);
    await discord.driver.hears();
    await expect.poll(async () => (await only())?.pause, PATIENCE).toBeUndefined();
  });
});

describe('a channel that is deleted', () => {
  it('is named as the reason, and another channel takes its place', async () => {
    const { discord, admin, pass, only, list } = await setUpIn('lounge');
    discord.world.deleteChannel('lounge');
    discord.expectViolation(/10003 Unknown Channel/);
    await pass(61);
    await expect.poll(async () => (await only())?.pause?.reason, PATIENCE).toBe('channel-deleted');
    expect(await list()).toContain('The channel was deleted');
    const papers = discord.channels.find(({ name }) => name === 'papers')?.id ?? '';
    const edited = await admin.slash('daily edit', { channel: papers });
    await edited.settled();
    expect(textOf(edited.reply)).toContain(`<#${papers}>`);
    await pass(DAY);
    await discord.driver.hears();
    expect((await only())?.pause).toBeUndefined();
  });
});

describe('a server that threw me out', () => {
  it('is left alone, and has its post again when it asks me back', async () => {
    const { discord, pass, only } = await setUpIn();
    discord.world.kick();
    discord.allowViolation(/50001 Missing Access/);
    await pass(61);
    await expect.poll(async () => (await only())?.pause?.reason, PATIENCE).toBe('bot-removed');
    discord.world.invite('Reading group');
    await pass(DAY);
    await discord.driver.hears();
    await expect.poll(async () => (await only())?.pause, PATIENCE).toBeUndefined();
  });
});
