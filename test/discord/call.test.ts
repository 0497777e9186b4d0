import { describe, expect, it } from 'vitest';
import type { Call, Command, CommandDefinition } from '../../src/domain/command.ts';
import type { Message } from '../../src/domain/message.ts';
import type { DiscordOptions } from '../servers/discord/start-discord.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { startBot } from './start-bot.ts';

const definition: CommandDefinition = {
  name: 'whoami',
  description: 'Says who asks.',
  category: 'paperboy',
  example: '',
  options: {},
};
const message: Message = { status: 'ok', blocks: [{ kind: 'paragraph', line: ['It is you.'] }] };
/** `ViewChannel` and `SendMessages`; with `ManageGuild`. */
const [MEMBER, MANAGER] = ['3072', '3104'];

async function callOf(options: DiscordOptions, more: Partial<CommandDefinition> = {}) {
  const calls: Call[] = [];
  const command: Command<undefined> = {
    definition: { ...definition, ...more },
    async *run(_args, _services, call) {
      calls.push(call);
      yield message;
    },
  };
  const discord = await openDiscord(options);
  await startBot(discord, [command]);
  const reply = await discord.driver.slash('whoami');
  await reply.settled({ until: ({ content }) => content.includes('It is you') });
  return { call: calls[0], reply, discord };
}

describe('who runs a command in a server', () => {
  it('may look after it only with Manage Server', async () => {
    const { call, discord } = await callOf({ memberPermissions: MANAGER });
    expect(call).toMatchObject({ reader: discord.user.id, server: discord.guild.id, mayManage: true });
    expect((await callOf({ memberPermissions: MEMBER })).call).toMatchObject({ mayManage: false });
  });

  it('alone sees the reply of a private command, from its first state on', async () => {
    const { discord } = await callOf({}, { private: true });
    const replies = discord.requests.filter(({ path }) => /callback$/.test(path));
    expect(replies.map(({ body }) => (body as { data?: { flags?: number } }).data?.flags)).toEqual([64]);
    expect(discord.messages().map(({ flags }) => flags & 64)).toEqual([64]);
  });
});
