import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { dataFolder, startBotProcess } from '../servers/bot-process.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';
import { answered, expectCited, expectNoPing, replied } from './read-reply.ts';

const START = join(import.meta.dirname, '..', '..', 'scripts', 'start.mjs');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

let discord: LoopbackDiscord;
let data = '';
beforeAll(async () => {
  discord = await openDiscord({}, inTheEnd);
  data = await dataFolder(inTheEnd);
  await startBotProcess(discord, data, {}, inTheEnd);
});

it('a person on Discord asks for the themes of a month, and gets cited ones with a picture that is described', async () => {
  const reply = await discord.driver.slash('trends', { period: 'month' });
  const text = await answered(reply);
  expectCited(text);
  expect(text).toMatch(/^## Themes from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/);
  const attachments = [reply.reply, ...reply.followUps].flatMap((message) => message?.attachments ?? []);
  expect(attachments.map(({ filename }) => filename)).toEqual(['trends.png']);
  const [picture] = attachments;
  expect(picture?.description).toMatch(/^Stacked bars\. Themes of .*Papers a week, by listing day: /);
  expect(discord.file(picture?.id ?? '')?.subarray(0, PNG.length)).toEqual(PNG);
  expectNoPing(discord);
  expect(discord.unfinished()).toEqual([]);
});

it('and asks why: each sentence stands under the name of its theme', async () => {
  const why = await replied(await discord.driver.slash('why'));
  expect(why).toContain('What the answer to “/trends month” rests on');
  expect(why).not.toMatch(/\bT\d: /);
});

it('a period in the future is refused in words', async () => {
  const reply = await discord.driver.slash('trends', { period: '2099' });
  await reply.settled({ until: ({ content }) => content.includes('in the future') });
  expect(reply.text).toContain('Give a period that has begun.');
});

it('in the terminal the picture is saved, and the answer says where', () => {
  const { status, stdout } = spawnSync(process.execPath, [START, 'trends', '--period', 'month'], {
    cwd: data,
    env: { PATH: process.env.PATH, HOME: data, DATA_FOLDER: data },
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Themes from /);
  const path = /Saved: `?(\S+trends\.png)/.exec(stdout.replace(/\n\s*/g, ' '))?.[1];
  expect(readFileSync(resolve(data, path ?? '')).subarray(0, PNG.length)).toEqual(PNG);
});
