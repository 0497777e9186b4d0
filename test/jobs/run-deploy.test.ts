import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { messageCommands } from '../../commands/message-commands.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { runProgram } from './run-program.ts';

/** Those of a group are one command at Discord. */
const names = [
  ...new Set([...commands, ...messageCommands].map(({ definition }) => definition.group?.name ?? definition.name)),
];
const deploy = ({ token, apiUrl }: Pick<LoopbackDiscord, 'token' | 'apiUrl'>, ...flags: string[]) =>
  runProgram(['deploy', ...flags], { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl });
const writes = (discord: LoopbackDiscord) =>
  discord.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);

describe('npm start -- deploy', { timeout: 60_000 }, () => {
  it('shows what would change, writes it, and the second time has nothing to write', async () => {
    const discord = await openDiscord();
    const dry = await deploy(discord, '--dry-run');
    expect(dry).toMatchObject({ code: 2, complaint: '' });
    expect(dry.output).toContain('Commands of paperboy in every server:');
    expect(dry.output).toContain('+ /ask: Ask a question');
    expect(dry.output).toContain(`${names.length} new, 0 changed, 0 removed, 0 as they are.`);
    expect(dry.output).toContain('Nothing was written.');
    expect(writes(discord)).toEqual([]);

    const first = await deploy(discord);
    expect(first).toMatchObject({ code: 0, complaint: '' });
    expect(first.output).toContain(`created: /ask (1 of ${names.length})`);
    expect(
      discord
        .commands()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(names.toSorted());

    const before = writes(discord).length;
    const second = await deploy(discord);
    expect(second.code).toBe(0);
    expect(second.output).toContain(`All ${names.length} are registered as they should be; nothing to write.`);
    expect(writes(discord)).toHaveLength(before);
  });

  it('for one server leaves the others alone', async () => {
    const discord = await openDiscord();
    const { code, output } = await deploy(discord, '--guild', discord.guild.id);
    expect(code).toBe(0);
    expect(output).toContain(`in the server ${discord.guild.id}:`);
    expect(new Set(discord.commands().map(({ guild_id }) => guild_id))).toEqual(new Set([discord.guild.id]));
  });

  it('goes on where a failure stopped it', async () => {
    const discord = await openDiscord();
    discord.faults.add({ method: 'POST', path: /\/commands$/, fault: { status: 200, body: { unreadable: true } } });
    const broken = await deploy(discord);
    expect(broken.code).toBe(1);
    expect(broken.complaint).toContain('What Discord answered cannot be read.');
    discord.faults.clear();
    expect((await deploy(discord)).code).toBe(0);
    expect(discord.commands()).toHaveLength(names.length);
  });
});

describe('npm start -- deploy ends with one clear sentence', { timeout: 60_000 }, () => {
  it('when Discord does not accept the token, which is never shown', async () => {
    const { apiUrl } = await openDiscord();
    const token = 'wrong-token.of-the.operator';
    const { code, output, complaint } = await deploy({ apiUrl, token });
    expect(code).toBe(1);
    expect(complaint).toMatch(/^Discord does not accept the token\. .*Reset Token, and set DISCORD_TOKEN in \.env\./);
    expect(output + complaint).not.toContain('of-the');
  });

  it('when nobody answers for Discord', async () => {
    const { code, complaint } = await deploy({ apiUrl: 'http://127.0.0.1:1/api', token: 'a.b.c' });
    expect(code).toBe(1);
    expect(complaint).toMatch(/^Discord cannot be reached at 127\.0\.0\.1:1\. Check the network/);
  });

  it('when the bot was not invited to the server, or without the right to have commands there', async () => {
    const discord = await openDiscord();
    const body = { message: 'Missing Access', code: 50001 };
    discord.faults.add({ path: /\/guilds\/\d+\/commands$/, times: 5, fault: { status: 403, body } });
    const { code, complaint } = await deploy(discord, '--guild', '123456789012345678');
    expect(code).toBe(1);
    expect(complaint).toMatch(/^The bot is not in that server, or may not have commands there\. Invite the bot to it/);
    // A terminal breaks a long address in two.
    expect(complaint.replaceAll(' ', '')).toContain(
      `https://discord.com/oauth2/authorize?client_id=${discord.applicationId}&scope=bot+applications.commands`,
    );
  });

  it('when Discord takes no more commands today', async () => {
    const discord = await openDiscord();
    const body = {
      message: 'Max number of daily application command creates has been reached (200)',
      retry_after: 3600,
      global: false,
    };
    const headers = { 'retry-after': '3600', 'x-ratelimit-scope': 'user' };
    discord.faults.add({ method: 'POST', path: /\/commands$/, fault: { status: 429, body, headers } });
    const { code, complaint } = await deploy(discord);
    expect(code).toBe(1);
    expect(complaint).toMatch(
      /^Discord takes no more changes of commands for about 60 minutes\. Run the same command again/,
    );
  });

  it('without a token, with a flag that it does not know, or an id that is none', async () => {
    expect((await runProgram(['deploy'])).complaint).toMatch(/^DISCORD_TOKEN is missing\./);
    expect((await runProgram(['deploy', '--wet'])).complaint).toMatch(/--dry-run, --guild/);
    const { complaint } = await deploy({ apiUrl: 'http://127.0.0.1:1/api', token: 'a.b.c' }, '--guild', 'papers');
    expect(complaint).toMatch(/^--guild needs the id of a server/);
  });
});
