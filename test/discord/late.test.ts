/** What becomes of an answer that Discord takes only later, or never. */
import { describe, expect, it } from 'vitest';
import { expiredToken } from '../servers/discord/fault-kinds.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { ask, askDefinition, say, startBot } from './start-bot.ts';

const question = { question: 'does search help?' };
const edits = { method: 'PATCH', path: /^\/webhooks\// };

describe('an answer that is brought later', () => {
  it('goes on in the channel when its token has expired meanwhile', async () => {
    const discord = await openDiscord();
    await startBot(
      discord,
      [
        ask(async function* () {
          yield say('It does.');
        }),
      ],
      { factor: 100 },
    );
    discord.faults.add({ ...edits, times: 4, fault: { status: 503 } });
    discord.faults.add({ ...edits, times: 100, fault: expiredToken });
    await discord.driver.slash('ask', question);
    await discord.driver.hears({ until: ({ content }) => content === 'It does.' });
  });

  it('and that is for the asker only does not go on there', async () => {
    const discord = await openDiscord();
    await startBot(
      discord,
      [
        ask(async function* () {
          yield { ...say('Your secret'), private: true };
        }),
      ],
      { factor: 100 },
    );
    discord.faults.add({ ...edits, times: 4, fault: { status: 503 } });
    discord.faults.add({ ...edits, times: 100, fault: expiredToken });
    discord.faults.add({ method: 'GET', path: /^\/webhooks\//, times: 100, fault: expiredToken });
    await discord.driver.slash('ask', question);
    const heard = await discord.driver.hears({ until: ({ content }) => content.includes('please ask again') });
    expect(heard.content).not.toContain('Your secret');
  });

  it('opens its thread then; a failure opens none', async () => {
    const thread = { type: 'boolean', description: 'Begin a thread' } as const;
    const definition = { ...askDefinition, options: { ...askDefinition.options, thread } };
    const run = ask(async function* (args) {
      yield say('Reading…', 'progress');
      if (String(args.question).includes('break')) throw new Error('broken');
      yield say('It does.');
    }).run;
    for (const [asked, shown, threads] of [
      ['does it break?', 'Id: ', 0],
      ['does search help?', 'It does.', 1],
    ] as const) {
      const discord = await openDiscord();
      const { log } = await startBot(discord, [{ definition, run }], { factor: 100 });
      discord.faults.add({ ...edits, times: 6, fault: { status: 503 } });
      const reply = await discord.driver.slash('ask', { question: asked, thread: true });
      await expect.poll(() => log.events()).toContain('discord-pending-reply-finished');
      expect(reply.text).toContain(shown);
      // As long as opening one may take.
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(discord.channels.filter(({ thread }) => thread)).toHaveLength(threads);
    }
  });
});
