import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../../commands/services.ts';
import { citedPapers } from '../../src/domain/answer.ts';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import type { Call, OptionContent } from '../../src/domain/command.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import type { Cache } from '../../src/domain/ports.ts';
import { openCache } from '../../src/state/open-cache.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { lastOf, openSmallLibrary, type SmallLibrary, servicesOver, TODAY } from '../small-library.ts';

const QUESTION = 'how can a model decide when to search?';
const ASK_R1 = 'arxiv:2606.00001';
const LOOK_ALWAYS = 'arxiv:2606.00002';
const BUDGETS = 'arxiv:2606.00003';

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(() => small.close());

let clock: Clock & { now(): number; later(milliseconds: number): void };
let cache: Cache;
let services: Services;
beforeEach(() => {
  let now = Date.parse(`${TODAY}T12:00:00Z`);
  clock = {
    now: () => now,
    sleep: systemClock.sleep,
    later(milliseconds) {
      now += milliseconds;
    },
  };
  cache = openCache({ path: ':memory:', clock, log: createRecordingLog() }).cache;
  services = servicesOver(small.library, { clock, conversationCache: cache });
});

const say = (name: string, args: Readonly<Record<string, OptionContent>>, call: Partial<Call> = {}) =>
  lastOf(services, name, args, undefined, call);
const ask = (question: string, call: Partial<Call> = {}) => say('ask', { question }, call);

/** The papers that a reply speaks of, in their order. */
function papersOf({ answer, papers }: Message): string[] {
  return (papers ?? citedPapers(answer?.claims ?? [])).map(({ id }) => id);
}

function understoodAs(message: Message): string | undefined {
  return /^Understood as: (.*)$/m.exec(plainText(message))?.[1];
}

describe('a session in the terminal, without a model', () => {
  it('goes on with the papers of the first answer', async () => {
    const first = await ask(QUESTION);
    expect(papersOf(first).length).toBeGreaterThanOrEqual(2);
    expect(understoodAs(first)).toBeUndefined();
    const [one = '', two = ''] = papersOf(first);

    const its = await ask('what about its data?');
    expect(papersOf(its)).toEqual([one]);
    expect(understoodAs(its)).toMatch(/^what about (?:Ask-R1|Look Always|Search Budgets for Agents)’s data\?$/);

    const second = await ask('and the second one?');
    expect(papersOf(second)).toEqual([two]);
    expect(understoodAs(second)).toMatch(/^what about (?:Ask-R1|Look Always|Search Budgets for Agents)’s? data\?$/);
    expect(understoodAs(second)).not.toBe(understoodAs(its));

    const both = await ask('compare the first two');
    expect(papersOf(both).toSorted()).toEqual([one, two].toSorted());
    expect(understoodAs(both)).toMatch(/^compare .+ and .+\.$/);
  });

  it('a question of its own is never taken for another, whatever came before', async () => {
    await ask(QUESTION);
    const alone = await ask('Do agents know when to use their tools?');
    expect(understoodAs(alone)).toBeUndefined();
    const gardens = await ask('how do robots water gardens?');
    expect(understoodAs(gardens)).toBeUndefined();
    // The subject has changed, and so has what "it" means.
    const it = await ask('what does it say about plants?');
    expect(papersOf(it).every((id) => id.startsWith('arxiv:2605.0000'))).toBe(true);
  });

  it('nothing leans on a question that found nothing, but its own words go on', async () => {
    await ask('zebra stripes evolution in the savannah?');
    expect(understoodAs(await ask('what about its data sets for search?'))).toBeUndefined();
    await ask('zebra stripes evolution in the savannah?');
    expect(understoodAs(await ask('and since May 2026?'))).toBe(
      'zebra stripes evolution in the savannah since May 2026?',
    );
  });

  it('words that mean nothing by themselves are not looked up when nothing came before', async () => {
    for (const question of ['and the second one?', 'why?', 'tell me more', 'the same for the others']) {
      const reply = await ask(question);
      expect(reply.status, question).toBe('invalid');
      expect(plainText(reply)).toContain('I cannot tell what this is about');
    }
  });

  it('without anything said before, words that point back are an ordinary question', async () => {
    expect(understoodAs(await ask('which data sets does it use for search?'))).toBeUndefined();
  });
});

