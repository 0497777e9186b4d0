import { beforeAll, describe, expect, it } from 'vitest';
import { shownText } from '../discord/shown-text.ts';
import { dataFolder, startBotProcess } from '../servers/bot-process.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import type { TypedValues } from '../servers/discord/typed-command.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';
import {
  answered,
  citations,
  clickable,
  expectCited,
  expectNoPing,
  replied,
  type SamplePaper,
  samplePapers,
} from './read-reply.ts';

const papers = samplePapers();
const [one, other] = [...papers.values()] as [SamplePaper, SamplePaper];
const names = [
  'about',
  'ask',
  'compare',
  'daily',
  'discuss',
  'follow',
  'following',
  'forget',
  'help',
  'paper',
  'research',
  'search',
  'settings',
  'similar',
  'summarize',
  'trending',
  'trends',
  'unfollow',
  'usage',
  'why',
];
/** In the menu of a message. */
const messageCommands = ['Explain the papers here', 'Find related papers'];

let discord: LoopbackDiscord;
const read = async (command: string, values: TypedValues = {}) => replied(await discord.driver.slash(command, values));

beforeAll(async () => {
  discord = await openDiscord({}, inTheEnd);
  await startBotProcess(discord, await dataFolder(inTheEnd), {}, inTheEnd);
});

describe('a server gets the bot, without a model and with the bundled papers', () => {
  it('and finds every command', () => {
    expect(
      discord
        .commands()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...messageCommands, ...names]);
  });

  it.each([
    ['ask', { question: 'how can a model decide when to search?' }],
    ['summarize', { paper: one.id }],
    ['compare', { papers: `${one.id} vs ${other.id}` }],
  ])('/%s is answered in sentences of the abstracts, each with a link to its paper', async (command, values) => {
    const text = await answered(await discord.driver.slash(command, values));
    expectCited(text);
    const cited = text.split('\n').filter((line) => !line.startsWith('-#') && citations(line).length > 0);
    for (const line of cited) {
      const [{ url } = { url: '' }] = citations(line);
      const sentence = line.slice(0, line.indexOf(' [[')).replace(/^(?:- |\s*\*\*(?:Idea|Result|Numbers):\*\* )/, '');
      expect(papers.get(url)?.abstract).toContain(shownText(sentence));
    }
    expect(text).toContain('no language model is set up');
  });

  it.each([
    ['search', { query: 'diffusion language models', sort: 'upvotes' }],
    ['search', { query: 'language models', page: 2 }],
    ['similar', { papers: one.id }],
    ['trending', { period: 'week' }],
  ])('/%s lists papers with links', async (command, values) => {
    const text = await read(command, values);
    const listed = clickable(text);
    expect(listed.length).toBeGreaterThan(3);
    expect(listed.filter((url) => !papers.has(url))).toEqual([]);
  });

  it('/paper shows a paper', async () => {
    const text = await read('paper', { which: one.id });
    expect(shownText(text)).toContain(one.title);
    expect(clickable(text)[0]).toBe([...papers.keys()][0]);
  });

  it('/help names every command so that it can be clicked', async () => {
    const text = await read('help');
    for (const { name, id } of discord.commands()) {
      const typed = name === 'daily' ? 'daily setup' : name;
      if (names.includes(name)) expect(text).toContain(`</${typed}:${id}>`);
    }
  });

  it('/about tells what the library holds and that there is no model', async () => {
    const text = await read('about');
    expect(text).toContain(`${papers.size} papers`);
    expect(text).toContain('no language model is set up');
  });

  it.each([
    ['paper', 'which'],
    ['summarize', 'paper'],
  ])('typing a title into /%s offers papers, and what is chosen is found', async (command, option) => {
    const choices = await discord.driver.autocomplete(command, { [option]: one.title.slice(0, 12) }, option);
    const [first] = choices.filter(({ name }) => one.title.startsWith(name.replace(/…$/, '')));
    const text = await read(command, { [option]: first?.value ?? '' });
    expect(shownText(text)).toContain(one.title);
  });
});

describe('what cannot be used gets a clear sentence', () => {
  it.each([
    ['a question without a word', 'ask', { question: '???' }, /no question/i],
    [
      'a day that is still to come',
      'ask',
      { question: 'how do agents search?', since: '2101-01-01' },
      /2101-01-01 is in the future/,
    ],
    ['a paper that does not exist', 'paper', { which: '2606.99999' }, /No paper .* 2606\.99999/],
    ['one paper to compare', 'compare', { papers: one.id }, /two to five/],
  ])('%s', async (_, command, values, sentence) => {
    const text = await read(command, values);
    expect(shownText(text).replace(/[“”]/g, '')).toMatch(sentence);
  });

  it('a question of 4,000 characters cannot even be sent', async () => {
    const asked = discord.driver.slash('ask', { question: 'x'.repeat(4000) });
    await expect(asked).rejects.toThrow('4000 is not between');
  });
});

it('a private question is answered for the asker only, all of it', async () => {
  const question = 'how can a model decide when to search?';
  const reply = await discord.driver.slash('ask', { question, private: true });
  expectCited(await answered(reply));
  expect(reply.ephemeral).toBe(true);
  expect(reply.followUps.filter(({ flags }) => !(flags & 64))).toEqual([]);
});

it('nothing of all this could ping anybody, and nobody is left waiting', () => {
  expectNoPing(discord);
  expect(discord.unfinished()).toEqual([]);
});
