import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { definition as ask, run as runAsk } from '../commands/ask.ts';
import type { definition as compare } from '../commands/compare.ts';
import { commands } from '../commands/index.ts';
import type { definition as search } from '../commands/search.ts';
import type { Services } from '../commands/services.ts';
import type { definition as trending } from '../commands/trending.ts';
import type { Arguments, OptionDefinition } from '../src/domain/command.ts';
import { plainText } from '../src/domain/message.ts';
import { paper } from './doubles/paper.ts';
import { lastOf, openSmallLibrary, PAPERS, type SmallLibrary, servicesOver } from './small-library.ts';

const definitions = commands.map(({ definition }) => definition);
const options = definitions.flatMap(({ name, options: all }) =>
  Object.entries(all).map(([option, facts]): [string, OptionDefinition] => [`/${name} ${option}`, facts]),
);

describe('every command fits what Discord allows', () => {
  it.each(definitions.map((definition) => [definition.name, definition] as const))('/%s', (_name, definition) => {
    const words = definition.name.split(' ');
    for (const word of words) expect(word).toMatch(/^[a-z][a-z-]{0,31}$/);
    expect(words).toHaveLength(definition.group ? 2 : 1);
    expect(words[0]).toBe(definition.group?.name ?? definition.name);
    expect(definition.description).toMatch(/^[A-Z].{8,98}\.$/);
    const all = Object.entries(definition.options);
    expect(all.length).toBeLessThanOrEqual(25);
    const required = all.map(([, option]) => option.required ?? false);
    expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    const characters = JSON.stringify([definition.name, definition.description, definition.options]).length;
    expect(characters).toBeLessThan(4000);
  });

  it.each(options)('%s', (name, option) => {
    expect(name.split(' ').at(-1)).toMatch(/^[a-z][a-z-]{0,31}$/);
    expect(option.description).toMatch(/^[A-Z].{8,98}\.$/);
    if (option.type !== 'string') return;
    expect(option.maxLength ?? 1).toBeLessThanOrEqual(6000);
    const choices = option.choices ?? [];
    expect(choices.length).toBeLessThanOrEqual(25);
    expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
    for (const choice of choices) {
      expect(choice.name.length).toBeLessThanOrEqual(100);
      expect(choice.value.length).toBeLessThanOrEqual(100);
    }
    expect(Boolean(option.choices && option.autocomplete)).toBe(false);
  });

  it('names are different', () => {
    expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
  });

  it('free text has a longest length, so that Discord stops it before we do', () => {
    for (const [name, option] of options) {
      // Channels and roles are chosen, not typed.
      const isFree = option.type === 'string' && !option.choices && !option.holds;
      if (isFree) expect(option.maxLength, name).toBeGreaterThan(0);
    }
  });
});

describe('the types of the arguments come from the definition', () => {
  it('required ones are there, the others may be missing', () => {
    expectTypeOf<Arguments<typeof ask>>().branded.toEqualTypeOf<{
      readonly question: string;
      readonly since?: string;
      readonly language?: string;
      readonly private?: boolean;
      readonly thread?: boolean;
    }>();
    expectTypeOf<Arguments<typeof compare>>().branded.toEqualTypeOf<{
      readonly papers: string;
      readonly focus?: string;
    }>();
    expectTypeOf<Parameters<typeof runAsk>[0]>().toEqualTypeOf<Arguments<typeof ask>>();
  });

  it('choices are the only values', () => {
    expectTypeOf<Arguments<typeof search>['sort']>().toEqualTypeOf<'relevance' | 'newest' | 'upvotes' | undefined>();
    expectTypeOf<Arguments<typeof search>['page']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Arguments<typeof trending>['period']>().toEqualTypeOf<'today' | 'week' | 'month' | undefined>();
  });

  it('what is missing or unknown is no argument', () => {
    expectTypeOf<Record<never, never>>().not.toExtend<Arguments<typeof ask>>();
    expectTypeOf<{ question: string; since: number }>().not.toExtend<Arguments<typeof ask>>();
    expectTypeOf<{ query: string; sort: 'oldest' }>().not.toExtend<Arguments<typeof search>>();
  });
});

const LONG = `A Paper With a Title That Goes On and On ${'and On '.repeat(30)}`.trim();
const MANY = Array.from({ length: 40 }, (_, index) =>
  paper({ id: `arxiv:2601.${String(index).padStart(5, '0')}`, title: `Many Papers, Part ${index}`, upvotes: index }),
);

let small: SmallLibrary;
let services: Services;
beforeAll(async () => {
  small = await openSmallLibrary([...PAPERS, ...MANY, paper({ id: 'arxiv:2602.00001', title: LONG })]);
  services = servicesOver(small.library);
});
afterAll(() => small.close());

async function suggest(name: string, option: string, typed: string) {
  const command = commands.find(({ definition }) => definition.name === name);
  if (!command?.complete) throw new Error(`/${name} suggests nothing`);
  return command.complete(option, typed, services);
}

