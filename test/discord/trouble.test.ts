/** What a reader sees when Discord is in trouble in the middle of an answer, or takes a permission away. */

import { describe, expect, it } from 'vitest';
import { createStartGate } from '../../src/discord/start-gate.ts';
import type { Action } from '../../src/domain/actions.ts';
import type { Message } from '../../src/domain/message.ts';
import { missingPermissions } from '../servers/discord/fault-kinds.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { ask, gate, memoryCache, say, startBot } from './start-bot.ts';

const question = { question: 'does search help?' };
const answering = (message: Message) =>
  ask(async function* () {
    yield message;
  });
const edits = { method: 'PATCH', path: /^\/webhooks\// };
const pendingKeys = async (cache: ReturnType<typeof memoryCache>) => {
  const keys: string[] = [];
  for await (const [key] of cache.entries('pending:')) keys.push(key);
  return keys;
};

describe('an answer that Discord does not take', () => {
  it('is brought when Discord takes it again, without a restart', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    await startBot(discord, [answering(say('It does.'))], { cache, factor: 100 });
    // More often than it is tried at once.
    discord.faults.add({ ...edits, times: 6, fault: { status: 503 } });
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'It does.' });
    expect(reply.followUps).toEqual([]);
    await expect.poll(() => pendingKeys(cache)).toEqual([]);
  });

  it('and that is for the asker only is not put up in public: they are told to ask again', async () => {
    const discord = await openDiscord();
    await startBot(discord, [answering({ ...say('Your secret'), private: true })], { factor: 100 });
    discord.faults.add({ method: 'POST', path: /^\/webhooks\//, fault: { status: 502 } });
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes('please ask again') });
    expect(JSON.stringify(discord.messages())).not.toContain('Your secret');
  });

  it('nor when “thinking…” cannot be changed, whose place everything else would take', async () => {
    const discord = await openDiscord();
    await startBot(discord, [answering({ ...say('Your secret'), private: true })], { factor: 100 });
    // As often as it is tried at once.
    discord.faults.add({ ...edits, times: 4, fault: { status: 503 } });
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes('please ask again') });
    expect(JSON.stringify(reply.history)).not.toContain('Your secret');
  });

  it('and that is for the asker only reaches them beside progress that cannot be changed', async () => {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* () {
        yield say('Reading…', 'progress');
        await search.opened;
        yield { ...say('Your secret'), private: true };
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'Reading…' });
    discord.faults.add({ ...edits, times: 4, fault: { status: 503 } });
    search.open();
    await expect
      .poll(() => reply.followUps.map(({ content, flags }) => [content, flags & 64]))
      .toEqual([['Your secret', 64]]);
    await expect.poll(() => reply.reply).toBeUndefined();
  });

  it('nobody is left with nothing while a private answer takes the place of a public one', async () => {
    const discord = await openDiscord();
    await startBot(discord, [answering({ ...say('Your secret'), private: true })]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'Your secret' });
    await expect.poll(() => reply.reply).toBeUndefined();
    const whats = reply.history.map(({ what }) => what);
    expect(whats).toEqual(['deferred', 'edit', 'follow-up', 'delete']);
  });
});

