import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, dataFolder, modelSettings, startBotProcess } from '../servers/bot-process.ts';
import type { LoopbackDiscord } from '../servers/discord/start-discord.ts';
import { inTheEnd, openDiscord } from '../servers/open-discord.ts';
import { type ChatRequest, type OpenAiScenario, type OpenAiServer, startOpenAi } from '../servers/openai.ts';
import { answered, clickable, expectCited, expectNoPing, samplePapers } from './read-reply.ts';
import { claimOf, givenSentences, writeFromEvidence } from './write-from-evidence.ts';

const PATIENCE_SECONDS = 2;
const NOT_SHOWN = 'could be verified, so none of it is shown.';
let asked = 0;
/** Another one each time, for what was answered once is not asked of the model again. */
const nextQuestion = () => ({ question: `how can a model decide when to search${'?'.repeat(++asked)}` });
const papers = samplePapers();

let discord: LoopbackDiscord;
let bot: BotProcess;
let openAi: OpenAiServer;
let respond: (request: ChatRequest) => object | string = writeFromEvidence;

beforeAll(async () => {
  discord = await openDiscord({}, inTheEnd);
  openAi = await startOpenAi({ respond: (request) => respond(request) });
  inTheEnd(() => openAi.close());
  bot = await startBotProcess(discord, await dataFolder(inTheEnd), modelSettings(openAi, PATIENCE_SECONDS), inTheEnd);
});

/** Whatever the model did: an answer stands there, cited, no state of it pinged, and the bot is well. */
afterEach(() => {
  expectNoPing(discord);
  expect(discord.unfinished()).toEqual([]);
  expect(bot.stdout() + bot.stderr()).not.toContain('key-of-the-loopback');
});

async function askTheModel(scenario: OpenAiScenario, says: typeof respond = writeFromEvidence) {
  openAi.setScenario(scenario);
  respond = says;
  const reply = await discord.driver.slash('ask', nextQuestion());
  const text = await answered(reply);
  if (!text.includes(NOT_SHOWN)) expectCited(text);
  const states = reply.history.map(({ message }) => message?.content ?? '');
  return { text, everything: states.join('\n') };
}

const firstOf = (request: ChatRequest) => givenSentences(request)[0] ?? { key: '', text: '' };
const claims = (...all: object[]) => ({ status: 'answered', claims: all });

describe('a model that says what is not so is not quoted', () => {
  it.each<[string, string, (request: ChatRequest) => object]>([
    ['cites a paper that it was not given', 'Madeup', () => claims({ text: 'Madeup search wins.', cites: ['P99.s1'] })],
    ['cites by name', 'Madeup', () => claims({ text: 'Madeup search wins.', cites: ['Smith 2024'] })],
    ['cites nothing', 'Madeup', () => claims({ text: 'Madeup search wins.', cites: [] })],
    [
      'invents a number',
      '98.7',
      (request) => claims({ text: 'It searches 98.7% less often.', cites: [firstOf(request).key] }),
    ],
    [
      'invents a quote',
      'Madeup',
      (request) => claims({ ...claimOf(firstOf(request)), text: 'Madeup wins.', quote: 'Madeup search always wins.' }),
    ],
    [
      'writes 100,000 characters in one sentence',
      'Madeup',
      (request) => claims({ ...claimOf(firstOf(request)), text: 'Madeup '.repeat(14_286) }),
    ],
  ])('one that %s', async (_, falsehood, says) => {
    const { text, everything } = await askTheModel('good', says);
    expect(everything).not.toContain(falsehood);
    expect(text).toMatch(/could be verified, so none of it is shown\.\s+The closest papers:|word for word/);
  });

  it('what is true beside it stays, and the reader is told that something was left out', async () => {
    const falsehood = { text: 'Madeup search wins.', cites: ['P99.s1'] };
    const { text, everything } = await askTheModel('good', (request) => claims(falsehood, claimOf(firstOf(request))));
    expect(everything).not.toContain('Madeup');
    expect(text).toContain('Written by loopback-model');
    expect(text).toContain('1 sentence that could not be verified was left out');
  });

  it('its mentions and links are mere text', async () => {
    const bait = '@everyone @here <@123456789012345678> <@&123456789012345678> [here](https://evil.example/) **x**';
    const { everything } = await askTheModel('good', (request) =>
      claims(
        claimOf(firstOf(request)),
        { ...claimOf(firstOf(request)), text: `${firstOf(request).text} ${bait}` },
        {
          ...claimOf(firstOf(request)),
          text: `${firstOf(request).text} @everyone <@me> [here](https://evil.example/)`,
        },
      ),
    );
    expect(everything).not.toMatch(/(?<!\\)<@|(?<!\\)\*\*x/);
    expect(clickable(everything).filter((address) => !papers.has(address))).toEqual([]);
  });
});

describe('a model that does not do its work is done without', () => {
  it.each<[string, OpenAiScenario, RegExp]>([
    ['stalls', 'stall', /took too long/],
    ['never answers', 'silent', /took too long/],
    ['breaks its JSON off', 'brokenJson', /broke off/],
    ['is cut off', 'cutMidStream', /broke off/],
    ['streams 100,000 characters', 'endless', /did not answer/],
    ['refuses the key', 'unauthorised', /did not answer/],
    ['has an error', 'serverError', /did not answer|took too long/],
    ['says nothing', 'emptyStream', /did not answer/],
    ['answers with a web page', 'wrongContentType', /did not answer/],
  ])('one that %s', async (_, scenario, note) => {
    const { text } = await askTheModel(scenario);
    expect(text).toMatch(note);
  });
});

it('after all this the next answer is as good as ever', async () => {
  const { text } = await askTheModel('good');
  expect(text).toContain('Written by loopback-model');
  expect(await bot.stop()).toEqual({ code: 0, signal: null });
});
