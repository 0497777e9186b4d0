/** What people do with the buttons below a reply: press, choose, fill in, stop; before and after a restart. */
import { describe, expect, it } from 'vitest';
import { forgetStoredActions } from '../../../src/discord/components/stored-actions.ts';
import type { Action } from '../../../src/domain/actions.ts';
import type { Answer } from '../../../src/domain/answer.ts';
import { Fault } from '../../../src/domain/errors.ts';
import type { Message } from '../../../src/domain/message.ts';
import { paper } from '../../doubles/paper.ts';
import { openDiscord } from '../../servers/open-discord.ts';
import { ask, gate, memoryCache, say, startBot } from '../start-bot.ts';

const question = { question: 'does search help?' };

/** A list whose pages are turned by buttons. */
const pages = ask(async function* (args) {
  const page = Number(String(args.question).split(' ')[1] ?? 1);
  if (page > 3) throw new Fault('There is no such page.', 'Go back.');
  const turn = (label: string, to: number): Action => ({
    kind: 'button',
    label,
    do: 'replace',
    command: 'ask',
    args: { question: `page ${to}` },
  });
  yield say('Looking…', 'progress');
  yield {
    ...say(`This is page ${page}.`),
    actions: [
      turn('Prev', page - 1),
      turn('Next', page + 1),
      {
        kind: 'select',
        do: 'replace',
        placeholder: 'Go to',
        command: 'ask',
        args: {},
        option: 'question',
        choices: [
          { label: 'first', value: 'page 1' },
          { label: 'last', value: 'page 3' },
        ],
      },
    ],
  };
});
const firstPage = { question: 'page 1' };

const withActions = (text: string, ...actions: readonly Action[]): Message => ({ ...say(text, 'answered'), actions });

describe('a list that is paged', () => {
  it('is turned in place by the asker, forward and back', async () => {
    const discord = await openDiscord();
    await startBot(discord, [pages]);
    const list = await discord.driver.slash('ask', firstPage);
    await list.settled();
    const next = await list.press('Next');
    await next.settled({ until: ({ content }) => content.includes('page 2') });
    expect(next.reply?.id).toBe(list.reply?.id);
    const back = await next.press('Prev');
    await back.settled({ until: ({ content }) => content.includes('page 1') });
    const last = await back.choose('Go to', ['last']);
    await last.settled({ until: ({ content }) => content.includes('page 3') });
    expect(list.reply?.content).toBe('This is page 3.');
  });

  it('stays as it is when somebody else turns it: they get a copy of their own, which they can turn', async () => {
    const discord = await openDiscord();
    await startBot(discord, [pages]);
    const list = await discord.driver.slash('ask', firstPage);
    await list.settled();
    const copy = await discord.driver.as('bob').press('Next', list.reply);
    await copy.settled({ until: ({ content }) => content.includes('page 2') });
    expect(copy.ephemeral).toBe(true);
    expect(list.reply?.content).toBe('This is page 1.');
    const turned = await copy.press('Next');
    await turned.settled({ until: ({ content }) => content.includes('page 3') });
    expect(turned.reply?.id).toBe(copy.reply?.id);
  });

  it('stays when the next page cannot be had, and the asker is told beside it', async () => {
    const discord = await openDiscord();
    await startBot(discord, [pages]);
    const list = await discord.driver.slash('ask', { question: 'page 3' });
    await list.settled();
    const next = await list.press('Next');
    await next.settled({ until: () => next.followUps.length > 0 });
    expect(next.followUps[0]?.content).toContain('There is no such page.');
    expect(next.followUps.map(({ flags }) => flags & 64)).toEqual([64]);
    expect(list.reply?.content).toBe('This is page 3.');
    await (await next.press('Prev')).settled({ until: ({ content }) => content.includes('page 2') });
  });
});

describe('a button outlives the process', () => {
  const long = 'x'.repeat(400);
  const asking = ask(async function* (args) {
    yield withActions(`Heard ${String(args.question).length} characters.`, {
      kind: 'button',
      label: 'Again',
      do: 'run',
      command: 'ask',
      args: { question: long },
    });
  });

  it('whose action is too long for its id, too', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const bot = await startBot(discord, [asking], { cache });
    const reply = await discord.driver.slash('ask', question);
    await reply.settled();
    await bot.connection.stop();
    await startBot(discord, [asking], { cache });
    const again = await reply.press('Again');
    await again.settled();
    expect(again.text).toBe('Heard 400 characters.');
  });

  it('or says kindly that it has expired', async () => {
    const discord = await openDiscord();
    const bot = await startBot(discord, [asking]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled();
    await forgetStoredActions(bot.cache, discord.driver.user.id);
    const again = await reply.press('Again');
    await again.settled();
    expect(again.text).toContain('has expired');
    expect(again.ephemeral).toBe(true);
    expect(reply.text).toBe('Heard 17 characters.');
  });

  it('even when its command is gone', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const bot = await startBot(discord, [pages], { cache });
    const list = await discord.driver.slash('ask', firstPage);
    await list.settled();
    await bot.connection.stop();
    const other = { ...pages, definition: { ...pages.definition, name: 'other' } };
    await startBot(discord, [other], { cache });
    const next = await list.press('Next');
    await next.settled();
    expect(next.text).toContain('no longer know this command');
    expect(next.ephemeral).toBe(true);
  });
});

