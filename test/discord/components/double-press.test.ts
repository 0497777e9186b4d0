/** What a reader sees who presses more than once while a press is answered. */
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src/domain/actions.ts';
import { textIn } from '../../../src/domain/words.ts';
import { openDiscord } from '../../servers/open-discord.ts';
import { ask, gate, memoryCache, say, startBot } from '../start-bot.ts';

const question = { question: 'does search help?' };

describe('a button that is pressed twice in a row', () => {
  const regenerate: Action = {
    ...{ kind: 'button', label: 'Regenerate', do: 'replace', fresh: true, only: 'asker' },
    ...{ command: 'ask', args: question },
  };
  const summarize: Action = { kind: 'button', label: 'Again', do: 'run', command: 'ask', args: question };

  it.each([regenerate, summarize])('runs once: $label', async (action) => {
    const discord = await openDiscord();
    const search = gate();
    let runs = 0;
    await startBot(discord, [
      ask(async function* () {
        runs += 1;
        const run = runs;
        if (run > 1) await search.opened;
        yield { ...say(`Run ${run}.`), actions: [action] };
      }),
    ]);
    const reply = await discord.driver.slash('ask', question);
    await reply.settled();
    const label = 'label' in action ? textIn(action.label) : '';
    const first = await reply.press(label);
    await expect.poll(() => runs).toBe(2);
    const second = await reply.press(label);
    await second.acknowledged();
    search.open();
    await first.settled({ until: ({ content }) => content.includes('Run 2.') });
    expect(runs).toBe(2);
    // Once it is answered, a press is a new one.
    const third = await first.press(label);
    await third.settled({ until: ({ content }) => content.includes('Run 3.') });
  });
});

describe('the buttons of one message', () => {
  const set = (label: string, value: string): Action => ({
    ...{ kind: 'button', label, do: 'replace' },
    ...{ command: 'ask', args: { question: value } },
  });

  it('are pressed one after the other: another one meanwhile is not done, and that is said to who pressed it', async () => {
    const discord = await openDiscord();
    const search = gate();
    const asked: unknown[] = [];
    await startBot(discord, [
      ask(async function* (args) {
        asked.push(args.question);
        if (asked.length > 1) await search.opened;
        yield { ...say(`It is ${args.question}.`), actions: [set('Short', 'short'), set('Hidden', 'hidden')] };
      }),
    ]);
    const panel = await discord.driver.slash('ask', { question: 'open' });
    await panel.settled();
    const short = await panel.press('Short');
    await expect.poll(() => asked).toEqual(['open', 'short']);
    const hidden = await panel.press('Hidden');
    await hidden.settled({ until: ({ content }) => content.includes('still busy with your last press') });
    expect(hidden.ephemeral).toBe(true);
    search.open();
    await short.settled({ until: ({ content }) => content === 'It is short.' });
    expect(asked).toEqual(['open', 'short']);
    await (await panel.press('Hidden')).settled({ until: ({ content }) => content === 'It is hidden.' });
  });

  it('are guarded while the next press is answered, although the answer before is still being crossed off', async () => {
    const discord = await openDiscord();
    const cache = memoryCache();
    const crossing = gate();
    const search = gate();
    let runs = 0;
    let presses = 0;
    const slow = {
      ...cache,
      delete: async (key: string) => {
        presses += 1;
        // That of the first press.
        if (presses === 2) await crossing.opened;
        await cache.delete(key);
      },
    };
    await startBot(
      discord,
      [
        ask(async function* () {
          runs += 1;
          const run = runs;
          if (run > 2) await search.opened;
          yield { ...say(`Run ${run}.`), actions: [set('Again', 'again')] };
        }),
      ],
      { cache: slow },
    );
    const list = await discord.driver.slash('ask', question);
    await list.settled({ until: ({ content }) => content === 'Run 1.' });
    const second = await list.press('Again');
    await second.settled({ until: ({ content }) => content === 'Run 2.' });
    const third = await second.press('Again');
    await expect.poll(() => runs).toBe(3);
    crossing.open();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await (await third.press('Again')).acknowledged();
    search.open();
    await third.settled({ until: ({ content }) => content === 'Run 3.' });
    expect(runs).toBe(3);
  });
});
