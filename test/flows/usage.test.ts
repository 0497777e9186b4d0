import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageToJson } from '../../src/console/to-json.ts';
import type { BudgetLimits } from '../../src/domain/budget.ts';
import type { Call } from '../../src/domain/command.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import type { ModelPrices } from '../../src/domain/model-price.ts';
import { createModelCosts } from '../../src/model/model-cost.ts';
import { writeFromEvidence } from '../bot/write-from-evidence.ts';
import { createFakeClock } from '../doubles/fake-clock.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { afterwards } from '../servers/open-discord.ts';
import { type OpenAiServerOptions, startOpenAi } from '../servers/openai.ts';
import { messagesOf, noonClock, openSmallLibrary, type SmallLibrary, servicesOver, TODAY } from '../small-library.ts';
import { openUsage, usageFolder } from '../state/open-usage.ts';

const QUESTIONS = [
  'how can a model decide when to search?',
  'how often may an agent search?',
  'how fast is decoding in diffusion language models?',
  'within how many minutes are protein folds predicted?',
];
const PRICES: ModelPrices = { 'small-model': { input: 400, cachedInput: 100, output: 1600 } };
/** The loopback server counts 1,000 tokens read, 400 of them again, and 100 written. */
const DOLLARS = (600 * 400 + 400 * 100 + 100 * 1600) / 1e9;
/** More than a question like ours takes: 19,100 tokens. */
const MUCH = { usage: { prompt_tokens: 19_000, completion_tokens: 100 } };
const IN_LAB = { server: 'lab' };
const ADMIN = { reader: 'grace', server: 'lab', mayManage: true };
const OPERATOR = { reader: 'terminal', place: 'terminal', mayManage: true };

let small: SmallLibrary;
beforeAll(async () => {
  small = await openSmallLibrary();
});
afterAll(() => small.close());

interface Settings {
  readonly limits?: BudgetLimits;
  readonly prices?: ModelPrices;
  readonly server?: OpenAiServerOptions;
}

async function open({ limits = {}, prices = PRICES, server: options }: Settings = {}) {
  const server = await startOpenAi({ respond: writeFromEvidence, ...options });
  afterwards(() => server.close());
  const { budget, record } = await openUsage(usageFolder(), createFakeClock(`${TODAY}T12:00:00Z`), limits);
  const log = createRecordingLog();
  const services = servicesOver(small.library, {
    modelUrl: server.baseUrl,
    log,
    clock: noonClock,
    metering: { budget, costOf: createModelCosts(prices).costOf },
    usage: { record, allowances: budget.allowances },
  });
  const run = async (command: string, args: Record<string, string>, call: Partial<Call>): Promise<Message> =>
    (await messagesOf(services, command, args, undefined, call)).at(-1) as Message;
  return {
    server,
    services,
    log,
    run,
    ask: (at: number, call: Partial<Call> = IN_LAB) => run('ask', { question: QUESTIONS[at] as string }, call),
    usage: async (call: Partial<Call>) => plainText(await run('usage', {}, call)),
  };
}

describe('a reader who has had the answers of the day', () => {
  it('gets sentences of the abstracts, and is told why and until when', async () => {
    const { ask, server } = await open({ limits: { readerDailyAnswers: 2 } });
    expect((await ask(0)).answer?.mode).toBe('model');
    expect((await ask(1)).answer?.mode).toBe('model');
    const asked = server.requests.length;
    const third = await ask(2);
    expect(third.answer).toMatchObject({ mode: 'extract', fallback: 'over-budget', budget: { budget: 'reader' } });
    expect(plainText(third)).toContain('today’s 2 answers by the language model; more come at 00:00 UTC');
    expect(server.requests).toHaveLength(asked);
    expect((await ask(3, { ...IN_LAB, reader: 'alan' })).answer?.mode).toBe('model');
  });

  it('had them by questions, summaries and comparisons alike', async () => {
    const { run } = await open({ limits: { readerDailyAnswers: 2 } });
    await run('summarize', { paper: '2606.00001' }, IN_LAB);
    await run('compare', { papers: '2606.00001; 2606.00002' }, IN_LAB);
    const last = await run('summarize', { paper: '2606.00002' }, IN_LAB);
    expect(last.answer).toMatchObject({ mode: 'extract', fallback: 'over-budget' });
    expect(plainText(last)).toContain('more come at 00:00 UTC');
  });

  it('cannot have more by asking for two at once', async () => {
    const { ask } = await open({ limits: { readerDailyAnswers: 1 } });
    const modes = (await Promise.all([0, 1, 2, 3].map((at) => ask(at)))).map(({ answer }) => answer?.mode);
    expect(modes.toSorted()).toEqual(['extract', 'extract', 'extract', 'model']);
  });

  it('has not had one that the model failed to give', async () => {
    const { ask, server } = await open({ limits: { readerDailyAnswers: 1 } });
    server.setScenario('unauthorised');
    expect((await ask(0)).answer).toMatchObject({ mode: 'extract', fallback: 'model-failed' });
    server.setScenario('good');
    expect((await ask(1)).answer?.mode).toBe('model');
    expect((await ask(2)).answer?.fallback).toBe('over-budget');
  });
});

