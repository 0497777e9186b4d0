/**
 * `npm run pictures`: the program on a loopback Discord, a person at the keyboard, and a picture of what then stands there,
 * drawn from what the bot sent. Names of scenes as arguments take only those.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { startBotChild } from '../../bench/discord/bot-child.ts';
import { type LoopbackDiscord, startDiscord } from '../servers/discord/start-discord.ts';
import type { Drawing } from './components.ts';
import { messagesPage } from './messages-page.ts';
import { pageOf, type Shown } from './page.ts';
import { type Scene, scenes } from './scenes.ts';

const DOCUMENTATION = join(import.meta.dirname, '..', '..', 'docs');
const PICTURES = join(DOCUMENTATION, 'pictures');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const WIDTH = 760;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !scenes.some((scene) => scene.name === name));
if (unknown.length)
  throw new Error(`There is no scene ${unknown.join(', ')}; there are ${scenes.map(({ name }) => name).join(', ')}.`);

const folder = await mkdtemp(join(tmpdir(), 'paperboy-pictures-'));
const discord = await startDiscord({ channels: ['papers', 'talk', 'forum'] });
const bot = startBotChild(discord, folder, { SYNC_EVERY_MINUTES: '0' });
let browser: Browser | undefined;
try {
  await mkdir(PICTURES, { recursive: true });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  await bot.connected();
  const failed: string[] = [];
  for (const scene of scenes.filter(({ name }) => !wanted.length || wanted.includes(name))) {
    const problem = await take(scene, browser).catch((error: unknown) => String(error));
    console.log(problem ? `${scene.name}: ${problem}` : `${scene.name}: docs/pictures/${scene.name}.png`);
    if (problem) failed.push(scene.name);
  }
  await writeFile(join(DOCUMENTATION, 'messages.md'), messagesPage(scenes));
  if (failed.length) process.exitCode = 1;
} finally {
  await browser?.close();
  await bot.stop();
  await discord.close();
  await rm(folder, { recursive: true, force: true });
}

/** @returns what went wrong, in words */
async function take(scene: Scene, window: Browser): Promise<string | undefined> {
  const { driver } = discord;
  const stage = { discord, reader: driver.as('ada'), admin: driver.as('ada', { may: ['manageGuild'] }) };
  const shown = await scene.act(stage);
  const page = await window.newPage({ viewport: { width: WIDTH, height: 400 }, deviceScaleFactor: 1 });
  await page.setContent(pageOf(shown, 'dark', drawingOf(shown)));
  await writeFile(join(PICTURES, `${scene.name}.png`), await page.locator('body').screenshot());
  await page.close();
  return undefined;
}

function drawingOf(shown: readonly Shown[]): Drawing {
  const names = new Map<string, string>([
    ...discord.channels.map(({ id, name }) => [id, String(name)] as const),
    ...shown.flatMap(({ message }) => message.mentions.map(({ id, username }) => [id, username] as const)),
  ]);
  const files = shown.flatMap(({ message }) => message.attachments);
  return {
    of: (id) => names.get(id),
    now: Date.now(),
    picture: (url) => {
      const file = files.find((one) => one.url === url || url.endsWith(`/${one.filename}`));
      const bytes = file && pictureOf(discord, file);
      return bytes && `data:image/png;base64,${bytes.toString('base64')}`;
    },
  };
}

function pictureOf(from: LoopbackDiscord, { id, filename }: { id: string; filename: string }): Buffer | undefined {
  return filename.endsWith('.png') ? from.file(id) : undefined;
}
