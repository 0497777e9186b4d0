import { type ButtonInteraction, type Interaction, MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { cards, form, row, select, startComponentBot, text, type Ways } from './component-bot.ts';
import { openDiscord } from './open-discord.ts';

const { IsComponentsV2, Ephemeral } = MessageFlags;

/** Opens a Discord with a bot that answers `/cards` so, and what is pressed by its custom id. */
async function play(
  first: (interaction: Interaction) => Promise<unknown>,
  pressed: Record<string, (button: ButtonInteraction) => Promise<unknown>> = {},
  more: Ways = {},
) {
  const discord = await openDiscord();
  const bot = await startComponentBot(discord, {
    commands: [cards],
    async onInteraction(interaction) {
      if (interaction.isChatInputCommand()) await first(interaction);
      else if (interaction.isButton()) await pressed[interaction.customId]?.(interaction);
      else await more.onInteraction?.(interaction);
    },
  });
  return { discord, bot, driver: discord.driver };
}

const reply = (body: object) => async (interaction: Interaction) => {
  if (interaction.isRepliable()) await interaction.reply(body);
};

describe('what a person presses and chooses', () => {
  test('a button updates its message in place', async () => {
    const { driver } = await play(reply({ content: 'Page 1', components: [row('Next')] }), {
      Next: (button) => button.update({ content: 'Page 2', components: [row('Prev')] }),
    });
    const page = await driver.slash('cards');
    await page.settled();
    await (await page.press('Next')).acknowledged();
    expect(page.text).toBe('Page 2');
    await expect(page.press('Next')).rejects.toThrow('there is no button "Next"; there: Prev');
  });

  test('a deferred update shows nothing, then the edit', async () => {
    const { driver } = await play(reply({ content: 'Page 1', components: [row('Next')] }), {
      async Next(button) {
        await button.deferUpdate();
        await button.editReply({ content: 'Page 2', components: [] });
        await button.followUp({ content: 'Only for you', flags: Ephemeral });
      },
    });
    const page = await driver.slash('cards');
    await page.settled();
    const next = await page.press('Next');
    await next.settled({ until: () => next.followUps.length === 1 });
    expect(page.text).toBe('Page 2');
    expect(page.thinking).toBe(false);
    expect(driver.messages().map(({ content }) => content)).toEqual(['Page 2', 'Only for you']);
    expect(
      driver
        .as('bob')
        .messages()
        .map(({ content }) => content),
    ).toEqual(['Page 2']);
  });

  test('somebody else presses what they see, and not what they do not see', async () => {
    const { driver } = await play(reply({ content: 'Mine', components: [row('More')], flags: Ephemeral }), {
      More: (button) => button.reply({ content: `For ${button.user.username}`, flags: Ephemeral }),
    });
    const bob = driver.as('bob');
    const mine = await driver.slash('cards');
    await mine.settled();
    await expect(bob.press('More', mine.reply)).rejects.toThrow('bob does not see the message');
    await expect(bob.press('More')).rejects.toThrow('bob sees no button "More" in papers');
    expect((await (await driver.press('More')).settled()).content).toBe('For ada');
  });

  test('a disabled button and a link cannot be pressed', async () => {
    const link = { type: 2, style: 5, label: 'Open', url: 'https://arxiv.org' } as const;
    const dead = { type: 2, style: 2, label: 'Stop', custom_id: 'stop', disabled: true } as const;
    const { driver } = await play(reply({ content: 'x', components: [{ type: 1, components: [link, dead] }] }));
    const message = await driver.slash('cards');
    await message.settled();
    await expect(message.press('Stop')).rejects.toThrow('is disabled');
    await expect(message.press('Open')).rejects.toThrow('a link to https://arxiv.org');
  });

  test('options of a select are chosen by what they say, and no others', async () => {
    const { driver } = await play(
      reply({ content: 'Papers', components: [{ type: 1, components: [select] }] }),
      {},
      {
        async onInteraction(interaction) {
          if (interaction.isStringSelectMenu()) await interaction.update(`Sorted: ${interaction.values.join()}`);
        },
      },
    );
    const list = await driver.slash('cards');
    await list.settled();
    await expect(list.choose('Sort by', ['best'])).rejects.toThrow('does not offer "best"; offered: NEW, OLD');
    await expect(list.choose('Sort by', ['NEW', 'OLD'])).rejects.toThrow('takes 1 to 1 choices, not 2');
    await (await list.choose('Sort by', ['OLD'])).acknowledged();
    expect(list.text).toBe('Sorted: old');
  });

  test('a form is filled in and sent, and what is missing or too long is not', async () => {
    const { driver } = await play(
      reply({ content: 'Answer', components: [row('Follow up')] }),
      { 'Follow up': (button) => button.showModal(form as never) },
      {
        async onInteraction(interaction) {
          if (!interaction.isModalSubmit()) return;
          const length = interaction.fields.getStringSelectValues('length');
          await interaction.reply(`${interaction.fields.getTextInputValue('question')} (${length.join()})`);
        },
      },
    );
    const answer = await driver.slash('cards');
    await answer.settled();
    const opened = await answer.press('Follow up');
    expect((await opened.form()).title).toBe('Follow up');
    await expect(opened.submit({})).rejects.toThrow('"Your question": 0 is not between 1 and 20');
    await expect(opened.submit({ 'Your question': 'x'.repeat(21) })).rejects.toThrow('21 is not between');
    await expect(opened.submit({ 'Your question': 'x', Name: 'x' })).rejects.toThrow('"Follow up" has no field Name');
    const sent = await opened.submit({ 'Your question': 'And cats?', 'How long': ['NEW'] });
    expect((await sent.settled()).content).toBe('And cats? (new)');
    expect(sent.reply?.interaction_metadata).toMatchObject({
      type: 5,
      triggering_interaction_metadata: { type: 3, interacted_message_id: answer.reply?.id },
    });
  });

  test('a form that a command opened has no message to update', async () => {
    const { discord, bot, driver } = await play(
      async (interaction) => interaction.isChatInputCommand() && interaction.showModal(form as never),
      {},
      {
        async onInteraction(interaction) {
          if (interaction.isModalSubmit()) await interaction.deferUpdate();
        },
      },
    );
    discord.expectViolation(/there is no message to update/);
    await (await driver.slash('cards')).submit({ 'Your question': 'x' });
    await expect.poll(() => bot.errors.length).toBe(1);
  });

  test('a press that nobody acknowledges within 3 s has failed', async () => {
    const { discord, driver } = await play(reply({ content: 'x', components: [row('Go')] }), { Go: async () => {} });
    const message = await driver.slash('cards');
    await message.settled();
    const pressed = await message.press('Go');
    discord.advance(3001);
    await expect(pressed.settled()).rejects.toThrow('did not respond within 3 s');
  });
});

describe('cards in the new layout', () => {
  const card = {
    type: 17,
    accent_color: 0xffd21e,
    components: [
      {
        type: 9,
        components: [text('## A paper')],
        accessory: { type: 2, style: 2, label: 'Abstract', custom_id: 'abstract' },
      },
      { type: 14 },
      { type: 9, components: [text('By people')], accessory: { type: 11, media: { url: 'attachment://cover.png' } } },
      { type: 12, items: [{ media: { url: 'https://example.org/a.png' }, description: 'A picture' }] },
      { type: 13, file: { url: 'attachment://refs.bib' } },
      row('Prev'),
    ],
  } as const;
  const files = ['cover.png', 'refs.bib'].map((name) => ({ name, attachment: Buffer.from(name) }));

  test('are kept as Discord would keep them, and read as a person reads them', async () => {
    const { driver, discord } = await play(reply({ flags: IsComponentsV2, components: [card], files }));
    const shown = await driver.slash('cards');
    await shown.settled();
    expect(shown.text).toBe('## A paper\nBy people');
    const kept = shown.reply?.components[0]?.components ?? [];
    expect(kept.map(({ id }) => id)).toEqual([2, 5, 6, 9, 10, 11]);
    expect(kept[1]).toMatchObject({ divider: true, spacing: 1 });
    expect(kept[2]?.accessory?.media?.url).toMatch(/^https:\/\/cdn\.discord\.invalid\/\d+\/cover\.png$/);
    expect(kept[4]).toMatchObject({ name: 'refs.bib', size: 8 });
    await expect(shown.press('Prev')).resolves.toBeDefined();
    expect(discord.violations).toEqual([]);
  });

  test.each<[string, object, RegExp]>([
    ['go back to plain text', { content: 'plain', components: [] }, /keeps the flag/],
    ['lose everything', { components: [] }, /Cannot send an empty message/],
    [
      'show a file that is not there',
      { components: [{ type: 13, file: { url: 'attachment://b.md' } }] },
      /"b.md" was not found/,
    ],
  ])('cannot %s by an edit', async (_, body, problem) => {
    const { driver, discord, bot } = await play(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply({ flags: IsComponentsV2, components: [text('Card')] });
      await interaction.editReply(body);
    });
    discord.expectViolation(problem);
    const shown = await driver.slash('cards');
    await expect.poll(() => bot.errors.length).toBe(1);
    expect(shown.text).toBe('Card');
  });
});
