import { describe, expect, it } from 'vitest';
import { registrationPayload } from '../../src/discord/registration-payload.ts';
import type { Command } from '../../src/domain/command.ts';
import { commandSetIssues } from '../servers/discord/command-rules.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { askDefinition, startBot } from './start-bot.ts';

const command = (definition: Command<undefined>['definition']): Command<undefined> => ({ definition, async *run() {} });
const help = { name: 'help', description: 'What I can do', category: 'paperboy', example: '', options: {} } as const;
const writes = (discord: LoopbackDiscord) =>
  discord.requests
    .filter(({ method, path }) => method !== 'GET' && path.includes('/commands'))
    .map(({ method }) => method);

it('a definition becomes what Discord wants to know, within its limits', () => {
  const payload = registrationPayload(askDefinition, 'everywhere');
  expect(payload).toEqual({
    type: 1,
    name: 'ask',
    description: 'Ask a question about recent papers',
    options: [
      { type: 3, name: 'question', description: 'What you want to know', required: true, max_length: 500 },
      {
        type: 3,
        name: 'since',
        description: 'Only papers since then',
        required: false,
        choices: [{ name: 'the last week', value: 'week' }],
      },
      { type: 5, name: 'private', description: 'Show the answer to you only', required: false },
    ],
    default_member_permissions: null,
    contexts: [0, 1, 2],
    integration_types: [0, 1],
  });
  expect(commandSetIssues([payload])).toEqual([]);
});

it('a command for managers is offered to those with Manage Server, in servers; channels and roles are chosen', () => {
  const options = {
    where: { type: 'string', holds: 'channel', description: 'Which channel' },
    who: { type: 'string', holds: 'role', description: 'Which role' },
  } as const;
  const payload = registrationPayload({ ...help, managersOnly: true, options }, 'everywhere');
  expect(payload).toMatchObject({ default_member_permissions: '32', contexts: [0] });
  expect(payload.options?.map(({ type, channel_types }) => [type, channel_types])).toEqual([
    [7, [0, 2, 4, 5, 13, 15]],
    [8, undefined],
  ]);
  expect(commandSetIssues([payload])).toEqual([]);
});

describe('only what changed is written', () => {
  it('the first time everything, the second time nothing', async () => {
    const discord = await openDiscord();
    const commands = [command(askDefinition), command(help)];
    await startBot(discord, commands);
    expect(writes(discord)).toEqual(['POST', 'POST']);
    const { log } = await startBot(discord, commands);
    expect(writes(discord)).toEqual(['POST', 'POST']);
    expect(log.lines.find(({ event }) => event === 'discord-commands-registered')?.facts).toEqual({
      created: [],
      changed: [],
      deleted: [],
      unchanged: 2,
    });
  });

  it('a changed option is an edit that keeps the id, a command that is gone is deleted', async () => {
    const discord = await openDiscord();
    await startBot(discord, [command(askDefinition), command(help)]);
    const [ask] = discord.commands();
    const options = { ...askDefinition.options, private: { type: 'boolean', description: 'For you only' } } as const;
    const { log } = await startBot(discord, [command({ ...askDefinition, options })]);
    expect(writes(discord)).toEqual(['POST', 'POST', 'PATCH', 'DELETE']);
    expect(discord.commands().map(({ id, name }) => [id, name])).toEqual([[ask?.id, 'ask']]);
    expect(log.lines.find(({ event }) => event === 'discord-commands-registered')?.facts).toEqual({
      created: [],
      changed: ['ask'],
      deleted: ['help'],
      unchanged: 0,
    });
  });

  it('in a development server, twice too', async () => {
    const discord = await openDiscord();
    const developmentGuildId = discord.guild.id;
    await startBot(discord, [command(askDefinition)], { developmentGuildId });
    await startBot(discord, [command(askDefinition)], { developmentGuildId });
    expect(writes(discord)).toEqual(['POST']);
    expect(discord.commands()[0]?.guild_id).toBe(developmentGuildId);
  });
});

it('a bot that cannot register its commands now still answers those it has', async () => {
  const discord = await openDiscord();
  await startBot(discord, [command(help)]);
  discord.faults.add({ method: 'GET', path: /\/commands$/, times: 10, fault: { status: 503 } });
  const { log } = await startBot(discord, [command(help)], { factor: 100 });
  expect(log.events()).toContain('discord-commands-not-registered');
});

it('a command that is run on messages has a name and nothing to type', async () => {
  const definition = { ...help, name: 'Explain the papers here', target: 'message' } as const;
  const payload = registrationPayload(definition, 'everywhere');
  expect(payload).toEqual({
    type: 3,
    name: 'Explain the papers here',
    default_member_permissions: null,
    contexts: [0, 1, 2],
    integration_types: [0, 1],
  });
  expect(commandSetIssues([payload])).toEqual([]);
  const discord = await openDiscord();
  await startBot(discord, [command(askDefinition)], { messageCommands: [command(definition)] });
  await startBot(discord, [command(askDefinition)], { messageCommands: [command(definition)] });
  expect(discord.commands().map(({ type, name }) => [type, name])).toEqual([
    [1, 'ask'],
    [3, 'Explain the papers here'],
  ]);
  expect(writes(discord)).toEqual(['POST', 'POST']);
});
