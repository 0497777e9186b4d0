import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WORDS } from '../../scripts/words/source.ts';
import { messageIn } from '../../src/domain/in-language.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import { languageName, say, sayCounted, several, textIn } from '../../src/domain/words.ts';
import { loadLanguages } from '../../src/words/load-languages.ts';
import { CATALOGUES } from '../../src/words/locales.ts';

const languages = loadLanguages(WORDS);

describe('a reader', () => {
  it.each([
    ['de', '3 Paper'],
    ['es-419', '3 artículos'],
    ['es', '3 artículos'],
    ['pt-BR', '3 artigos'],
    ['zh-CN', '3 篇论文'],
    ['zh-Hans', '3 篇论文'],
    ['en-GB', '3 papers'],
    ['zh-TW', '3 papers'],
    ['fi', '3 papers'],
    [undefined, '3 papers'],
  ])('whose client is in %s reads "%s"', (locale, text) => {
    const words = sayCounted({ one: '{count} paper', other: '{count} papers' }, 3);
    expect(textIn(words, languages.of(locale))).toBe(text);
  });

  it('reads figures, lists and names of languages as their language writes them', () => {
    const german = languages.of('de');
    expect(textIn(sayCounted({ one: '{count} paper', other: '{count} papers' }, 12_345), german)).toBe('12.345 Paper');
    const line = say('Deleted: {what}.', { what: several(['a', 'b', 'c']) });
    expect(textIn(line, german)).toBe('Gelöscht: a, b und c.');
    expect(textIn(line)).toBe('Deleted: a, b and c.');
    expect(textIn(say('on {topics}', { topics: languageName('Japanese') }), german)).toBe('zu Japanisch');
  });

  it('reads what the catalogue lacks in English', () => {
    expect(textIn(say('Nobody ever said this: {it}.', { it: 3 }), languages.of('ko'))).toBe(
      'Nobody ever said this: 3.',
    );
  });

  it('reads every part of a message in one language, and text of others as it is', () => {
    const message: Message = {
      status: 'ok',
      blocks: [
        { kind: 'table', columns: [say('Date'), 'Sources'], rows: [[[say('none')], ['Sources']]] },
        {
          kind: 'cards',
          items: [
            {
              id: 'arxiv:2601.00001',
              title: 'Sources',
              interest: [sayCounted({ one: '▲ {count} upvote', other: '▲ {count} upvotes' }, 2)],
              withdrawn: true,
              actions: [{ kind: 'button', label: say('Sources'), do: 'open', url: 'https://example.org' }],
            },
          ],
        },
      ],
    };
    const japanese = messageIn(message, languages.of('ja'));
    expect(JSON.stringify(japanese)).not.toContain('"words"');
    expect(plainText(japanese)).toContain('日付 | Sources\nなし | Sources');
    expect(plainText(japanese)).toContain('▲ 高評価 2');
    expect(JSON.stringify(japanese)).toContain('"label":"出典"');
  });
});

describe('a catalogue that cannot be used ends the start with what is wrong with it', () => {
  const withGerman = async (change: (data: Record<string, Record<string, unknown>>) => void): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'words-'));
    try {
      for (const name of ['en', ...CATALOGUES]) {
        const data = JSON.parse(await readFile(join(WORDS, `${name}.json`), 'utf8'));
        if (name === 'de') change(data);
        await writeFile(join(folder, `${name}.json`), JSON.stringify(data));
      }
      loadLanguages(folder);
      return 'nothing';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  const set = (part: string, key: string, value: unknown) => (data: Record<string, Record<string, unknown>>) => {
    Object.assign(data[part] ?? {}, { [key]: value });
  };

  it.each([
    ['unknown English', set('sentences', 'Never said.', 'Nie gesagt.'), /nothing in English is “Never said\.”/],
    ['a gap that is lost', set('sentences', '{from} is after {to}.', 'Zu spät.'), /lacks \{from\}, \{to\} of/],
    ['a gap that is invented', set('sentences', 'Thank you.', 'Danke, {name}.'), /has \{name\}, which/],
    [
      'a plural form that lacks',
      set('counted', '{count} papers', { other: '{count} Paper' }),
      /lacks the form for one/,
    ],
    ['a name that Discord refuses', set('commands', 'ask', 'Frag mich'), /“Frag mich” is no name that Discord takes/],
    ['two commands of one name', set('commands', 'ask', 'suchen'), /two commands are called “suchen”/],
    ['a text that is none', set('sentences', 'Thank you.', 3), /sentences → Thank you\.: /],
  ])('%s', async (_, change, problem) => {
    const message = await withGerman(change);
    expect(message).toMatch(problem);
    expect(message).toContain('de.json');
  });
});
