import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Services } from '../../commands/services.ts';
import { paper } from '../doubles/paper.ts';
import { openSmallLibrary, PAPERS, type SmallLibrary, servicesOver } from '../small-library.ts';

const PEOPLE = [
  paper({ title: 'One', authors: ['Jürgen Müller', 'Ada Lovelace'], organisation: 'Looking Lab' }),
  paper({ title: 'Two', authors: ['Ada Lovelace'], organisation: 'Looking Lab' }),
  paper({ title: 'Three', authors: ['Adam Smith'], organisation: 'Example University' }),
  paper({ title: 'Four', authors: ['Canada Bill'], withdrawn: true }),
];

let small: SmallLibrary;
let services: Services;
beforeAll(async () => {
  small = await openSmallLibrary([...PAPERS, ...PEOPLE]);
  services = servicesOver(small.library);
});
afterAll(() => small.close());

/** What is offered while this is typed into the option. */
async function offered(name: string, option: string, typed: string) {
  const command = commands.find(({ definition }) => definition.name === name);
  return (await command?.complete?.(option, typed, services)) ?? [];
}
const names = async (...asked: Parameters<typeof offered>) => (await offered(...asked)).map(({ name }) => name);

describe('while a name is typed', () => {
  it.each([
    ['author', 'ad', ['Ada Lovelace', 'Adam Smith']],
    ['author', 'LOVE', ['Ada Lovelace']],
    ['author', 'mul', ['Jürgen Müller']],
    ['author', 'müller j', ['Jürgen Müller']],
    ['author', 'velace', []],
    ['author', 'bill', []],
    ['author', "%_'", []],
    ['organisation', 'uni', ['Example University']],
    ['organisation', 'lab look', ['Looking Lab']],
  ])('into %s of /search, “%s” offers %j', async (option, typed, expected) => {
    expect(await names('search', option, typed)).toEqual(expect.arrayContaining(expected));
    const others = await names('search', option, typed);
    expect(others.filter((name) => PEOPLE.some(({ authors }) => authors.includes(name)))).toEqual(
      expected.filter((name) => PEOPLE.some(({ authors }) => authors.includes(name))),
    );
  });

  it('before anything is typed those with most papers come first', async () => {
    const [first] = await names('search', 'organisation', '');
    const all = [...PAPERS, ...PEOPLE].flatMap(({ organisation }) => organisation ?? []);
    const most = (name: string) => all.filter((other) => other === name).length;
    expect(most(first ?? '')).toBe(Math.max(...all.map(most)));
  });
});

describe('while papers are typed', () => {
  it.each([
    ['similar', 'Ask-R1, On Gard', 'Ask-R1,'],
    ['compare', 'Ask-R1 vs On Gard', 'Ask-R1 vs'],
    ['compare', 'Ask-R1; On Gard', 'Ask-R1;'],
  ])('into /%s, “%s” completes the last', async (name, typed, before) => {
    const choices = await offered(name, 'papers', typed);
    expect(choices.map((choice) => choice.value)).toEqual([`${before} 2605.00007`, `${before} 2605.00006`]);
    expect(choices[0]?.name).toBe(`${before} On Gardens`);
  });

  it('one is completed to its id', async () => {
    expect(await offered('similar', 'papers', 'ask-r1')).toContainEqual({
      name: expect.stringMatching(/^Ask-R1/),
      value: '2606.00001',
    });
  });

  it('a choice that would be too long for Discord is not made', async () => {
    expect(await offered('compare', 'papers', `${'x'.repeat(95)}, On Gard`)).toEqual([]);
  });
});

describe('while days are typed', () => {
  it.each([
    ['ask', 'since', 'last', ['last week']],
    ['search', 'since', '14 days', ['14 days']],
    ['search', 'until', 'jun', ['June 2026']],
    ['similar', 'since', '2026-05-01', ['2026-05-01']],
    ['search', 'since', '2026-02-31', []],
    ['search', 'since', 'some day', []],
    ['trends', 'period', 'mo', ['month']],
    ['trends', 'period', 'last 12 days', ['last 12 days']],
    ['trends', 'period', 'decade', []],
  ])('into /%s %s, “%s” offers %j', async (name, option, typed, expected) => {
    expect(await names(name, option, typed)).toEqual(expected);
  });

  it('before anything is typed all that is offered can be read', async () => {
    const days = await names('search', 'since', '');
    expect(days.length).toBeGreaterThan(10);
    expect(days.length).toBeLessThanOrEqual(25);
    expect(days).toContain('yesterday');
  });
});

it('every option that suggests has somebody who knows what', async () => {
  for (const { definition, complete } of commands) {
    for (const [option, { autocomplete }] of Object.entries(definition.options) as [
      string,
      { autocomplete?: true },
    ][]) {
      if (!autocomplete) continue;
      expect(complete, `${definition.name} ${option}`).toBeDefined();
      // What somebody has set up is nothing here.
      if (option === 'which' || definition.name === 'unfollow') continue;
      expect((await offered(definition.name, option, '')).length, `${definition.name} ${option}`).toBeGreaterThan(0);
    }
  }
});
