import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/domain/command.ts';
import type { DiscordOptions } from '../../servers/discord/start-discord.ts';
import { openDiscord } from '../../servers/open-discord.ts';
import { ask, type BotOptions, gate, memoryCache, say, startBot } from '../start-bot.ts';

interface Asked {
  readonly question: unknown;
  readonly call: Call;
}

/** A bot that says back what it was asked. */
async function startEcho(discordOptions: DiscordOptions = {}, options: BotOptions = {}) {
  const discord = await openDiscord(discordOptions);
  const asked: Asked[] = [];
  const bot = await startBot(
    discord,
    [
      ask(async function* ({ question }, _services, call) {
        asked.push({ question, call });
        yield say('Reading…', 'progress');
        yield say(`About ${question}: it does.`);
      }),
    ],
    options,
  );
  return { ...bot, discord, asked, driver: discord.driver };
}

describe('a question to @Paperboy in a channel', () => {
  it('is answered as a reply that pings nobody and unfolds nothing', async () => {
    const { driver, discord, asked } = await startEcho();
    const said = driver.mention('does search help?');
    const heard = await driver.hears({ after: said, until: ({ content }) => content.includes('it does') });
    expect(heard.content).toBe('About does search help?: it does.');
    expect(heard.message_reference).toMatchObject({ message_id: said.id });
    expect(heard.mentions).toEqual([]);
    const sent = discord.requests.filter(({ path }) => /^\/channels\/\d+\/messages/.test(path));
    expect(sent.length).toBeGreaterThanOrEqual(2);
    for (const { body } of sent) {
      expect(body).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 });
    }
    expect(asked[0]?.call).toMatchObject({
      reader: driver.user.id,
      server: discord.guild.id,
      place: driver.channel.id,
    });
  });

  it('is acknowledged at once, grows in one message, and is not said twice', async () => {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* () {
        yield say('Reading 3 abstracts…', 'progress');
        await search.opened;
        yield say('It does.');
      }),
    ]);
    const { driver } = discord;
    const said = driver.mention('does search help?');
    const first = await driver.hears({ after: said });
    await driver.hears({ after: said, until: ({ content }) => content === 'Reading 3 abstracts…' });
    search.open();
    const last = await driver.hears({ after: said, until: ({ content }) => content === 'It does.' });
    expect(last.id).toBe(first.id);
    expect(driver.messages().filter(({ author }) => author.bot)).toHaveLength(1);
  });

  it('goes on with a reply to the answer, and knows the papers of the answer', async () => {
    const discord = await openDiscord();
    const calls: Call[] = [];
    await startBot(discord, [
      ask(async function* (_args, _services, call) {
        calls.push(call);
        const url = 'https://arxiv.org/abs/2606.00001';
        yield { status: 'ok', blocks: [{ kind: 'note', line: ['See ', { kind: 'link', text: 'Ask-R1', url }] }] };
      }),
    ]);
    const { driver } = discord;
    const said = driver.mention('does search help?');
    const answer = await driver.hears({ after: said, until: ({ content }) => content.includes('Ask-R1') });
    const grace = driver.as('grace');
    const more = grace.say('and what does it cost?', { replyTo: answer });
    await grace.hears({ after: more, until: ({ content }) => content.includes('Ask-R1') });
    expect(calls[0]?.about).toBeUndefined();
    expect(calls[1]).toMatchObject({ reader: grace.user.id, about: ['arxiv:2606.00001'] });
  });

  it('is read with names in place of ids', async () => {
    const { driver, asked } = await startEcho();
    const said = driver.mention(`ask <@${driver.user.id}> about <:owl:123456789012345678> papers`);
    await driver.hears({ after: said, until: ({ content }) => content.includes('it does') });
    expect(String(asked[0]?.question)).toMatch(/^ask .*about :owl: papers$/);
    expect(String(asked[0]?.question)).not.toMatch(/<|@/);
  });

  it('that says nothing is asked back for', async () => {
    const { driver, asked } = await startEcho();
    const said = driver.mention('');
    const heard = await driver.hears({ after: said });
    expect(heard.content).toMatch(/^What would you like to know\?/);
    expect(asked).toEqual([]);
  });

  it('in several messages when it is long, all of them ordinary messages', async () => {
    const discord = await openDiscord();
    const words = Array.from({ length: 700 }, (_, index) => `word${index}.`).join(' ');
    await startBot(discord, [
      ask(async function* () {
        yield say(words);
      }),
    ]);
    const { driver } = discord;
    const said = driver.mention('tell me all');
    await driver.hears({ after: said, until: ({ content }) => content.includes('word699') });
    const heard = driver.messages().filter(({ author }) => author.bot);
    expect(heard.length).toBeGreaterThan(1);
    expect(heard.map(({ content }) => content).join(' ')).toBe(words);
  });
});

it('an answer to a mention can be stopped with its button, by whoever asked', async () => {
  const discord = await openDiscord();
  await startBot(discord, [
    ask(async function* () {
      yield say('Reading…', 'progress');
      await new Promise(() => {});
    }),
  ]);
  const { driver } = discord;
  const said = driver.mention('does search help?');
  const heard = await driver.hears({ after: said, until: ({ content }) => content === 'Reading…' });
  await driver.press('Stop', heard);
  await driver.hears({ after: said, until: ({ content }) => /stopped/i.test(content) });
  expect(driver.messages().filter(({ author }) => author.bot)).toHaveLength(1);
});