describe('one answer', () => {
  it('that took a second attempt is one answer of two requests', async () => {
    const lie = { text: 'Ask-R1 makes 99% fewer search calls.', cites: ['P1.s1'] };
    const { ask, usage, server } = await open({
      limits: { readerDailyAnswers: 5 },
      server: { respond: () => ({ status: 'answered', claims: [lie] }) },
    });
    await ask(0);
    expect(server.requests).toHaveLength(2);
    const text = await usage(IN_LAB);
    expect(text).toContain('Yours today: 4 of 5 answers');
    expect(text).toContain('In thirty days: 2 requests');
  });

  it('that the reader broke off is counted with what was read and written until then', async () => {
    const { services, usage, server } = await open({ limits: { readerDailyAnswers: 5 } });
    server.setScenario('stall');
    const left = new AbortController();
    const asking = messagesOf(services, 'ask', { question: QUESTIONS[0] }, left.signal, IN_LAB);
    await expect.poll(() => server.requests.length).toBe(1);
    await expect.poll(() => usage(IN_LAB)).toContain('4 of 5');
    left.abort(new Error('they left'));
    await expect(asking).rejects.toThrow('they left');
    await expect.poll(() => usage(IN_LAB)).toContain('In thirty days: 1 request,');
    expect(await usage(IN_LAB)).toContain('Yours today: 4 of 5 answers');
  });
});

describe('each budget is told apart', () => {
  it.each<[string, BudgetLimits, RegExp]>([
    ['in a row', { readerBurstAnswers: 1 }, /asking faster than .* again at 12:01 UTC/],
    ['of the server', { serverDailyAnswers: 1 }, /This server has had today’s 1 answer .* at 00:00 UTC/],
    [
      'in tokens',
      { dailyTokens: 19_000 },
      /Today’s budget for the language model is used up; it comes back at 00:00 UTC/,
    ],
    ['in dollars', { dailyNanodollars: 7e6 }, /Today’s budget for the language model is used up/],
  ])('%s', async (_name, limits, sentence) => {
    const { ask } = await open({ limits, server: MUCH });
    expect((await ask(0)).answer?.mode).toBe('model');
    const last = await ask(1);
    expect(last.answer).toMatchObject({ mode: 'extract', fallback: 'over-budget' });
    expect(plainText(last)).toMatch(sentence);
  });
});

describe('an answer', () => {
  it('says what it took to the log and in JSON, and not to the reader', async () => {
    const { ask, log } = await open();
    const answer = await ask(0);
    const usage = { requests: 1, inputTokens: 1000, cachedInputTokens: 400, outputTokens: 100, estimated: false };
    expect(messageToJson('ask', answer, 1).usage).toEqual({ ...usage, dollars: DOLLARS });
    expect(log.lines.find(({ event }) => event === 'answer-written')?.facts).toMatchObject({ kind: 'ask', ...usage });
    expect(plainText(answer)).not.toMatch(/token|\$/);
  });

  it('of a model without a price says the tokens alone', async () => {
    const { ask } = await open({ prices: {} });
    expect(messageToJson('ask', await ask(0), 1).usage).toMatchObject({ inputTokens: 1000, dollars: null });
  });

  it('without a model took nothing', async () => {
    const [last] = (await messagesOf(servicesOver(small.library), 'ask', { question: QUESTIONS[0] })).slice(-1);
    expect(messageToJson('ask', last as Message, 1).usage).toBeNull();
  });
});

