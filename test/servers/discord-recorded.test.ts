import { readFileSync } from 'node:fs';
import type { Interaction } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../shared-data.ts';
import { row, startComponentBot } from './component-bot.ts';
import { schemaCheck } from './discord/schema-check.ts';
import { openDiscord } from './open-discord.ts';

type Json = Readonly<Record<string, unknown>>;

const file = sharedData('discord', 'replay.json');
const recorded = (name: string) => {
  const all = JSON.parse(readFileSync(file ?? '', 'utf8')) as Record<string, Json>;
  const found = all[name] ?? {};
  return (found.data && found.timestamp ? found.data : found) as Json;
};

/** What only Discord's own clients need, and no bot reads. */
const ofClients = [
  /\.embeds\.\d+\.(id|content_scan_version)$/,
  /^\.channel\.(member_ids_preview|member\.(mute_config|muted))$/,
  /^\.member\.user\.display_name$/,
];

/** Where the second lacks a key of the first, or has something of another kind there. */
function differences(real: unknown, ours: unknown, at = ''): string[] {
  if (real === null || ours === null) return [];
  if (kind(real) !== kind(ours)) return [`${at}: ${kind(real)} in Discord's, ${kind(ours)} in ours`];
  if (typeof real !== 'object') return [];
  return Object.entries(real as Json).flatMap(([key, value]) => {
    const here = `${at}.${key}`;
    if (Array.isArray(real) && !(key in (ours as object))) return [];
    return key in (ours as object) ? differences(value, (ours as Json)[key], here) : [`${here}: missing in ours`];
  });
}

function kind(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

const unexpected = (real: unknown, ours: unknown) =>
  differences(real, ours).filter((line) => !ofClients.some((known) => known.test(line.split(':')[0] ?? '')));

async function open() {
  const discord = await openDiscord();
  const events: { readonly event: string; readonly data: Json }[] = [];
  discord.gateway.listen((event, data) => events.push({ event, data }));
  await startComponentBot(discord, {
    commands: [{ name: 'ask', description: 'Ask' }],
    onInteraction: async (interaction: Interaction) => {
      if (interaction.isButton()) await interaction.deferUpdate();
      else if (interaction.isRepliable())
        await interaction.reply({
          content: 'Hi',
          embeds: [{ title: 'Hi', description: 'Hi', color: 1, fields: [{ name: 'a', value: 'b', inline: true }] }],
          components: [row('hello')],
        });
    },
  });
  const last = (name: string) => events.findLast(({ event }) => event === name)?.data;
  return { discord, driver: discord.driver, last };
}

describe.skipIf(!file)('what the double tells looks like what Discord was recorded to tell', () => {
  test('a message that mentions the bot', async () => {
    const { driver, last } = await open();
    driver.mention('Hey');
    expect(unexpected(recorded('gatewayMention'), last('MESSAGE_CREATE'))).toEqual([]);
  });

  test('a message in a thread, and the thread', async () => {
    const { driver, last } = await open();
    const thread = driver.startThread('A thread', { from: driver.say('x') });
    expect(unexpected(recorded('gatewayThreadCreate'), last('THREAD_CREATE'))).toEqual([]);
    thread.say('Hey');
    expect(unexpected(recorded('gatewayThreadUserHey'), last('MESSAGE_CREATE'))).toEqual([]);
  });

  test('a button that is pressed in a thread', async () => {
    const { driver, last } = await open();
    const reply = await driver.startThread('A thread').slash('ask');
    await reply.settled();
    await (await reply.press('hello')).acknowledged();
    expect(unexpected(recorded('buttonClickHello'), last('INTERACTION_CREATE'))).toEqual([]);
  });

  test('a button that is pressed in direct messages', async () => {
    const { driver, last } = await open();
    const reply = await driver.direct().slash('ask');
    await reply.settled();
    await reply.press('hello');
    expect(unexpected(recorded('dmButtonClick'), last('INTERACTION_CREATE'))).toEqual([]);
  });

  test('a reaction', async () => {
    const { driver, last } = await open();
    driver.react(driver.say('x'), '👍');
    expect(unexpected(recorded('gatewayReactionAdd'), last('MESSAGE_REACTION_ADD'))).toEqual([]);
  });

  test('a difference would be seen', () => {
    expect(differences({ a: 1, b: [{ c: 'x' }] }, { a: '1', b: [{}] })).toEqual([
      ".a: number in Discord's, string in ours",
      '.b.0.c: missing in ours',
    ]);
  });
});

describe.skipIf(!file || !schemaCheck().available)("Discord's document", () => {
  test.each(['gatewayMention', 'gatewayBotWelcome', 'gatewayThreadUserHey'])(
    'agrees with the recorded %s, as far as it goes',
    (name) => {
      // Recorded people have no `flags`, which the document wants.
      const problems = schemaCheck()
        .checkNamed('MessageResponse', recorded(name))
        .map(({ path, message }) => `${path} ${message}`);
      expect(problems.filter((problem) => !/required property 'flags'/.test(problem))).toEqual([]);
    },
  );

  test('holds the double to its word', async () => {
    const discord = await openDiscord();
    await startComponentBot(discord, {});
    discord.expectViolation(/double: MESSAGE_CREATE: .*timestamp/);
    const broken = discord.driver.say('x') as unknown as Record<string, unknown>;
    discord.gateway.dispatch('MESSAGE_CREATE', { ...broken, timestamp: 'yesterday' });
    await expect.poll(() => discord.violations.length).toBe(1);
  });
});
