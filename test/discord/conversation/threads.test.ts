import { describe, expect, it } from 'vitest';
import { messageCommands } from '../../../commands/message-commands.ts';
import { threadName } from '../../../src/discord/conversation/threads.ts';
import type { Call, Command } from '../../../src/domain/command.ts';
import type { Message } from '../../../src/domain/message.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { openDiscord } from '../../servers/open-discord.ts';
import { type BotOptions, memoryCache, say, startBot } from '../start-bot.ts';

const question = { type: 'string', description: 'What you want to know', required: true } as const;
const thread = { type: 'boolean', description: 'Open a thread' } as const;
const hidden = { type: 'boolean', description: 'Only you' } as const;
const PAPER = 'arxiv:2606.00001';

async function start(options: BotOptions = {}) {
  const discord = await openDiscord({ channels: ['papers', 'voice'] });
  const calls: Call[] = [];
  const ask: Command<undefined> = {
    definition: {
      name: 'ask',
      description: 'Ask',
      category: 'answers',
      example: '',
      options: { question, thread, private: hidden },
    },
    async *run({ question: asked }, _services, call) {
      calls.push(call);
      yield say(`About ${asked}: it does.`);
    },
  };
  const discuss: Command<undefined> = {
    definition: { name: 'discuss', description: 'Discuss a paper', category: 'answers', example: '', options: {} },
    async *run(): AsyncGenerator<Message> {
      yield { ...say('Ask-R1, its card.'), discussion: { name: 'Ask-R1: Deciding When to Search', papers: [PAPER] } };
    },
  };
  const bot = await startBot(discord, [ask, discuss], options);
  const { driver } = discord;
  const threadNamed = async (name: string) => {
    await expect.poll(() => discord.channels.map((channel) => channel.name)).toContain(name);
    return driver.in(name);
  };
  return { ...bot, discord, driver, calls, threadNamed };
}

describe('/ask thread:true', () => {
  it('opens a thread that is named after the question, where it goes on without commands', async () => {
    const { driver, discord, calls, threadNamed } = await start();
    const reply = await driver.slash('ask', { question: 'does search help?', thread: true });
    await reply.settled({ until: ({ content }) => content.includes('it does') });
    const inThread = await threadNamed('does search help?');
    const opening = await inThread.hears({ until: ({ content }) => content.startsWith('Go on here') });
    expect(opening.mentions).toEqual([]);
    const more = inThread.say('and for cats?', { replyTo: opening });
    await inThread.hears({ after: more, until: ({ content }) => content.includes('cats') });
    // One conversation: what was asked in the channel is remembered in the thread.
    expect(calls.map(({ place }) => place)).toEqual([inThread.channel.id, inThread.channel.id]);
    expect(discord.channels.filter(({ type }) => type === 11)).toHaveLength(1);
  });

  it('leaves a private answer private, and opens nothing', async () => {
    const { driver, discord } = await start();
    const reply = await driver.slash('ask', { question: 'does search help?', thread: true, private: true });
    await reply.settled({ until: ({ content }) => content.includes('it does') });
    expect(discord.channels.map(({ type }) => type)).not.toContain(11);
  });

  it('in direct messages says to the asker that there are none', async () => {
    const { driver } = await start();
    const reply = await driver.direct().slash('ask', { question: 'does search help?', thread: true });
    await expect
      .poll(() => reply.followUps.map(({ content }) => content).join())
      .toMatch(/There are threads in servers only/);
  });

  it('inside a thread answers there', async () => {
    const { driver, discord, calls } = await start();
    const inside = driver.startThread('Search');
    const reply = await inside.slash('ask', { question: 'does search help?', thread: true });
    await reply.settled({ until: ({ content }) => content.includes('it does') });
    expect(calls[0]?.place).toBe(inside.channel.id);
    expect(discord.channels.filter(({ type }) => type === 11)).toHaveLength(1);
  });

  it('that was lost on the way is opened once', async () => {
    const { driver, discord, threadNamed } = await start();
    discord.expectViolation(/already been created/);
    discord.faults.add({ method: 'POST', path: /\/threads$/, fault: { status: 502, afterEffect: true } });
    await driver.slash('ask', { question: 'does search help?', thread: true });
    const inThread = await threadNamed('does search help?');
    await inThread.hears({ until: ({ content }) => content.startsWith('Go on here') });
  });

  it('where threads may not be opened says which permission is missing, to the asker only', async () => {
    const { driver, discord } = await start();
    discord.faults.add({
      method: 'POST',
      path: /\/threads$/,
      fault: { status: 403, body: { code: 50013, message: 'Missing Permissions' } },
    });
    const reply = await driver.slash('ask', { question: 'does search help?', thread: true });
    await expect.poll(() => reply.followUps.map(({ content }) => content).join()).toMatch(/“Create Public Threads”/);
    expect(reply.followUps.every(({ flags }) => (flags & 64) !== 0)).toBe(true);
  });
});

