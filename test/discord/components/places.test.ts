/** Lists of channels and roles: what is chosen in them is all that is chosen. */
import { expect, it } from 'vitest';
import type { Action } from '../../../src/domain/actions.ts';
import { openDiscord } from '../../servers/open-discord.ts';
import { ask, say, startBot } from '../start-bot.ts';

it.each([
  [25, ['Everywhere', 'Everybody']],
  // Discord shows no more than 25 of them, and a choice would take the others away.
  [26, ['Everybody']],
])('with %i channels set the lists are %j', async (count, lists) => {
  const discord = await openDiscord();
  const places = (of: 'channel' | 'role', placeholder: string, selected: readonly string[]): Action => ({
    ...{ kind: 'places', of, placeholder, selected },
    ...{ do: 'replace', command: 'ask', option: 'question', args: {} },
  });
  const channels = Array.from({ length: count }, (_, index) => String(10 ** 17 + index));
  const actions = [places('channel', 'Everywhere', channels), places('role', 'Everybody', [])];
  await startBot(discord, [
    ask(async function* () {
      yield { ...say('Settings'), actions };
    }),
  ]);
  const reply = await discord.driver.slash('ask', { question: 'what is set?' });
  const { components = [] } = await reply.settled();
  expect(JSON.stringify(components).match(/Every\w+/g)).toEqual(lists);
});
