import { describe, expect, it } from 'vitest';
import { Fault, InvalidInput } from '../../src/domain/errors.ts';
import type { Message } from '../../src/domain/message.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { missingAccess } from '../servers/discord/fault-kinds.ts';
import type { FaultRule } from '../servers/discord/faults.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { ask, gate, say, startBot } from './start-bot.ts';

const question = { question: 'does search help?' };

describe('a person asks', () => {
  it('and sees progress, then the answer', async () => {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* (args) {
        yield say('Reading 3 papers', 'progress');
        await search.opened;
        yield say(`About “${args.question}”: it does.`, 'answered');
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes('Reading') });
    search.open();
    await reply.settled({ until: ({ content }) => content.includes('it does.') });
    expect(reply.text).toBe('About “does search help?”: it does.');
    expect(reply.history.map(({ what }) => what)).toEqual(['deferred', 'edit', 'edit']);
    expect(reply.ephemeral).toBe(false);
  });

  it('a quick answer costs one edit', async () => {
    const discord = await openDiscord();
    await startBot(discord, [
      ask(async function* () {
        yield say('Reading', 'progress');
        yield say('Done');
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled();
    expect(reply.history.map(({ what }) => what)).toEqual(['deferred', 'edit']);
    expect(reply.text).toBe('Done');
  });

  it('a fast stream is shown in few edits, and its end always', async () => {
    const discord = await openDiscord({ rateLimit: { limit: 5, windowMilliseconds: 500 } });
    const clockFactor = 10;
    let text = '';
    await startBot(
      discord,
      [
        ask(async function* () {
          for (let word = 0; word < 200; word += 1) {
            text += `word${word} `;
            yield say(text, 'progress');
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        }),
      ],
      { factor: clockFactor },
    );
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes('word199') });
    const edits = reply.history.filter(({ what }) => what === 'edit');
    const [first, last] = [edits[0]?.at ?? 0, edits.at(-1)?.at ?? 0];
    expect(edits.length).toBeGreaterThan(1);
    expect(edits.length).toBeLessThanOrEqual(((last - first) * clockFactor) / 1250 + 2);
  });

  it('and the command is told whether others see the reply, also where the server decides that', async () => {
    const discord = await openDiscord();
    const told: boolean[] = [];
    const settingsOf = async () => ({ ...DEFAULT_SETTINGS, visibility: 'private' as const });
    const command = ask(async function* (_args, _services, call) {
      told.push(call.isPrivate === true);
      yield say('Done');
    });
    await startBot(discord, [command], { settings: { settingsOf } });
    for (const values of [question, { ...question, private: false }, { ...question, private: true }])
      await (await discord.driver.slash('ask', values)).settled();
    expect(told).toEqual([true, false, true]);
  });

  it('privately, and only they see it', async () => {
    const discord = await openDiscord();
    await startBot(discord, [
      ask(async function* () {
        yield say(`${'A sentence for you. '.repeat(150)}`);
      }),
    ]);
    const reply = await discord.driver.slash('ask', { ...question, private: true });
    await reply.settled({ until: () => reply.followUps.length === 1 });
    expect(reply.ephemeral).toBe(true);
    expect(reply.followUps.map(({ flags }) => flags & 64)).toEqual([64]);
  });

  it('publicly, but what they are told is for them alone', async () => {
    const discord = await openDiscord();
    await startBot(discord, [
      ask(async function* () {
        yield { ...say('Your settings'), private: true };
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'Your settings' });
    expect(reply.reply).toBeUndefined();
    expect(reply.followUps.map(({ flags }) => flags & 64)).toEqual([64]);
  });
});

describe('long answers', () => {
  const long = (paragraphs: number): Message => ({
    status: 'answered',
    blocks: Array.from({ length: paragraphs }, (_, index) => ({
      kind: 'paragraph',
      line: [`${index}. ${'word '.repeat(300)}`],
    })),
  });

  it('go on in further messages', async () => {
    const discord = await openDiscord();
    await startBot(discord, [
      ask(async function* () {
        yield long(3);
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: () => reply.followUps.length === 2 });
    expect([reply.text, ...reply.followUps.map(({ content }) => content)].map((text) => text.slice(0, 3))).toEqual([
      '0\\.',
      '1\\.',
      '2\\.',
    ]);
  });

  it('end in a file when they are very long', async () => {
    const discord = await openDiscord();
    await startBot(discord, [
      ask(async function* () {
        yield long(8);
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: () => reply.followUps.length === 3 });
    const [attachment] = reply.followUps[2]?.attachments ?? [];
    expect(attachment?.filename).toBe('answer.md');
    const rest = discord.file(attachment?.id ?? '')?.toString() ?? '';
    expect(rest.match(/\d\\\./g)).toEqual(['3\\.', '4\\.', '5\\.', '6\\.', '7\\.']);
  });

  it('say nothing twice when Discord fails after it has taken a further message', async () => {
    const discord = await openDiscord();
    await startBot(discord, [
      ask(async function* () {
        yield long(3);
      }),
    ]);
    discord.faults.add({ method: 'POST', path: /^\/webhooks\//, fault: { status: 502, afterEffect: true } });
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: () => reply.followUps.length === 2 });
    await reply.settled();
    expect(reply.reply?.attachments).toEqual([]);
    expect(reply.followUps.map(({ content }) => content.slice(0, 3))).toEqual(['1\\.', '2\\.']);
  });

  it('lose nothing when Discord fails before it has taken one: the rest is attached to the reply', async () => {
    const discord = await openDiscord();
    await startBot(discord, [
      ask(async function* () {
        yield long(3);
      }),
    ]);
    discord.faults.add({ method: 'POST', path: /^\/webhooks\//, fault: { status: 502 } });
    const reply = await discord.driver.slash('ask', question);
    const settled = await reply.settled({ until: ({ attachments }) => attachments.length === 1 });
    const rest = discord.file(settled.attachments[0]?.id ?? '')?.toString() ?? '';
    expect(rest.match(/\d\\\./g)).toEqual(['1\\.', '2\\.']);
  });
});

describe('when something goes wrong', () => {
  it('the person is told what happened, what to do and an id; the log has the rest', async () => {
    const discord = await openDiscord();
    const { log } = await startBot(discord, [
      ask(async function* () {
        yield say('Reading', 'progress');
        throw new Fault('The library cannot be read.', 'Ask whoever runs Paperboy.', {
          cause: new Error('secret path'),
        });
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes('Id: ') });
    const id = /Id: `(\w{8})`/.exec(reply.text)?.[1];
    expect(reply.text).toBe(`The library cannot be read. Ask whoever runs Paperboy.\n-# Id: \`${id}\``);
    const [line] = log.lines.filter(({ event }) => event === 'discord-command-failed');
    expect(line?.facts).toMatchObject({ id, command: 'ask', error: { cause: new Error('secret path') } });
  });

  it('what a person typed stays out of the log', async () => {
    const discord = await openDiscord();
    const { log } = await startBot(discord, [
      // biome-ignore lint/correctness/useYield: a command that refuses at once
      ask(async function* (args) {
        throw new InvalidInput(`“${args.question}” is no question.`, 'Ask something.');
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes('is no question') });
    expect(JSON.stringify(log.lines)).not.toContain(question.question);
  });

  it('a command that says nothing at all is a fault', async () => {
    const discord = await openDiscord();
    await startBot(discord, [ask(async function* () {})]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.startsWith('Something went wrong') });
  });

  it('a command that never ends is given up before the token expires', async () => {
    const discord = await openDiscord();
    let told: unknown;
    await startBot(
      discord,
      [
        ask(async function* (_args, _services, { signal }) {
          signal.addEventListener('abort', () => {
            told = signal.reason;
          });
          yield say('Reading', 'progress');
          await new Promise(() => {});
        }),
      ],
      { factor: 2000 },
    );
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.includes('This took too long') });
    expect(told).toBeInstanceOf(Fault);
  });

  it.each([
    ['the first answer of Discord is an error', { method: 'POST', path: /callback$/, fault: { status: 500 } }],
    [
      'the connection is cut after the acknowledgement',
      { method: 'POST', path: /callback$/, fault: { drop: 'after' } },
    ],
    ['edits fail twice', { method: 'PATCH', times: 2, fault: { status: 503 } }],
    ['the connection is cut before and after an edit', { method: 'PATCH', times: 2, fault: { drop: 'after' } }],
  ] as const)('the answer arrives although %s', async (_, fault) => {
    const discord = await openDiscord();
    if ('drop' in fault.fault && fault.method === 'POST') discord.expectViolation(/already been acknowledged/);
    await startBot(discord, [
      ask(async function* () {
        yield say('It does.');
      }),
    ]);
    discord.faults.add(fault);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'It does.' });
    expect(reply.followUps).toEqual([]);
  });

  it('a reply that was deleted ends the work quietly', async () => {
    const discord = await openDiscord();
    const stopped = gate();
    await startBot(discord, [
      ask(async function* (_args, _services, { signal }) {
        signal.addEventListener('abort', () => stopped.open());
        for (let step = 0; !signal.aborted; step += 1) {
          yield say(`Step ${step}`, 'progress');
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }),
    ]);
    discord.expectViolation(/Unknown Message/);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content.startsWith('Step') });
    reply.interaction.original = undefined;
    await stopped.opened;
    expect(reply.followUps).toEqual([]);
  });

  /** Asks, and lets the token expire while something is shown. */
  async function outliveToken(...rules: FaultRule[]) {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* () {
        yield say('Reading', 'progress');
        await search.opened;
        yield say('It does, after all.');
      }),
    ]);
    discord.allowViolation(/Invalid Webhook Token/);
    for (const rule of rules) discord.faults.add(rule);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled({ until: ({ content }) => content === 'Reading' });
    discord.advance(16 * 60_000);
    search.open();
    const heard = await discord.driver.hears({ until: ({ content }) => content === 'It does, after all.' });
    return { discord, reply, heard };
  }

  it('an answer that comes after the token has expired stands where it was awaited', async () => {
    const { discord, reply, heard } = await outliveToken();
    expect(heard.id).toBe(reply.reply?.id);
    expect(heard.components).toEqual([]);
    expect(discord.messages()).toHaveLength(1);
  });

  it('or where that cannot be goes on in the channel, once', async () => {
    const edits = { method: 'PATCH', path: /^\/channels\//, fault: missingAccess };
    const posts = { method: 'POST', path: /^\/channels\//, fault: { drop: 'after' } as const };
    const { discord } = await outliveToken(edits, posts);
    await expect
      .poll(() => discord.requests.filter(({ path }) => path.startsWith('/channels/')).map(({ status }) => status))
      .toEqual([403, 0, 200]);
    expect(discord.messages().filter(({ content }) => content === 'It does, after all.')).toHaveLength(1);
  });
});

describe('a reader who asks a lot', () => {
  it('has two questions answered at a time, and is told so; others are not held up', async () => {
    const discord = await openDiscord();
    const search = gate();
    await startBot(discord, [
      ask(async function* () {
        await search.opened;
        yield say('It does.');
      }),
    ]);
    const [one, two] = [await discord.driver.slash('ask', question), await discord.driver.slash('ask', question)];
    await Promise.all([one.acknowledged(), two.acknowledged()]);
    const three = await discord.driver.slash('ask', question);
    const other = await discord.driver.as('grace').slash('ask', question);
    await three.settled({ until: ({ content }) => content.startsWith('I am still working on 2 of your questions') });
    expect(three.ephemeral).toBe(true);
    search.open();
    for (const reply of [one, two, other]) await reply.settled({ until: ({ content }) => content === 'It does.' });
  });
});

it('suggestions come while typing', async () => {
  const discord = await openDiscord();
  const which = { type: 'string', description: 'Id or title', required: true, autocomplete: true } as const;
  await startBot(discord, [
    {
      definition: { name: 'paper', description: 'One paper', category: 'papers', example: 'r1', options: { which } },
      async *run() {},
      complete: async (option, typed) => [{ name: `${option} begins with ${typed}`, value: '2503.05592' }],
    },
  ]);
  const choices = await discord.driver.autocomplete('paper', { which: 'r1' }, 'which');
  expect(choices).toEqual([{ name: 'which begins with r1', value: '2503.05592' }]);
});

it('commands in an answer can be clicked', async () => {
  const discord = await openDiscord();
  await startBot(discord, [
    ask(async function* () {
      yield { status: 'ok', blocks: [{ kind: 'note', line: ['Try ', { kind: 'command', name: 'ask' }] }] };
    }),
  ]);
  await discord.ready(['ask']);
  const reply = await discord.driver.slash('ask', question);
  await reply.settled();
  expect(reply.text).toBe(`-# Try </ask:${discord.commands()[0]?.id}>`);
});