describe('what is not for us', () => {
  it('is neither answered nor needed: others may say what they like, replies without a ping too', async () => {
    const { driver, asked, discord } = await startEcho();
    const said = driver.mention('one?');
    const answer = await driver.hears({ after: said, until: ({ content }) => content.includes('it does') });
    driver.say('hello everybody');
    driver.say('@everyone lunch!');
    driver.say('nice', { replyTo: answer, ping: false });
    const last = driver.mention('two?');
    await driver.hears({ after: last, until: ({ content }) => content.includes('two') });
    expect(asked.map(({ question }) => question)).toEqual(['one?', 'two?']);
    // Guilds, GuildMessages and DirectMessages; the content of messages (1 << 15) is not among them.
    expect(discord.gateway.sessions().map(({ intents }) => intents)).toEqual([1 | 512 | 4096]);
  });
});

it('in direct messages every message is a question', async () => {
  const { driver, asked } = await startEcho();
  const direct = driver.direct();
  const said = direct.say('does search help?');
  const heard = await direct.hears({ after: said, until: ({ content }) => content.includes('it does') });
  expect(heard.content).toBe('About does search help?: it does.');
  expect(asked[0]?.call).toMatchObject({ place: direct.channel.id });
  expect(asked[0]?.call.server).toBeUndefined();
});

describe('inside a thread', () => {
  it('mentions and replies go on without commands, and the thread is the place of the conversation', async () => {
    const { driver, asked } = await startEcho();
    const thread = driver.startThread('Search');
    const said = thread.mention('does search help?');
    const answer = await thread.hears({ after: said, until: ({ content }) => content.includes('it does') });
    const more = thread.say('and for cats?', { replyTo: answer });
    await thread.hears({ after: more, until: ({ content }) => content.includes('cats') });
    expect(asked.map(({ call }) => call.place)).toEqual([thread.channel.id, thread.channel.id]);
  });

  it('that was archived while the answer was written, the answer wakes it', async () => {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* () {
        yield say('Reading…', 'progress');
        await search.opened;
        yield say('It does.');
      }),
    ]);
    discord.expectViolation(/archived/i);
    const thread = discord.driver.startThread('Search');
    const said = thread.mention('does search help?');
    await thread.hears({ after: said, until: ({ content }) => content === 'Reading…' });
    thread.archive();
    search.open();
    await thread.hears({ after: said, until: ({ content }) => content === 'It does.' });
  });
});

describe('when people talk at once', () => {
  it('each has two questions answered at a time, which is said once', async () => {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* ({ question }) {
        await search.opened;
        yield say(`About ${question}: it does.`);
      }),
    ]);
    const { driver } = discord;
    for (const question of ['one', 'two', 'three', 'four']) driver.mention(question);
    await driver.hears({ until: ({ content }) => content.startsWith('I am still working on 2 of your questions') });
    const grace = driver.as('grace');
    grace.mention('five');
    search.open();
    for (const question of ['one', 'two', 'five']) {
      await driver.hears({ until: ({ content }) => content === `About ${question}: it does.` });
    }
    const heard = driver.messages().filter(({ author }) => author.bot);
    expect(heard.filter(({ content }) => content.startsWith('I am still working'))).toHaveLength(1);
    expect(heard).toHaveLength(4);
  });
});

describe('what admins set', () => {
  const settings = {
    answerLength: 'normal',
    visibility: 'public',
    channels: [],
    roles: [],
    threads: false,
  } as const;

  it('a channel that is not for questions says so once', async () => {
    const elsewhere = { settingsOf: async () => ({ ...settings, channels: ['123456789012345678'] }) };
    const { driver, asked } = await startEcho({}, { settings: elsewhere });
    const said = driver.mention('does search help?');
    await driver.hears({ after: said, until: ({ content }) => content.startsWith('I do not answer here.') });
    driver.mention('why not?');
    const direct = driver.direct();
    await direct.hears({ after: direct.say('here?'), until: ({ content }) => content.includes('it does') });
    expect(driver.messages().filter(({ author }) => author.bot)).toHaveLength(1);
    expect(asked.map(({ question }) => question)).toEqual(['here?']);
  });
});

it('a restart leaves no answer to a mention hanging', async () => {
  const discord = await openDiscord();
  const cache = memoryCache();
  let alive = true;
  const never = new Promise<never>(() => {});
  const deaf = {
    ...cache,
    set: ((...entry) => (alive ? cache.set(...entry) : never)) as typeof cache.set,
    delete: () => never,
  };
  const { connection } = await startBot(
    discord,
    [
      ask(async function* () {
        yield say('Reading…', 'progress');
        await never;
      }),
    ],
    { cache: deaf, factor: 1000 },
  );
  const { driver } = discord;
  const said = driver.mention('does search help?');
  await driver.hears({ after: said, until: ({ content }) => content === 'Reading…' });
  alive = false;
  await connection.stop();
  await startBot(discord, [], { cache });
  const heard = await driver.hears({ after: said, until: ({ content }) => content.includes('I was restarted') });
  expect(driver.messages().filter(({ author }) => author.bot)).toEqual([heard]);
});