describe('the papers that were shown last', () => {
  const list = () => say('search', { query: 'search', sort: 'upvotes' });

  it.each([
    ['paper', 'which', '2', [1]],
    ['paper', 'which', 'the second one', [1]],
    ['paper', 'which', '#3', [2]],
    ['paper', 'which', 'the last one', [-1]],
    ['summarize', 'paper', 'the first', [0]],
    ['compare', 'papers', 'the first two', [0, 1]],
    ['compare', 'papers', '1 and 3', [0, 2]],
    ['compare', 'papers', 'the third vs the first', [2, 0]],
  ] as const)('/%s %s:"%s"', async (command, option, words, places) => {
    const shown = papersOf(await list());
    expect(shown.length).toBeGreaterThanOrEqual(3);
    const reply = await say(command, { [option]: words });
    const wanted = places.map((place) => shown.at(place));
    expect(papersOf(reply).slice(0, wanted.length)).toEqual(wanted);
  });

  it('may be mixed with others by name', async () => {
    const [first] = papersOf(await list());
    expect(papersOf(await say('compare', { papers: 'the first one and Diffusion Language Models at Night' }))).toEqual([
      first,
      'arxiv:2606.00011',
    ]);
  });

  it('"it" is the paper of the last card; the numbers of the list before it stay', async () => {
    const shown = papersOf(await list());
    await say('paper', { which: '3' });
    expect(papersOf(await say('summarize', { paper: 'it' }))).toEqual([shown[2]]);
    expect(papersOf(await say('paper', { which: '1' }))).toEqual([shown[0]]);
    await say('paper', { which: 'that paper' });
    const similar = await say('similar', { papers: 'it' });
    expect(plainText(similar)).toContain('Papers like “');
    expect(papersOf(similar)).not.toContain(shown[0]);
  });

  it('and questions go on with a list', async () => {
    const shown = papersOf(await list());
    const third = await ask('what does the third one report?');
    expect(papersOf(third)).toEqual([shown[2]]);
    const more = await ask('and the first?');
    expect(papersOf(more)).toEqual([shown[0]]);
  });

  it('a place that the list does not have is said, and nothing is guessed', async () => {
    const shown = papersOf(await list());
    for (const reply of [await say('paper', { which: '19' }), await ask('what about the 19th one?')]) {
      expect(reply.status).toBe('invalid');
      expect(plainText(reply)).toContain(`Last time ${shown.length} papers were shown to you here`);
      expect(plainText(reply)).toContain('there is no number 19');
    }
  });

  it('a paper asked back for can be chosen by its place', async () => {
    const several = await ask('what is TAPO?');
    expect(several.status).toBe('ambiguous');
    const chosen = await ask('the second one');
    expect(papersOf(chosen)).toEqual([papersOf(several)[1]]);
    expect(understoodAs(chosen)).toContain('what is TAPO');
  });

  it('a title is a title, also where it looks like a place', async () => {
    await list();
    const reply = await say('paper', { which: 'Title Alone' });
    expect(papersOf(reply)).toEqual(['arxiv:2605.00009']);
  });
});

