import { beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, startBotProcess } from '../servers/bot-process.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';
import { answered, replied } from './read-reply.ts';

const question = { question: 'how can a model decide when to search?' };

let discord: LoopbackDiscord;
const reader = (name: string, locale: string) => discord.driver.as(name, { locale });

beforeAll(async () => {
  discord = await openDiscord({ channels: ['papers'] }, inTheEnd);
  await startBotProcess(discord, await dataFolder(inTheEnd), {}, inTheEnd);
});

describe('a reader whose Discord is in German', () => {
  it('reads notes and buttons in German, beside somebody who reads them in English', async () => {
    const german = await reader('grete', 'de').slash('ask', question);
    const text = await answered(german);
    expect(text).toContain('Sätze nur Wort für Wort aus Abstracts zitiert; es ist kein Sprachmodell eingerichtet.');
    const sources = await german.press('Quellen');
    expect(await replied(sources)).toContain('Worauf die Antwort auf „how can a model decide when to search?“ beruht');
    const english = await reader('ada', 'en-GB').slash('ask', question);
    expect(await answered(english)).toContain('Sentences quoted word for word from abstracts only');
    await english.press('Sources');
  });

  it('is asked for a follow-up in German, and the window comes back', async () => {
    const asked = await reader('grete', 'de').slash('ask', question);
    await answered(asked);
    const form = await asked.press('Nachfragen');
    const more = await form.submit({ 'Ihre Frage': 'what about robots?' });
    expect(await replied(more)).toMatch(/Verstanden als|Abstracts/);
  });

  it('is told in German what cannot be read, and where the list goes on', async () => {
    const refused = await reader('grete', 'de').slash('ask', { ...question, since: 'soonish' });
    expect(await replied(refused)).toContain('„soonish“ ist kein Datum, das ich lesen kann.');
    const list = await reader('grete', 'de').slash('search', { query: 'learning', sort: 'newest' });
    expect(await replied(list)).toMatch(/Paper zu „learning“, Neueste zuerst/);
    await (await list.choose('Reihenfolge', ['meiste Upvotes zuerst'])).settled();
  });

  it('reads help in German', async () => {
    expect(await replied(await reader('grete', 'de').slash('help'))).toContain(
      'Stellen Sie eine Frage; jeder Satz der Antwort belegt sich mit einem Abstract.',
    );
  });
});

describe.each([
  ['ja', 'ja'],
  ['fr', 'fr'],
  ['es-419', 'es-ES'],
  ['pt-BR', 'pt-BR'],
  ['ko', 'ko'],
  ['zh-CN', 'zh-CN'],
])('a reader whose Discord is in %s', (locale, name) => {
  it(`reads the words of ${name}, and its buttons work`, async () => {
    const { readCatalogue } = await import('../../scripts/words/source.ts');
    const { sentences } = readCatalogue(name);
    const asked = await reader(`reader-${locale}`, locale).slash('ask', question);
    const text = await answered(asked);
    const note = sentences['Sentences quoted word for word from abstracts only; no language model is set up.'];
    expect(text).toContain(note ?? 'missing');
    await replied(await asked.press(sentences.Sources ?? 'missing'));
  });
});

it('Discord is told what commands, options and choices are called in every language', () => {
  const ask = discord.commands().find(({ name }) => name === 'ask');
  expect(ask?.name_localizations).toMatchObject({ de: 'fragen' });
  expect(Object.keys(ask?.description_localizations ?? {}).sort()).toEqual(
    ['de', 'es-419', 'es-ES', 'fr', 'ja', 'ko', 'pt-BR', 'zh-CN'].sort(),
  );
  const search = discord.commands().find(({ name }) => name === 'search');
  const sort = search?.options?.find(({ name }) => name === 'sort');
  expect(sort?.name_localizations).toMatchObject({ de: 'ordnung' });
  expect(sort?.choices?.[1]).toMatchObject({ name: 'newest first', name_localizations: { de: 'Neueste zuerst' } });
});