describe('a window asks for a text', () => {
  const following: Action = {
    kind: 'button',
    label: 'Follow up',
    do: 'ask',
    command: 'ask',
    args: {},
    window: { title: 'Follow up', label: 'Your question', option: 'question', maxLength: 200 },
  };

  it('and the answer to it is a new reply', async () => {
    const discord = await openDiscord();
    await startBot(discord, [
      ask(async function* (args) {
        yield withActions(`Heard: ${args.question}`, following);
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled();
    const form = await reply.press('Follow up');
    const more = await form.submit({ 'Your question': 'and for cats?' });
    await more.settled();
    expect(more.text).toBe('Heard: and for cats?');
    expect(more.ephemeral).toBe(false);
    expect(reply.text).toBe('Heard: does search help?');
  });

  it('privately below what is private', async () => {
    const discord = await openDiscord();
    await startBot(discord, [
      ask(async function* (args) {
        yield withActions(`Heard: ${args.question}`, following);
      }),
    ]);
    const reply = await discord.driver.slash('ask', { ...question, private: true });
    await reply.settled();
    const more = await (await reply.press('Follow up')).submit({ 'Your question': 'and for cats?' });
    await more.settled();
    expect(more.ephemeral).toBe(true);
  });
});

describe('what is for the asker only', () => {
  it('is refused to others, and to them alone', async () => {
    const discord = await openDiscord();
    let runs = 0;
    await startBot(discord, [
      ask(async function* (args, _, call) {
        runs += 1;
        yield withActions(`Run ${runs}${call.fresh ? ', fresh' : ''}.`, {
          kind: 'button',
          label: 'Regenerate',
          do: 'replace',
          fresh: true,
          only: 'asker',
          command: 'ask',
          args: { question: String(args.question) },
        });
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled();
    const refused = await discord.driver.as('bob').press('Regenerate', reply.reply);
    await refused.settled();
    expect(refused.ephemeral).toBe(true);
    expect(refused.text).toContain('for the one who asked');
    const again = await reply.press('Regenerate');
    await again.settled({ until: ({ content }) => content.includes('Run 2') });
    expect(reply.reply?.content).toBe('Run 2, fresh.');
  });
});

describe('an answer that is being written', () => {
  const claim = {
    text: 'Search helps.',
    citations: [{ paper: paper({ title: 'Search Helps' }), sentence: 0, quote: 'Search helps.' }],
  };
  const growing: Answer = {
    status: 'answered',
    mode: 'model',
    claims: [claim],
    closest: [],
    dropped: [],
    growing: true,
  };

  /** Writes a first claim, and then waits until it is told to stop or to end. */
  async function writing() {
    const discord = await openDiscord();
    const end = gate();
    const aborted = gate();
    await startBot(discord, [
      ask(async function* (_, __, { signal }) {
        signal.addEventListener('abort', () => aborted.open());
        yield { ...say('Search helps.', 'progress'), answer: growing };
        await end.opened;
        yield say('Search helps. Always.', 'answered');
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes('Search helps.') });
    return { discord, reply, end, aborted };
  }

  it('is stopped by its asker: what was verified stands, and Stop is gone', async () => {
    const { reply, aborted } = await writing();
    await reply.press('Stop');
    await reply.settled({ until: ({ content }) => content.includes('Stopped.') });
    await aborted.opened;
    expect(reply.text).toContain('Search helps.');
    await expect(reply.press('Stop')).rejects.toThrow();
    expect(JSON.stringify(reply.reply?.components)).toContain('Ask again');
  });

  it('is not stopped by others, who are told so', async () => {
    const { discord, reply, end } = await writing();
    const refused = await discord.driver
      .as('bob', { mayNot: ['manageGuild', 'administrator'] })
      .press('Stop', reply.reply);
    await refused.settled();
    expect(refused.ephemeral).toBe(true);
    end.open();
    await reply.settled({ until: ({ content }) => content.includes('Always.') });
    expect(reply.reply?.components).toEqual([]);
  });

  it('is stopped by those who manage the server', async () => {
    const { discord, reply } = await writing();
    await discord.driver.as('root', { may: ['manageGuild'] }).press('Stop', reply.reply);
    await reply.settled({ until: ({ content }) => content.includes('Stopped.') });
  });

  it('loses its Stop when the process ends', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const forever = ask(async function* () {
      yield say('Reading 3 papers', 'progress');
      await new Promise(() => {});
    });
    const bot = await startBot(discord, [forever], { cache });
    const reply = await discord.driver.slash('ask', question);
    const before = structuredClone(await reply.settled({ until: ({ content }) => content.includes('Reading') }));
    await bot.connection.stop();
    expect(reply.text).toContain('I was restarted');
    expect(reply.reply?.components).toEqual([]);
    expect(JSON.stringify(before.components)).toContain('Stop');
  });
});