describe('questions that go on with the last one', () => {
  it('other days take the place of those that were asked for', async () => {
    await ask('which agents search since May 2026?');
    const other = await ask('and in March 2026?');
    expect(understoodAs(other)).toContain('which agents search in March 2026?');
  });

  it('another paper takes the place of the one that was asked about', async () => {
    await ask('how often does Ask-R1 call a search engine?');
    const other = await ask('how about Look Always?');
    expect(understoodAs(other)).toBe('how often does Look Always call a search engine?');
    expect(papersOf(other)).toContain(LOOK_ALWAYS);
  });

  it('what every paper has is asked of the one that was spoken of', async () => {
    await say('paper', { which: 'Ask-R1' });
    const sets = await ask('which data sets?');
    expect(papersOf(sets)).toEqual([ASK_R1]);
    expect(understoodAs(sets)).toBe('which data sets of Ask-R1?');
  });

  it('"why?" is about the answer, and says where its reasons are', async () => {
    await ask('how often does Ask-R1 call a search engine?');
    const why = await ask('why?');
    expect(understoodAs(why)).toBe('Why: how often does Ask-R1 call a search engine?');
    expect(plainText(why)).toContain('/why');
  });

  it('what is private stays private', async () => {
    const privately = (question: string) => say('ask', { question, private: true }, { isPrivate: true });
    await privately(QUESTION);
    const reply = await privately('what about the 19th one?');
    expect(reply.private).toBe(true);
    const second = await privately('and the second one?');
    expect(second.private).toBe(true);
    expect(understoodAs(second)).toBeDefined();
  });

  it('what was asked in private is not repeated where others read', async () => {
    await ask('how do robots water gardens?');
    // A server may hide every reply: then nobody says so in the command.
    await ask(QUESTION, { isPrivate: true });
    const its = await ask('what about its data?');
    expect(papersOf(its).every((id) => id.startsWith('arxiv:2605.0000'))).toBe(true);
    expect(plainText(its)).not.toContain('Ask-R1');
    expect(understoodAs(its)).not.toContain('search');
    expect(papersOf(await say('summarize', { paper: 'it' }))).not.toContain(ASK_R1);
    expect(plainText(await say('why', {}))).not.toContain('nothing to explain');
  });

  it('what was asked where others read goes on in private, and its reasons stay to be asked for', async () => {
    await ask(QUESTION);
    const its = await ask('what about its data?', { isPrivate: true });
    expect(understoodAs(its)).toContain('data');
    expect(plainText(await say('why', {}))).toContain('data');
  });
});

