import { describe, expect, it } from 'vitest';
import { missingPermissions } from '../servers/discord/fault-kinds.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { openDiscord } from '../servers/open-discord.ts';
import { runProgram } from './run-program.ts';

const smoke = ({ token, apiUrl, driver }: LoopbackDiscord, ...flags: string[]) =>
  runProgram(['smoke', ...flags], { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, SMOKE_CHANNEL: driver.channel.id });

describe('npm run smoke', { timeout: 60_000 }, () => {
  it('goes through the main story, says what Discord answered, and leaves nothing behind', async () => {
    const discord = await openDiscord();
    discord.world.permit('papers', 'manageThreads');
    const { code, output, complaint } = await smoke(discord);
    expect(complaint).toBe('');
    expect(output).not.toContain('FAILED');
    for (const step of [
      'log in over the gateway: as paperboy',
      'look at the channel: #papers of Reading group; no permission is missing',
      'the same nonce: it must stay one message: Discord gave the same message back',
      'end in an answer with buttons:',
      'show a list of papers as cards:',
      'attach a file: answer.md',
      'open a thread, and write in it:',
      'nobody is pinged by what looks like it:',
      'nothing was written; --register writes it',
      'steps went well.',
    ]) {
      expect(output).toContain(step);
    }
    expect(code).toBe(0);
    expect(discord.messages()).toEqual([]);
    expect(discord.channels.filter(({ thread }) => thread)).toEqual([]);
    expect(discord.commands()).toEqual([]);
  });

  it('says which step failed, with Discord’s own words, and goes on', async () => {
    const discord = await openDiscord();
    discord.faults.add({ method: 'POST', path: /\/threads$/, fault: missingPermissions });
    const { code, output } = await smoke(discord, '--register');
    expect(code).toBe(1);
    expect(output).toMatch(
      /FAILED {2,}open a thread, and write in it: POST answered 403, code 50013: Missing Permissions/,
    );
    expect(output).toContain('ok        nobody is pinged');
    expect(discord.messages()).toEqual([]);
    expect(discord.commands().length).toBeGreaterThan(10);
    // As `deploy` registers them, so that the one does not take back what the other did.
    expect(JSON.stringify(discord.commands())).toContain('"description_localizations":{"de"');
  });

  it('puts the thread into the archive where it may not delete it', async () => {
    const discord = await openDiscord();
    discord.expectViolation(/manageThreads/);
    const { code, output } = await smoke(discord);
    expect(output).toContain('take away the thread: it stays, empty and archived');
    expect(code).toBe(0);
    const threads = discord.channels.flatMap(({ thread }) => thread ?? []);
    expect(threads.map(({ archived }) => archived)).toEqual([true]);
    expect(discord.messages()).toEqual([]);
  });

  it('says what it needs', async () => {
    const { code, complaint } = await runProgram(['smoke']);
    expect(code).toBe(1);
    expect(complaint).toContain('DISCORD_TOKEN is missing.');
    expect(complaint).toContain('SMOKE_CHANNEL is missing.');
  });
});
