import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { afterwards, ask, connect, openDiscord } from './open-discord.ts';
import { answer, startSampleBot } from './sample-bot.ts';

describe('the network', () => {
  test('a wrong token is refused', async () => {
    const discord = await openDiscord();
    await expect(startSampleBot(discord.apiUrl, 'wrong.token.here')).rejects.toMatchObject({ code: 'TokenInvalid' });
  });

  test.each([
    ['a wrong token', 'wrong', 1, 4004],
    ['an intent that was not granted', undefined, 1 << 15, 4014],
  ])('the gateway closes on %s', async (_, token, intents, code) => {
    const discord = await openDiscord();
    const socket = new WebSocket(discord.apiUrl.replace(/^http(.*)\/api$/, 'ws$1/?v=10&encoding=json'));
    socket.onopen = () => socket.send(JSON.stringify({ op: 2, d: { token: token ?? discord.token, intents } }));
    const [event] = await once(socket, 'close');
    expect(event.code).toBe(code);
  });

  test('heartbeats are answered', async () => {
    const discord = await openDiscord({ heartbeatInterval: 100 });
    const { client } = await connect(discord);
    await expect.poll(() => client.ws.ping).toBeGreaterThanOrEqual(0);
  });

  test('a gateway connection that fails is resumed', async () => {
    const discord = await openDiscord();
    await connect(discord);
    await discord.gateway.cut();
    const handle = await discord.driver.slash('ask', ask);
    await handle.settled({ until: ({ embeds }) => embeds.length > 0 });
    expect(discord.gateway.counts).toEqual({ identified: 1, resumed: 1 });
  });

  test('what is asked while the bot reconnects is delivered when it is back', async () => {
    const discord = await openDiscord();
    await connect(discord);
    await discord.gateway.reconnect();
    const handle = await discord.driver.slash('ask', ask);
    expect((await handle.settled({ until: ({ embeds }) => embeds.length > 0 })).content).toContain('it helps');
    expect(discord.gateway.counts).toEqual({ identified: 1, resumed: 1 });
  });

  test('an edit that fails with 500 is tried again by discord.js', async () => {
    const discord = await openDiscord();
    await connect(discord);
    discord.faults.add({ method: 'PATCH', path: /@original$/, times: 2, fault: { status: 500 } });
    const handle = await discord.driver.slash('ask', ask);
    await handle.settled({ until: ({ embeds }) => embeds.length > 0 });
    expect(discord.requests.filter(({ method }) => method === 'PATCH').map(({ status }) => status)).toEqual([
      500, 500, 200, 200,
    ]);
  });

  test('a connection that is cut reaches the bot as an error', async () => {
    const discord = await openDiscord();
    const bot = await connect(discord);
    discord.faults.add({ method: 'PATCH', fault: { drop: 'before' } });
    const handle = await discord.driver.slash('ask', ask);
    await expect.poll(() => bot.errors.length, { timeout: 5000 }).toBe(1);
    expect(handle.thinking).toBe(true);
  });

  test('edits beyond the bucket wait for the next window', async () => {
    const discord = await openDiscord({ rateLimit: { limit: 2, windowMilliseconds: 300 } });
    await connect(discord, async (interaction) => {
      await interaction.deferReply();
      for (const text of ['1', '2', '3', '4', '5']) await interaction.editReply(text);
    });
    const handle = await discord.driver.slash('ask', ask);
    await handle.settled({ until: ({ content }) => content === '5' });
    expect(discord.requests.filter(({ method }) => method === 'PATCH').every(({ status }) => status === 200)).toBe(
      true,
    );
  });

  test('edits beyond the bucket are answered with 429 and the seconds to wait', async () => {
    const discord = await openDiscord({ rateLimit: { limit: 1, windowMilliseconds: 60_000 } });
    await connect(discord, (interaction) => interaction.deferReply());
    const { interaction } = await discord.driver.slash('ask', ask);
    await expect.poll(() => interaction.acknowledged).toBeDefined();
    const url = `${discord.apiUrl}/v10/webhooks/${discord.applicationId}/${interaction.token}/messages/@original`;
    const body = JSON.stringify({ content: 'x', allowed_mentions: { parse: [] } });
    const edit = () => fetch(url, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body });
    expect((await edit()).headers.get('x-ratelimit-remaining')).toBe('0');
    const refused = await edit();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ retry_after: expect.any(Number), global: false });
    discord.advance(60_001);
    expect((await edit()).status).toBe(200);
  });

  test('a bot that is killed leaves its "thinking…" behind, and the next one can finish it', async () => {
    const discord = await openDiscord();
    const run = (): ChildProcess => {
      const file = join(import.meta.dirname, 'sample-bot-process.ts');
      return spawn(process.execPath, [file, discord.apiUrl, discord.token], { stdio: 'inherit' });
    };
    const killed = run();
    afterwards(() => killed.kill('SIGKILL'));
    await discord.ready(['ask', 'paper']);
    const handle = await discord.driver.slash('ask', ask);
    await handle.acknowledged();
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(handle.thinking).toBe(true);

    const { client } = await connect(discord, answer);
    const [left] = discord.unfinished();
    expect(left?.id).toBe(handle.interaction.id);
    const path = `/webhooks/${discord.applicationId}/${left?.token}/messages/@original` as const;
    await client.rest.patch(path, {
      body: { content: 'I was restarted', allowed_mentions: { parse: [] } },
      auth: false,
    });
    expect(handle.reply?.content).toBe('I was restarted');
    expect(discord.unfinished()).toEqual([]);
    const next = await discord.driver.slash('ask', ask);
    expect((await next.settled({ until: ({ embeds }) => embeds.length > 0 })).content).toContain('it helps');
  });
});
