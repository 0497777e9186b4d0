import { ChannelType, type Message, type TextChannel, type ThreadChannel } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { startComponentBot, type Ways } from './component-bot.ts';
import { openDiscord } from './open-discord.ts';

const minute = 60_000;

async function open(ways: Ways = {}) {
  const discord = await openDiscord({ channels: ['papers', 'news', 'forum'] });
  const bot = await startComponentBot(discord, ways);
  const channelOf = (name: string) =>
    bot.client.channels.cache.find((channel) => 'name' in channel && channel.name === name);
  return { discord, driver: discord.driver, bot, papers: channelOf('papers') as TextChannel, channelOf };
}

/** Who hears what: the texts that reached the bot. */
function listening() {
  const heard: Message[] = [];
  const onMessage = async (message: Message) => heard.push(message);
  return { heard, onMessage };
}

describe('what people write', () => {
  test('reaches the bot without its text, unless it is mentioned', async () => {
    const { heard, onMessage } = listening();
    const { driver, discord } = await open({ onMessage });
    driver.say('between us');
    driver.mention('what about robots?');
    await expect.poll(() => heard.length).toBe(2);
    expect(heard.map(({ content }) => content)).toEqual(['', `<@${discord.applicationId}> what about robots?`]);
    expect(heard[1]?.mentions.users.map(({ username }) => username)).toEqual(['paperboy']);
  });

  test('to the bot directly is read without a mention', async () => {
    const { heard, onMessage } = listening();
    const { driver } = await open({ onMessage });
    driver.direct().say('hello');
    await expect.poll(() => heard[0]?.content).toBe('hello');
    expect(heard[0]?.guildId).toBeNull();
  });

  test('as a reply is read when it pings the bot, and when what it answers was an ordinary message', async () => {
    const { heard, onMessage } = listening();
    const { driver, papers, bot } = await open({
      onMessage,
      commands: [{ name: 'ask', description: 'Ask' }],
      onInteraction: async (interaction) => interaction.isRepliable() && interaction.reply('Answer'),
    });
    const posted = await papers.send('Daily papers');
    const ordinary = driver.messages().at(-1);
    driver.say('one', { replyTo: ordinary as never });
    driver.say('two', { replyTo: ordinary as never, ping: false });
    const answer = await (await driver.slash('ask')).settled();
    driver.say('three', { replyTo: answer });
    await expect.poll(() => heard.length).toBe(3);
    expect(heard.map(({ content }) => content)).toEqual(['one', '', '']);
    expect(heard[0]?.reference?.messageId).toBe(posted.id);
    expect(bot.errors).toEqual([]);
  });

  test('the intent for content makes everything readable', async () => {
    const { heard, onMessage } = listening();
    const discord = await openDiscord({ grantedIntents: 1 << 15 });
    await startComponentBot(discord, { onMessage, options: { intents: [1, 1 << 9, 1 << 15] } });
    discord.driver.say('between us');
    await expect.poll(() => heard[0]?.content).toBe('between us');
  });

  test('is answered, and the person waits for that', async () => {
    const { driver } = await open({ onMessage: async (message) => message.reply(`You said: ${message.cleanContent}`) });
    const said = driver.mention('hi');
    const answer = await driver.hears({ after: said });
    expect(answer).toMatchObject({ type: 19, message_reference: { message_id: said.id }, mentions: [] });
    await expect(driver.in('news').hears({ timeout: 50 })).rejects.toThrow('ada heard nothing of the bot in news');
  });

  test('reactions are counted and told', async () => {
    const { driver, papers, bot, discord } = await open();
    const message = await papers.send('Daily');
    const kept = discord.messages()[0];
    if (!kept) throw new Error('nothing was posted');
    driver.react(kept, '👍');
    await message.react('👍');
    expect(kept.reactions).toMatchObject([{ emoji: { name: '👍' }, count: 2, me: true }]);
    driver.unreact(kept, '👍');
    await message.reactions.cache.get('👍')?.users.remove(bot.client.user.id);
    expect(kept.reactions).toEqual([]);
  });
});