it('what is said beside a message that was pressed arrives although Discord fails once', async () => {
  const discord = await openDiscord();
  const args = { question: 'the next page' };
  const next: Action = { kind: 'button', label: 'Next', do: 'replace', command: 'ask', args };
  await startBot(discord, [
    ask(async function* ({ question: asked }) {
      yield asked === args.question ? say('There is none.', 'invalid') : { ...say('A page.'), actions: [next] };
    }),
  ]);
  const reply = await discord.driver.slash('ask', question);
  await reply.settled();
  discord.faults.add({ method: 'POST', path: /^\/webhooks\//, fault: { status: 502 } });
  const pressed = await reply.press('Next');
  await expect.poll(() => pressed.followUps.map(({ content }) => content)).toEqual(['There is none.']);
  expect(reply.reply?.content).toBe('A page.');
});

describe('a permission that is taken away in the middle of an answer', () => {
  const withFile: Message = {
    ...say('Here are the counts.'),
    files: [{ name: 'counts.md', content: 'One, two.', description: 'Counts' }],
  };

  it('is named to whoever mentioned us, with where to grant it; what can be shown is', async () => {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* () {
        yield say('Reading…', 'progress');
        await search.opened;
        yield withFile;
      }),
    ]);
    const { driver } = discord;
    const said = driver.mention('how many?');
    await driver.hears({ after: said, until: ({ content }) => content === 'Reading…' });
    discord.faults.add({
      method: 'PATCH',
      path: /^\/channels\//,
      times: 100,
      body: (body) => JSON.stringify(body).includes('counts.md'),
      fault: missingPermissions,
    });
    search.open();
    const heard = await driver.hears({ after: said, until: ({ content }) => content.includes('Here are the counts.') });
    expect(heard.content).toContain('I cannot attach files in #papers');
    expect(heard.content).toContain('“Attach Files”');
    expect(heard.content).toContain('Server Settings → Roles → paperboy');
    expect(heard.components).toEqual([]);
  });

  it('is named beside a reply that can no longer be changed, which is taken away', async () => {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* () {
        yield say('Reading…', 'progress');
        await search.opened;
        yield say('It does.');
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'Reading…' });
    discord.faults.add({ ...edits, times: 100, fault: missingPermissions });
    search.open();
    await reply.settled({ until: ({ content }) => content.includes('I cannot write messages in #papers') });
    await expect.poll(() => reply.reply).toBeUndefined();
  });
});

describe('the role that Discord made for the bot, mentioned in place of it', () => {
  it('is understood, and what Discord withholds then is explained once', async () => {
    const discord = await openDiscord();
    await startBot(discord, [answering(say('It does.'))]);
    const { driver } = discord;
    const said = driver.mentionRole('does search help?');
    const heard = await driver.hears({ after: said });
    expect(heard.content).toContain('Mention me myself');
    expect(heard.message_reference).toMatchObject({ message_id: said.id });
  });

  it('together with the bot is an ordinary question', async () => {
    const discord = await openDiscord();
    await startBot(discord, [answering(say('It does.'))]);
    const { driver } = discord;
    const said = driver.mentionRole(`<@${discord.applicationId}> does search help?`);
    await driver.hears({ after: said, until: ({ content }) => content === 'It does.' });
  });
});

describe('many who ask at once', () => {
  const never = new AbortController().signal;

  /** A gate whose looks are made by hand, each at a process as busy as is said. */
  function openGate() {
    let busy = 0;
    let looked: () => void = () => {};
    const sleep = () =>
      new Promise<void>((resolve) => {
        looked = resolve;
      });
    const begun: string[] = [];
    const entrance = createStartGate({ busy: () => busy, sleep });
    return {
      begun,
      enter: (reader: string, signal = never) => entrance.enter(reader, signal).then(() => void begun.push(reader)),
      async look(share: number) {
        busy = share;
        looked();
        for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      },
    };
  }

  it('begin one after the other, readers in turn, however much one of them asks', async () => {
    const { begun, enter, look } = openGate();
    const all = ['ada', 'ada', 'ada', 'ada', 'bob', 'eve'].map((reader) => enter(reader));
    for (let turn = 0; turn < 5; turn += 1) await look(0);
    await Promise.all(all);
    expect(begun).toEqual(['ada', 'ada', 'bob', 'eve', 'ada', 'ada']);
  });

  it('wait while the process has something to hear first, but not for ever', async () => {
    const { begun, enter, look } = openGate();
    void enter('ada');
    void enter('bob');
    await look(0.9);
    expect(begun).toEqual(['ada']);
    await look(0.2);
    expect(begun).toEqual(['ada', 'bob']);
    void enter('eve');
    for (let turn = 0; turn < 40; turn += 1) await look(1);
    expect(begun).toEqual(['ada', 'bob', 'eve']);
  });

  it('leave the queue when they are stopped', async () => {
    const { begun, enter, look } = openGate();
    void enter('ada');
    const stopped = new AbortController();
    const second = enter('bob', stopped.signal);
    const third = enter('eve');
    stopped.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
    await look(0);
    await third;
    expect(begun).toEqual(['ada', 'eve']);
  });
});