describe('suggestions while typing', () => {
  it('are there for every option that promises them', async () => {
    for (const { definition, complete } of commands) {
      const promised = Object.values(definition.options).some(
        (option) => option.type === 'string' && option.autocomplete,
      );
      expect(Boolean(complete), definition.name).toBe(promised);
    }
  });

  it.each([
    '',
    ' ',
    'a',
    'many papers',
    'on gardens',
    '@everyone',
    '*',
    '2606.00001',
    'x'.repeat(400),
    '"',
    "'; --",
    '🤖',
  ])('fit what Discord allows: %j', async (typed) => {
    for (const [name, option] of [
      ['paper', 'which'],
      ['similar', 'papers'],
      ['summarize', 'paper'],
    ] as const) {
      const choices = await suggest(name, option, typed);
      expect(choices.length).toBeLessThanOrEqual(25);
      for (const choice of choices) {
        expect(choice.name).toMatch(/^[^\n]{1,100}$/u);
        expect(choice.value).toMatch(/^[^\n]{1,100}$/u);
      }
    }
  });

  it('are the papers that hold what was typed, most upvoted first, and mean one paper each', async () => {
    const many = await suggest('paper', 'which', 'many pap');
    expect(many).toHaveLength(25);
    expect(many[0]).toEqual({ name: 'Many Papers, Part 39', value: '2601.00039' });
    const gardens = await suggest('summarize', 'paper', 'on gard');
    expect(gardens.map(({ value }) => value)).toEqual(['2605.00007', '2605.00006']);
    for (const { value } of gardens) expect((await lastOf(services, 'paper', { which: value })).status).toBe('ok');
  });

  it('cut a long title at a word', async () => {
    const [choice] = await suggest('paper', 'which', 'a paper with a title');
    expect(choice?.name).toMatch(/^A Paper With a Title That Goes On.* (?:and|On)…$/);
  });

  it('of help are the commands', async () => {
    expect(await suggest('help', 'command', 's')).toEqual([
      { name: 'summarize', value: 'summarize' },
      { name: 'search', value: 'search' },
      { name: 'similar', value: 'similar' },
      { name: 'settings', value: 'settings' },
    ]);
    expect(await suggest('help', 'command', '/tre')).toEqual([
      { name: 'trending', value: 'trending' },
      { name: 'trends', value: 'trends' },
    ]);
    expect(await suggest('help', 'command', '')).toHaveLength(commands.length);
  });
});

describe('help', () => {
  it('shows every command', async () => {
    const text = plainText(await lastOf(services, 'help'));
    for (const { name, description, group } of definitions) {
      expect(text).toContain(group ? `/${name}` : `- /${name} — ${description}`);
      if (group) expect(text).toContain(` — ${group.description}`);
    }
  });

  it.each(definitions.map((definition) => [definition.name, definition] as const))(
    'on /%s shows every option and an example',
    async (name, definition) => {
      const text = plainText(await lastOf(services, 'help', { command: `/${name.toUpperCase()} ` }));
      for (const [option, { description }] of Object.entries(definition.options)) {
        expect(text).toMatch(new RegExp(`^- ${option}(?: \\(optional\\))?: `, 'm'));
        expect(text).toContain(description);
      }
      expect(text).toContain(`Example: /${name} ${definition.example}`.trim());
    },
  );

  it('in a shell names what it can start beside commands, and elsewhere does not', async () => {
    const inShell = await lastOf({ ...services, jobs: ['sync', 'import'] }, 'help');
    expect(plainText(inShell)).toMatch(/From the shell also: npm start -- sync, npm start -- import\.$/);
    expect(plainText(await lastOf(services, 'help'))).not.toContain('shell');
  });

  it('on a command that does not exist says so and shows them all', async () => {
    const message = await lastOf(services, 'help', { command: 'frobnicate' });
    expect(message.status).toBe('not-found');
    for (const { name, group } of definitions) {
      expect(plainText(message)).toContain(group ? `/${name}` : `/${name} — `);
    }
  });
});

describe('every command', () => {
  const ARGS: Readonly<Record<string, Record<string, string>>> = {
    ask: { question: 'when should an agent search?' },
    summarize: { paper: 'Ask-R1' },
    compare: { papers: 'Ask-R1 vs Look Always' },
    research: { question: 'when should an agent search?' },
    search: { query: 'search agents' },
    similar: { papers: 'Ask-R1' },
    paper: { which: 'Ask-R1' },
    discuss: { paper: 'Ask-R1' },
    trending: {},
    help: {},
    about: {},
  };

  it.each(definitions.map(({ name }) => name))('/%s ends with something to read', async (name) => {
    const message = await lastOf(services, name, ARGS[name] ?? {});
    // What is set up in a server, or sent directly, says so where there is neither.
    const needsDiscord = /^daily (?!preview)|follow/.test(name);
    expect(message.status).toMatch(needsDiscord ? /^invalid$/ : /^(?:ok|answered)$/);
    expect(plainText(message).length).toBeGreaterThan(20);
  });

  it('takes the longest text that it allows without a fault of ours', async () => {
    for (const { name, options: all } of definitions) {
      const [option, facts] = Object.entries(all).find(([, one]) => one.type === 'string' && one.maxLength) ?? [];
      if (!option || facts?.type !== 'string') continue;
      const text = 'search agents, and '.repeat(400).slice(0, facts.maxLength);
      const message = await lastOf(services, name, { ...ARGS[name], [option]: text });
      expect(plainText(message), name).not.toBe('');
    }
  });
});
