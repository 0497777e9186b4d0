import { describe, expect, it } from 'vitest';
import { definition as search } from '../../commands/search.ts';
import { readArguments } from '../../src/discord/command-request.ts';
import { registrationPayload } from '../../src/discord/registration-payload.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { startBot } from './start-bot.ts';

describe('what Discord sends for a command', () => {
  it('becomes the arguments of its definition, and nothing else', () => {
    const values = { query: 'robots', sort: 'newest', page: 3, colour: 'red' };
    expect(readArguments(search, values)).toEqual({ query: 'robots', sort: 'newest', page: 3 });
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{}, /“query” is missing/],
    [{ query: 7 }, /“query” cannot be read/],
    [{ query: 'robots', sort: 'oldest' }, /“sort” is none of the choices/],
    [{ query: 'robots', since: 'x'.repeat(61) }, /“since” is too long/],
    [{ query: 'robots', page: '2' }, /“page” cannot be read/],
    [{ query: 'robots', page: 1.5 }, /“page” cannot be read/],
    [{ query: 'robots', page: 0 }, /“page” is too small/],
    [{ query: 'robots', page: 41 }, /“page” is too large/],
  ])('%j is refused', (values, message) => {
    expect(() => readArguments(search, values)).toThrow(message);
  });
});

describe('a number', () => {
  it('is registered with its limits, the second time unchanged', async () => {
    const { options } = registrationPayload(search, 'everywhere');
    const { description } = search.options.page;
    expect(options?.at(-1)).toEqual({
      type: 4,
      name: 'page',
      description,
      required: false,
      min_value: 1,
      max_value: 40,
    });
    const discord = await openDiscord();
    const command = { definition: search, async *run() {} };
    await startBot(discord, [command]);
    const { log } = await startBot(discord, [command]);
    expect(log.lines.find(({ event }) => event === 'discord-commands-registered')?.facts).toMatchObject({
      unchanged: 1,
    });
  });

  it('out of its limits cannot even be sent', async () => {
    const discord = await openDiscord();
    await startBot(discord, [{ definition: search, async *run() {} }]);
    await expect(discord.driver.slash('search', { query: 'robots', page: 41 })).rejects.toThrow('41 is not between');
  });
});