describe('threads', () => {
  test('one starts from a message, once', async () => {
    const { discord, papers, driver, bot } = await open();
    const message = await papers.send('A question');
    const thread = await message.startThread({ name: 'Answers', autoArchiveDuration: 60 });
    await thread.send('Here');
    expect(thread.id).toBe(message.id);
    expect(
      driver
        .in('Answers')
        .messages()
        .map(({ content }) => content),
    ).toEqual(['Here']);
    discord.expectViolation(/160004/);
    const again = bot.client.rest.post(`/channels/${papers.id}/messages/${message.id}/threads`, {
      body: { name: 'x' },
    });
    await expect(again).rejects.toMatchObject({ code: 160_004 });
  });

  test('people start one and talk in it; the bot hears, and answers there', async () => {
    const { heard, onMessage } = listening();
    const { driver } = await open({ onMessage });
    const thread = driver.startThread('Robots', { from: driver.say('robots?') });
    thread.mention('go on');
    await expect.poll(() => heard.length).toBe(2);
    expect(heard[1]?.channel.isThread()).toBe(true);
    await heard[1]?.reply('Going on');
    expect((await thread.hears()).content).toBe('Going on');
  });

  test('without a message, public or private, in a text channel only', async () => {
    const { papers, channelOf, discord, bot } = await open();
    expect((await papers.threads.create({ name: 'Open' })).type).toBe(ChannelType.PublicThread);
    const secret = await papers.threads.create({ name: 'Secret', type: ChannelType.PrivateThread });
    expect(secret.type).toBe(ChannelType.PrivateThread);
    await secret.members.add(discord.user.id);
    await expect.poll(() => secret.members.cache.size).toBe(2);
    discord.expectViolation(/50024/);
    const announcements = `/channels/${channelOf('news')?.id}/threads` as const;
    const wrong = bot.client.rest.post(announcements, { body: { name: 'x', type: ChannelType.PrivateThread } });
    await expect(wrong).rejects.toMatchObject({ code: 50_024 });
  });

  test('nobody writes for an hour, and it is put away: edits and reactions are refused, a message brings it back', async () => {
    const { papers, discord } = await open();
    const thread = await papers.threads.create({ name: 'Short', autoArchiveDuration: 60 });
    const message = await thread.send('Here');
    discord.advance(61 * minute);
    await expect.poll(() => thread.archived).toBe(true);
    discord.expectViolation(/PATCH .*50083/);
    discord.expectViolation(/PUT .*50083/);
    await expect(message.edit('There')).rejects.toMatchObject({ code: 50_083 });
    await expect(message.react('👍')).rejects.toMatchObject({ code: 50_083 });
    await thread.send('Back');
    await expect.poll(() => thread.archived).toBe(false);
    await message.edit('There');
  });

  test('a locked one stays closed for everybody but moderators', async () => {
    const { papers, discord, driver } = await open();
    const thread = await papers.threads.create({ name: 'Closed' });
    discord.world.archive('Closed', { lock: true });
    await expect.poll(() => thread.locked).toBe(true);
    expect(() => driver.in('Closed').say('x')).toThrow('The thread Closed is locked');
    discord.expectViolation(/50083/);
    await expect(thread.send('x')).rejects.toMatchObject({ code: 50_083 });
    discord.world.permit('papers', 'manageThreads');
    await thread.send('x');
  });

  test('an archived one is not among those that a new bot is told of', async () => {
    const { papers, discord } = await open();
    await papers.threads.create({ name: 'Kept' });
    await papers.threads.create({ name: 'Away' });
    discord.world.archive('Away');
    const next = await startComponentBot(discord, {});
    const names = next.client.channels.cache
      .filter((channel) => channel.isThread())
      .map((thread) => (thread as ThreadChannel).name);
    expect(names).toEqual(['Kept']);
  });

  test.each<[string, object, RegExp]>([
    ['no name', { name: ' ' }, /1 to 100 characters, not 0/],
    ['a name of 101 characters', { name: 'x'.repeat(101) }, /must NOT have more than 100|1 to 100/],
    ['an archive after 90 minutes', { name: 'x', auto_archive_duration: 90 }, /auto_archive|not 90/],
  ])('one with %s is refused', async (_, body, problem) => {
    const { papers, discord, bot } = await open();
    discord.expectViolation(problem);
    const path = `/channels/${papers.id}/threads` as const;
    await expect(bot.client.rest.post(path, { body: { type: 11, ...body } })).rejects.toMatchObject({ code: 50_035 });
  });
});

describe('forums', () => {
  test('the bot posts with a tag that is there, and cannot write beside posts', async () => {
    const { discord, channelOf, bot } = await open();
    const [help] = discord.world.setTags('forum', ['help'], { required: true });
    const forum = channelOf('forum');
    if (forum?.type !== ChannelType.GuildForum) throw new Error('no forum');
    const post = await forum.threads.create({
      name: 'Digest',
      message: { content: 'Papers' },
      appliedTags: [help?.id ?? ''],
    });
    expect(post.appliedTags).toEqual([help?.id]);
    expect(discord.driver.in('Digest').messages()).toHaveLength(1);
    for (const problem of [/40067/, /10087/, /50008/]) discord.expectViolation(problem);
    await expect(forum.threads.create({ name: 'x', message: { content: 'x' } })).rejects.toMatchObject({
      code: 40_067,
    });
    const wrong = forum.threads.create({ name: 'x', message: { content: 'x' }, appliedTags: ['1'] });
    await expect(wrong).rejects.toMatchObject({ code: 10_087 });
    const beside = bot.client.rest.post(`/channels/${forum.id}/messages`, {
      body: { content: 'x', allowed_mentions: { parse: [] } },
    });
    await expect(beside).rejects.toMatchObject({ code: 50_008 });
  });

  test('a person posts, and the bot hears it when it is mentioned', async () => {
    const { heard, onMessage } = listening();
    const { discord } = await open({ onMessage });
    const post = discord.driver.in('forum').post('Which benchmark?', `<@${discord.applicationId}> which?`);
    await expect.poll(() => heard[0]?.content).toContain('which?');
    await heard[0]?.reply('This one');
    expect((await post.hears()).content).toBe('This one');
  });
});
