/** The program as it is started, with a mail server and a public address: from `/follow` on Discord to the end of it. */
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { linkIn } from '../mail-world.ts';
import { dataFolder, startBotProcess } from '../servers/bot-process.ts';
import { afterwards, openDiscord } from '../servers/open-discord.ts';
import { startSmtp } from '../servers/smtp.ts';
import { replied } from './read-reply.ts';

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

it('a reader follows by mail: asked on Discord, confirmed on a page, listed, and forgotten', {
  timeout: 90_000,
}, async () => {
  const discord = await openDiscord();
  const smtp = await startSmtp();
  afterwards(() => smtp.close());
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const bot = await startBotProcess(discord, await dataFolder(), {
    PUBLIC_URL: publicUrl,
    WEB_PORT: port,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Paperboy <papers@papers.example>',
  });
  expect(bot.stdout()).toContain(`Pages and feeds are served at ${publicUrl}/`);
  expect(await (await fetch(`${publicUrl}/`)).text()).toContain('papers');

  const asked = await discord.driver.slash('follow', { topics: 'robot learning', mail: 'ada@example.org' });
  expect(await replied(asked)).toMatch(/I sent a mail to a•••\\?@example\.org/);
  expect(asked.ephemeral).toBe(true);
  const link = linkIn(smtp.received[0]?.mail.text, 'confirm');
  const page = await fetch(link, { method: 'POST' });
  expect(await page.text()).toContain('Done: the papers will come');
  expect(await replied(await discord.driver.slash('following'))).toContain('robot learning');

  await replied(await discord.driver.slash('forget'));
  expect(await replied(await discord.driver.slash('following'))).not.toContain('robot learning');
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
  expect(bot.stderr()).not.toContain('@example.org');
});

it('a bot without a mail server says so to whoever wants mail', { timeout: 60_000 }, async () => {
  const discord = await openDiscord();
  await startBotProcess(discord, await dataFolder());
  const text = await replied(await discord.driver.slash('follow', { topics: 'robots', mail: 'ada@example.org' }));
  expect(text).toContain('This bot does not send mail.');
});