describe('/usage', () => {
  it('tells a reader what they used, what is left and when it comes back, and nothing of others', async () => {
    const { ask, usage, run } = await open({ limits: { readerDailyAnswers: 5, dailyTokens: 1e6 } });
    await ask(0);
    await ask(1, { ...IN_LAB, reader: 'alan' });
    await ask(2, { ...IN_LAB, reader: 'alan' });
    const text = await usage(IN_LAB);
    expect(text).toContain('Today | 1 | 1,100 | $0.0004');
    expect(text).toContain('Last 30 days | 1 | 1,100 | $0.0004');
    expect(text).toContain('Yours today: 4 of 5 answers; all are back at 00:00 UTC');
    expect(text).not.toMatch(/This server|All readers|alan|small-model/);
    expect(await run('usage', {}, IN_LAB)).toMatchObject({ private: true });
  });

  it('tells whoever looks after a server its sums, by day and by kind', async () => {
    const { ask, run, usage } = await open({ limits: { serverDailyAnswers: 5 } });
    await ask(0);
    await run('summarize', { paper: '2606.00001' }, { ...IN_LAB, reader: 'alan' });
    await ask(1, { server: 'club' });
    const text = await usage(ADMIN);
    expect(text).toContain('This server today: 3 of 5 answers; all are back at 00:00 UTC');
    expect(text).toContain(`${TODAY} | 2 | 2,200 | $0.0009`);
    expect(text).toContain('answers | 1 | 1,100 | $0.0004');
    expect(text).toContain('summaries | 1 | 1,100 | $0.0004');
    expect(text).toContain('Today | 0 | 0 | $0');
    expect(text).not.toMatch(/ada|alan|small-model/);
  });

  it('tells who runs the program everything, with the cost by model', async () => {
    const { ask, usage } = await open({ limits: { dailyNanodollars: 1e9 } });
    await ask(0);
    await ask(1, { server: 'club' });
    const text = await usage(OPERATOR);
    expect(text).toContain('All readers today: $0.9991 of $1.00; whole again at 00:00 UTC');
    expect(text).toContain('small-model | 2 | 2,200 | $0.0009');
    expect(text).not.toMatch(/What you used|ada/);
  });

  it('says that a price is not known', async () => {
    const { ask, usage } = await open({ prices: {} });
    await ask(0);
    const text = await usage(IN_LAB);
    expect(text).toContain('Today | 1 | 1,100 | not known');
    expect(text).toContain('The price is not known; an operator can set it with MODEL_PRICES.');
    expect(text).toContain('No limit is set for you.');
  });

  it('says that the budget of all is nearly used up, and its size to nobody but who runs the program', async () => {
    const { ask, usage } = await open({ limits: { dailyTokens: 20_000 }, server: MUCH });
    expect(await usage(IN_LAB)).not.toContain('used up');
    await ask(0);
    expect(await usage(IN_LAB)).toContain('All readers today: nearly used up; back at 00:00 UTC');
    expect(await usage(IN_LAB)).not.toContain('20,000');
    expect(await usage(OPERATOR)).toContain('All readers today: 900 of 20,000 tokens; whole again at 00:00 UTC');
  });

  it('without a model says that nothing is used', async () => {
    const [last] = (await messagesOf(servicesOver(small.library), 'usage')).slice(-1);
    expect(plainText(last as Message)).toContain('No language model is set up');
  });

  it('is gone after /forget, and so no budget is won', async () => {
    const { ask, usage, run } = await open({ limits: { readerDailyAnswers: 1 } });
    await ask(0);
    expect(plainText(await run('forget', {}, IN_LAB))).toContain('what you used of the language model');
    expect(await usage(IN_LAB)).toContain('Today | 0 | 0 | $0');
    expect((await ask(1)).answer?.fallback).toBe('over-budget');
  });
});