describe('a server that wants a thread per question', () => {
  const settings = { settingsOf: async () => ({ ...DEFAULT_SETTINGS, threads: true }) };

  it('gets one for commands and for mentions', async () => {
    const { driver, threadNamed } = await start({ settings });
    await driver.slash('ask', { question: 'does search help?' });
    await threadNamed('does search help?');
    driver.mention('and robots?');
    const inThread = await threadNamed('and robots?');
    await inThread.hears({ until: ({ content }) => content.startsWith('Go on here') });
  });

  it('hears nothing of it in channels without threads', async () => {
    const { driver, discord } = await start({ settings });
    const reply = await driver.in('voice').slash('ask', { question: 'does search help?' });
    await reply.settled({ until: ({ content }) => content.includes('it does') });
    expect(reply.followUps).toEqual([]);
    expect(discord.channels.map(({ type }) => type)).not.toContain(11);
  });
});

describe('/discuss', () => {
  it('opens a thread under the card, and questions there are on that paper, also after a restart', async () => {
    const cache = memoryCache();
    const { driver, discord, calls, threadNamed, connection } = await start({ cache });
    await driver.slash('discuss');
    const inThread = await threadNamed('Ask-R1: Deciding When to Search');
    const opening = await inThread.hears({ until: ({ content }) => content.includes('this paper first') });
    const said = inThread.say('what are its limits?', { replyTo: opening });
    await inThread.hears({ after: said, until: ({ content }) => content.includes('limits') });
    expect(calls[0]?.about).toEqual([PAPER]);
    await connection.stop();
    const again: Call[] = [];
    const ask: Command<undefined> = {
      definition: { name: 'ask', description: 'Ask', category: 'answers', example: '', options: { question } },
      async *run(_args, _services, call) {
        again.push(call);
        yield say('It does.');
      },
    };
    await startBot(discord, [ask], { cache });
    const reply = await inThread.slash('ask', { question: 'and its data?' });
    await reply.settled({ until: ({ content }) => content === 'It does.' });
    expect(again[0]?.about).toEqual([PAPER]);
  });
});

describe('commands on messages', () => {
  const echo = messageCommands.map(
    ({ definition }): Command<undefined> => ({
      definition,
      async *run({ text }) {
        yield { ...say(`${definition.name}: ${text}`), private: true };
      },
    }),
  );

  it('get the whole message, and answer whoever asked and nobody else', async () => {
    const { driver } = await start({ messageCommands: echo });
    const theirs = driver.as('grace').say('read arxiv.org/abs/2606.00001');
    const reply = await driver.messageCommand('Explain the papers here', theirs);
    await reply.settled({ until: ({ content }) => content.includes('2606.00001') });
    expect(reply.ephemeral).toBe(true);
  });

  it('work in servers where I am a guest: by the webhook alone, and never more than five follow-ups', async () => {
    const long = messageCommands.map(
      ({ definition }): Command<undefined> => ({
        definition,
        async *run() {
          yield say('Reading…', 'progress');
          yield say(Array.from({ length: 4000 }, (_, index) => `word${index}.`).join(' '));
        },
      }),
    );
    const { driver, discord } = await start({ messageCommands: long });
    await discord.ready(['Explain the papers here']);
    const there = driver.elsewhere();
    const reply = await there.messageCommand('Explain the papers here', there.say('read arxiv.org/abs/2606.00001'));
    await expect.poll(() => reply.followUps.length, { timeout: 5000 }).toBe(3);
    await expect.poll(() => reply.followUps.at(-1)?.attachments).toHaveLength(1);
    expect(reply.followUps.at(-1)?.attachments[0]?.description).toBeTruthy();
    expect(discord.requests.filter(({ path }) => path.startsWith('/channels/'))).toEqual([]);
  });

  it('and all others are there between people, too', async () => {
    const { driver, discord } = await start();
    const reply = await driver.betweenPeople('grace').slash('ask', { question: 'does search help?' });
    await reply.settled({ until: ({ content }) => content.includes('it does') });
    expect(discord.requests.filter(({ path }) => path.startsWith('/channels/'))).toEqual([]);
  });

  it('a question elsewhere that wants a thread is answered all the same', async () => {
    const { driver } = await start();
    const reply = await driver.elsewhere().slash('ask', { question: 'does search help?', thread: true });
    await expect
      .poll(() => reply.followUps.map(({ content }) => content).join())
      .toMatch(/I am not a member of this server/);
    expect(reply.text).toContain('it does');
  });
});

it.each([
  ['does\nsearch help?', 'does search help?'],
  ['**bold** <@123> \u202etricky\u200b', '**bold** tricky'],
  ['   ', 'A question'],
  ['🙂'.repeat(80), `${'🙂'.repeat(44)}…`],
])('the name of a thread is one plain line that fits: %j', (text, name) => {
  expect(threadName(text)).toBe(name);
  expect(name.length).toBeLessThanOrEqual(100);
});