describe('what is remembered', () => {
  it('is of one reader: two in one channel do not mix', async () => {
    await ask(QUESTION, { reader: 'ada', place: 'lab' });
    await say('paper', { which: '2605.00006' }, { reader: 'ben', place: 'lab' });
    expect(papersOf(await say('summarize', { paper: 'it' }, { reader: 'ben', place: 'lab' }))).toEqual([
      'arxiv:2605.00006',
    ]);
    const her = await ask('what about its data?', { reader: 'ada', place: 'lab' });
    expect(papersOf(her)).not.toContain('arxiv:2605.00006');
    expect((await say('why', {}, { reader: 'eve', place: 'lab' })).status).toBe('ok');
    expect(plainText(await say('why', {}, { reader: 'eve', place: 'lab' }))).toContain('nothing to explain');
  });

  it('is of one place: two channels do not mix', async () => {
    await say('paper', { which: 'Ask-R1' }, { place: 'lab' });
    await say('paper', { which: '2605.00006' }, { place: 'garden' });
    expect(papersOf(await say('summarize', { paper: 'it' }, { place: 'lab' }))).toEqual([ASK_R1]);
    expect(papersOf(await say('summarize', { paper: 'it' }, { place: 'garden' }))).toEqual(['arxiv:2605.00006']);
  });

  it('is forgotten a day later, and not before', async () => {
    await ask(QUESTION);
    clock.later(23 * 3_600_000);
    expect(understoodAs(await ask('what about its data?'))).toBeDefined();
    clock.later(23 * 3_600_000);
    expect(understoodAs(await ask('what about its results?'))).toBeDefined();
    clock.later(25 * 3_600_000);
    expect(understoodAs(await ask('what about its data?'))).toBeUndefined();
    expect(plainText(await say('why', {}, { reader: 'ben' }))).toContain('nothing to explain');
  });

  it('survives a restart', async () => {
    await say('paper', { which: 'Ask-R1' });
    services = servicesOver(small.library, { clock, conversationCache: cache });
    expect(papersOf(await say('summarize', { paper: 'it' }))).toEqual([ASK_R1]);
  });

  it('goes when the reader says so, in every place, and nobody else’s does', async () => {
    for (const place of ['lab', 'garden']) await say('paper', { which: 'Ask-R1' }, { place });
    await say('paper', { which: 'Ask-R1' }, { reader: 'ben' });
    const reply = await say('forget', {});
    expect(reply).toMatchObject({ status: 'ok', private: true });
    expect(plainText(reply)).toContain('what we talked about');
    const kept: string[] = [];
    for await (const [key] of cache.entries('')) kept.push(key);
    expect(kept).toHaveLength(1);
    expect(papersOf(await say('summarize', { paper: 'it' }, { reader: 'ben' }))).toEqual([ASK_R1]);
    expect((await say('summarize', { paper: 'it' })).status).toBe('not-found');
  });

  it('is no reason for an answer to fail: a cache that throws, hangs or holds nonsense', async () => {
    const broken: Cache = {
      get: () => Promise.reject(new Error('disk full')),
      set: () => Promise.reject(new Error('disk full')),
      delete: () => Promise.reject(new Error('disk full')),
      // biome-ignore lint/correctness/useYield: a store that fails before its first entry
      async *entries() {
        throw new Error('disk full');
      },
    };
    const hanging: Cache = { ...broken, get: () => new Promise(() => {}), set: () => new Promise(() => {}) };
    const nonsense: Cache = { ...broken, get: async () => ({ lab: [{ at: 'never', shown: 7 }] }) as never };
    for (const conversationCache of [broken, hanging, nonsense]) {
      services = servicesOver(small.library, { clock, conversationCache });
      const reply = await ask(QUESTION);
      expect(reply.status).toBe('answered');
      expect((await ask('how often does Ask-R1 search?')).status).toBe('answered');
    }
  });

  it('a deletion that fails is not called one', async () => {
    const stuck: Cache = { ...cache, delete: async () => {} };
    services = servicesOver(small.library, { clock, conversationCache: stuck });
    await say('paper', { which: 'Ask-R1' });
    const reply = await say('forget', {});
    expect(reply.status).toBe('failed');
    expect(plainText(reply)).toContain('Could not be deleted now: what we talked about');
  });
});

describe('/why', () => {
  it('shows each sentence of the last answer with its quote, its paper and its date', async () => {
    const answered = await ask(QUESTION);
    const why = await say('why', {});
    expect(why.private).toBe(true);
    const text = plainText(why);
    for (const { text: sentence, citations } of answered.answer?.claims ?? []) {
      expect(text).toContain(sentence);
      for (const { quote, paper } of citations) {
        // An extract is its own quote, which is not shown twice.
        expect(quote).toBe(sentence);
        expect(text).toContain(`These very words: ${paper.title}`);
        expect(text).toContain(paper.publishedAt);
      }
    }
    expect(text).toContain('no language model wrote any of them');
  });

  it('of one sentence, by its number; another number is said not to be there', async () => {
    const claims = (await ask(QUESTION)).answer?.claims ?? [];
    const text = plainText(await say('why', { number: 2 }));
    expect(text).toContain(`2. ${claims[1]?.text}`);
    expect(text).not.toContain(claims[0]?.text);
    const beyond = await say('why', { number: 40 });
    expect(beyond.status).toBe('invalid');
    expect(plainText(beyond)).toBe(`The last answer has ${claims.length} sentences; there is no number 40.`);
  });

  it('is of the last answer, also when papers were looked at since, and is no turn itself', async () => {
    await ask(QUESTION);
    await say('paper', { which: '2605.00006' });
    expect(plainText(await say('why', {}))).toContain(QUESTION);
    expect(papersOf(await say('summarize', { paper: 'it' }))).toEqual(['arxiv:2605.00006']);
    expect(plainText(await say('why', {}))).not.toContain(QUESTION);
  });
});

it('the budget paper is part of the library, so that lists have three papers', async () => {
  expect(papersOf(await say('search', { query: 'search' }))).toContain(BUDGETS);
});
