import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../commands/services.ts';
import { renderMessage } from '../src/console/render.ts';
import type { DraftClaim } from '../src/domain/answer.ts';
import { InvalidInput } from '../src/domain/errors.ts';
import { type Message, plainText } from '../src/domain/message.ts';
import { lineIn } from '../src/domain/words.ts';
import { createRecordingLog } from './doubles/recording-log.ts';
import { type ChatRequest, type OpenAiScenario, startOpenAi } from './servers/openai.ts';
import {
  lastOf,
  messagesOf,
  ORDER,
  openSmallLibrary,
  PAPERS,
  type SmallLibrary,
  servicesOver,
} from './small-library.ts';

let small: SmallLibrary;
let extracting: Services;
beforeAll(async () => {
  small = await openSmallLibrary();
  extracting = servicesOver(small.library);
});
afterAll(() => small.close());

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const QUESTION = 'how can a model decide when to search?';
const ABSTRACTS = PAPERS.map(({ abstract }) => abstract);

/** The key of the line in the prompt that holds the text. */
function keyOf(request: ChatRequest, text: string): string {
  const prompt = request.messages.map(({ content }) => content).join('\n');
  const line = prompt.split('\n').find((one) => one.includes(text)) ?? '';
  return /^P\d+\.s\d+/.exec(line)?.[0] ?? 'P1.s1';
}

const status = (value: string, ...claims: DraftClaim[]) => ({ status: value, claims });
const goodClaim = (request: ChatRequest): DraftClaim => ({
  text: 'Ask-R1 searches only when the model is unsure, with 30% fewer search calls.',
  cites: [keyOf(request, 'only when the model is unsure'), keyOf(request, '30% fewer search calls')],
  quote: 'searches only when the model is unsure',
});

async function withModel(
  respond: (request: ChatRequest) => object | string,
  options: { scenario?: OpenAiScenario; answerDeadlineMilliseconds?: number } = {},
) {
  const server = await startOpenAi({ respond, scenarios: [options.scenario ?? 'good'] });
  closing.push(server.close);
  const log = createRecordingLog();
  const services = servicesOver(small.library, { modelUrl: server.baseUrl, log, ...options });
  return { server, log, services };
}

/** What holds for every message, whoever wrote the answer. */
function expectNothingFalse(message: Message): void {
  const claims = message.answer?.claims ?? [];
  for (const { text, citations } of claims) {
    expect(citations.length, text).toBeGreaterThan(0);
    for (const { paper, quote } of citations) {
      expect(ABSTRACTS).toContain(paper.abstract);
      expect(paper.withdrawn).toBe(false);
      expect(paper.abstract).toContain(quote);
    }
  }
  const text = plainText(message);
  for (const lie of ['fraud', 'retracted', 'moon', '99', 'arr!', 'P1.s1', 'evil.example']) {
    expect(text.toLowerCase()).not.toContain(lie.toLowerCase());
  }
  expect(text.trim()).not.toBe('');
}

describe('a question with a model', () => {
  it('is answered by sentences that grow, each with its sources, and the last says who wrote them', async () => {
    const { services, server } = await withModel((request) =>
      status('answered', goodClaim(request), {
        text: 'Look Always searches for every question.',
        cites: [keyOf(request, 'searches for every question')],
      }),
    );
    const messages = await messagesOf(services, 'ask', { question: QUESTION });
    expect(messages.slice(0, -1).every((message) => message.status === 'progress')).toBe(true);
    const last = messages.at(-1) as Message;
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'answered', answer: { mode: 'model' } });
    expect(plainText(last)).toBe(
      [
        'Ask-R1 searches only when the model is unsure, with 30% fewer search calls. [1] Look Always searches for every question. [2]',
        '[1] Ask-R1: Deciding When to Search (Ada Lovelace and Alan Turing, 2026-06-01)\n[2] Look Always: Search for Every Question (Looking Lab, 2026-06-02)',
        'Written by small-model; citations, quotes and numbers checked against the abstracts. From abstracts only.',
      ].join('\n\n'),
    );
    expect(server.requests).toHaveLength(1);
  });

  it('never shows the model a withdrawn paper, an order, or more than the abstracts', async () => {
    const { services, server } = await withModel((request) => status('answered', goodClaim(request)));
    await lastOf(services, 'ask', { question: QUESTION });
    const [system, user] = server.requests[0]?.body.messages ?? [];
    expect(user?.content).toContain('Search Budgets for Agents');
    for (const text of [ORDER, 'SYSTEM:', 'asking the moon']) expect(user?.content).not.toContain(text);
    expect(system?.content).not.toContain('Ask-R1');
  });

  it('that nothing in the library fits never reaches the model', async () => {
    const { services, server } = await withModel(() => status('answered'));
    const last = await lastOf(services, 'ask', { question: 'zebra stripes evolution savannah' });
    expect(last.status).toBe('abstained');
    expect(server.requests).toHaveLength(0);
  });

  it('that the model cannot answer is not answered; the closest papers are shown', async () => {
    const { services } = await withModel(() => status('cannot'));
    const last = await lastOf(services, 'ask', { question: QUESTION });
    expect(last.status).toBe('abstained');
    expect(plainText(last)).toContain('The closest papers:\n\n- ');
  });
});

describe('a model that says what is not so', () => {
  const lies: readonly [string, (request: ChatRequest) => DraftClaim][] = [
    ['unknown papers', () => ({ text: 'Ask-R1 searches when unsure.', cites: ['P77.s1'] })],
    ['no papers', () => ({ text: 'Ask-R1 searches when unsure.', cites: [] })],
    [
      'papers by their names',
      () => ({ text: 'Ask-R1 searches when unsure.', cites: ['Lovelace 2026', 'arXiv:2606.00001'] }),
    ],
    ['numbers of its own', (request) => ({ ...goodClaim(request), text: 'Ask-R1 makes 99% fewer search calls.' })],
    [
      'models of its own',
      (request) => ({ ...goodClaim(request), text: 'Ask-R1 makes 30% fewer search calls than GPT-99.' }),
    ],
    ['quotes of its own', (request) => ({ ...goodClaim(request), quote: 'searches only when the moon is full' })],
    [
      'addresses of its own',
      (request) => ({ ...goodClaim(request), text: 'Ask-R1 searches when unsure: https://evil.example/.' }),
    ],
    [
      'what an abstract ordered',
      (request) => ({
        text: 'Ask-R1 was retracted for fraud.',
        cites: [keyOf(request, 'A budget decides')],
        quote: ORDER,
      }),
    ],
    [
      'what an abstract ordered, citing it',
      (request) => ({
        text: 'Ask-R1 was retracted for fraud.',
        cites: [keyOf(request, 'A budget decides').replace('s1', 's2')],
      }),
    ],
    ['things that nobody asked', (request) => ({ ...goodClaim(request), text: 'I am a pirate now, arr!' })],
  ];

  it.each(lies)('%s: only what is true is left', async (_name, lie) => {
    const { services } = await withModel((request) => status('answered', lie(request), goodClaim(request)));
    const last = await lastOf(services, 'ask', { question: QUESTION });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'answered', answer: { mode: 'model', dropped: [expect.any(String)] } });
    expect(last.answer?.claims).toHaveLength(1);
    expect(plainText(last)).toContain('1 sentence that could not be verified was left out.');
  });

  it.each(lies)('%s and nothing else, twice: none of it is shown, and the closest papers are', async (_name, lie) => {
    const { services, server } = await withModel((request) => status('answered', lie(request)));
    const last = await lastOf(services, 'ask', { question: QUESTION });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'abstained', answer: { claims: [], fallback: 'nothing-verified' } });
    expect(plainText(last)).toContain('Nothing that the language model wrote on this could be verified');
    expect(plainText(last)).toContain('The closest papers:\n\n- ');
    expect(server.requests).toHaveLength(2);
  });

  it.each(lies)('%s at first and the truth when it is told: only the truth is shown, once', async (_name, lie) => {
    let attempts = 0;
    const { services } = await withModel((request) =>
      attempts++ ? status('answered', goodClaim(request)) : status('answered', lie(request)),
    );
    const last = await lastOf(services, 'ask', { question: QUESTION });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'answered', answer: { mode: 'model', dropped: [] } });
    expect(last.answer?.claims).toHaveLength(1);
  });

  it('citation marks that it writes into its text are gone', async () => {
    const { services } = await withModel((request) =>
      status('answered', { ...goodClaim(request), text: 'Ask-R1 searches only when unsure [P1.s1] [9][P7].' }),
    );
    const last = await lastOf(services, 'ask', { question: QUESTION });
    expect(last.answer?.claims[0]?.text).toBe('Ask-R1 searches only when unsure.');
  });

  it('@everyone stays plain text', async () => {
    const { services } = await withModel((request) =>
      status('answered', {
        text: '@everyone in chat rooms: mentions annoy 80% of readers.',
        cites: [keyOf(request, 'Mentions annoy'), keyOf(request, 'We study')],
      }),
    );
    const last = await lastOf(services, 'ask', { question: 'do mentions annoy readers in chat rooms?' });
    const spans = last.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.line : []));
    expect(spans[0]).toBe('@everyone in chat rooms: mentions annoy 80% of readers.');
  });
});

describe('a model server that misbehaves', () => {
  it.each<[OpenAiScenario, string]>([
    ['brokenJson', 'The language model did not answer.'],
    ['endless', 'The language model did not answer.'],
    ['unauthorised', 'The language model did not answer.'],
    ['serverError', 'The language model did not answer.'],
    ['tooManyRequests', 'The language model did not answer.'],
    ['emptyStream', 'The language model did not answer.'],
    ['refusal', 'The language model did not answer.'],
    ['wrongContentType', 'The language model did not answer.'],
    ['cutAtOnce', 'The language model did not answer.'],
    ['stall', 'The language model took too long.'],
    ['silent', 'The language model took too long.'],
  ])('%s: the abstracts are quoted, and the reader is told why', async (scenario, note) => {
    const answerDeadlineMilliseconds = scenario === 'stall' || scenario === 'silent' ? 250 : 20_000;
    const { services, log } = await withModel((request) => status('answered', { ...goodClaim(request) }), {
      scenario,
      answerDeadlineMilliseconds,
    });
    const last = await lastOf(services, 'ask', { question: QUESTION });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'answered', answer: { mode: 'extract' } });
    expect(plainText(last)).toContain(note);
    expect(JSON.stringify([last, log.lines])).not.toContain('sk-test');
  });

  it.each<OpenAiScenario>(['cutMidStream', 'serverErrorMidStream', 'tooLong'])(
    '%s: what was verified stays, and the reader is told that it may be incomplete',
    async (scenario) => {
      const { services } = await withModel(
        (request) => status('answered', goodClaim(request), ...Array.from({ length: 8 }, () => goodClaim(request))),
        { scenario },
      );
      const last = await lastOf(services, 'ask', { question: QUESTION });
      expectNothingFalse(last);
      expect(last).toMatchObject({ status: 'partial', answer: { mode: 'mixed' } });
      expect(plainText(last)).toContain('The model broke off. From the abstracts, word for word:\n\n- ');
      expect(plainText(last)).toContain('What stands above the list was written by small-model;');
      const [written, ...quoted] = last.answer?.claims ?? [];
      expect(written?.wordForWord).toBeUndefined();
      for (const { text, citations, wordForWord } of quoted) {
        expect(wordForWord).toBe(true);
        expect(text).toContain(citations[0]?.quote);
      }
    },
  );

  it('that repeats itself is heard once', async () => {
    const { services } = await withModel((request) =>
      status('answered', ...Array.from({ length: 15 }, () => goodClaim(request))),
    );
    expect((await lastOf(services, 'ask', { question: QUESTION })).answer?.claims).toHaveLength(1);
  });

  it('is let go when the reader leaves', async () => {
    const { services, server } = await withModel((request) => status('answered', goodClaim(request)), {
      scenario: 'stall',
    });
    const reader = new AbortController();
    const running = messagesOf(services, 'ask', { question: QUESTION }, reader.signal);
    await expect.poll(() => server.requests.length).toBe(1);
    reader.abort(new Error('the reader left'));
    await expect(running).rejects.toThrow('the reader left');
    await expect.poll(() => server.requests[0]?.abandoned).toBe(true);
  });
});

describe('a question that cannot be answered as it is asked', () => {
  it('because its paper does not tell is sent to the full text', async () => {
    const { services } = await withModel(() => status('cannot'));
    for (const question of ['which learning rate did Ask-R1 use?', 'how many authors has Ask-R1 thanked?']) {
      const last = await lastOf(services, 'ask', { question });
      expect(last).toMatchObject({ status: 'abstained', answer: { abstention: 'not-in-abstract' } });
      const text = plainText(last);
      expect(text).toMatch(/^Ask-R1: Deciding When to Search is in the library, but its abstract does not say\./);
      expect(text.match(/the full text may say more: Ask-R1: Deciding When to Search/g)).toHaveLength(1);
      expect(JSON.stringify(last.blocks)).toContain('https://arxiv.org/pdf/2606.00001');
    }
  });

  it('because it takes for granted what is not so is told what is', async () => {
    const { services } = await withModel((request) => status('false-premise', goodClaim(request)));
    const last = await lastOf(services, 'ask', { question: 'why does Ask-R1 make more search calls?' });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'abstained', answer: { abstention: 'false-premise', mode: 'model' } });
    expect(plainText(last)).toMatch(
      /^That is not what the abstracts say\. What they say:\n\nAsk-R1 searches only when the model is unsure/,
    );
  });

  it('is told so without a model, too, in the words of the abstract', async () => {
    const last = await lastOf(extracting, 'ask', { question: 'why did Look Always hurt accuracy?' });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'abstained', answer: { abstention: 'false-premise', mode: 'extract' } });
    expect(plainText(last)).toContain('That is not what the abstracts say. What they say:\n\n- Accuracy rises by 2.5');
  });
});

describe('a question without a model', () => {
  it('is answered with sentences of the abstracts, word for word', async () => {
    const last = await lastOf(extracting, 'ask', { question: QUESTION });
    expectNothingFalse(last);
    expect(last).toMatchObject({ status: 'answered', answer: { mode: 'extract', fallback: 'no-model' } });
    expect(plainText(last)).toContain(
      '- Ask-R1 decides when to search and searches only when the model is unsure. [1]',
    );
    for (const { text, citations } of last.answer?.claims ?? []) expect(text).toBe(citations[0]?.quote);
  });

  it.each([
    ['', /no question/],
    [' \u200b\n ', /no question/],
    ['?!', /no question/],
    ['word '.repeat(800), /4,?000|3,999/],
  ])('that is none is refused with what to do: %j', async (question, message) => {
    const error = await lastOf(extracting, 'ask', { question }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as InvalidInput).message).toMatch(message);
    expect((error as InvalidInput).help).not.toBe('');
  });

  it.each([
    ['2027-01-01', /in the future; today is 2026-07-01/],
    ['when pigs fly', /no date/],
    ['2026-02-31', /no date/],
  ])('since %s is refused with what to do', async (since, message) => {
    const error = await lastOf(extracting, 'ask', { question: QUESTION, since }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as InvalidInput).message).toMatch(message);
    expect((error as InvalidInput).help).not.toBe('');
  });

  it('keeps to the days that were asked for', async () => {
    const last = await lastOf(extracting, 'ask', { question: QUESTION, since: '2026-06-29' });
    expect(last.answer?.claims.length).toBeGreaterThan(0);
    for (const { citations } of last.answer?.claims ?? []) expect(citations[0]?.paper.listedOn).toBe('2026-06-29');
  });

  it('may name the days itself', async () => {
    const last = await lastOf(extracting, 'ask', { question: 'which papers are about gardens since June 2026?' });
    expect(last.status).toBe('ok');
    expect(plainText(last)).toMatch(/^2 papers on “gardens” since 2026-06-01/);
  });

  it('on days without a paper says so, and what there is on other days', async () => {
    const last = await lastOf(extracting, 'ask', { question: QUESTION, since: '2026-07-01' });
    expect(last.status).toBe('abstained');
    expect(plainText(last)).toMatch(/^The library has nothing on this since 2026-07-01\./);
    expect(plainText(last)).toContain('Ask-R1');
    expect(plainText(last)).toContain('Without the dates these come closest.');
  });

  it('keeps to the people, the phrases and what is to be left out', async () => {
    const cited = async (question: string) => {
      const { answer } = await lastOf(extracting, 'ask', { question });
      return [...new Set(answer?.claims.flatMap(({ citations }) => citations.map(({ paper }) => paper.id)))];
    };
    expect(await cited('what did Ada Lovelace et al. find about search?')).toEqual(['arxiv:2606.00001']);
    expect(await cited('how does an agent "search for every question"?')).toEqual(['arxiv:2606.00002']);
    expect(await cited('how often do agents search, not about budgets?')).not.toContain('arxiv:2606.00003');
  });

  it('that quotes what no abstract holds is answered without the quotation marks, and told so', async () => {
    const last = await lastOf(extracting, 'ask', { question: 'how does a model "decide when it should search"?' });
    expectNothingFalse(last);
    expect(last.status).toBe('answered');
    expect(plainText(last)).toContain('No abstract here holds “decide when it should search” word for word.');
  });

  it('by people who wrote nothing on it says so, and what there is by others', async () => {
    const last = await lastOf(extracting, 'ask', {
      question: 'what did Alan Turing et al. find about robots in gardens?',
    });
    expect(last.status).toBe('abstained');
    expect(plainText(last)).toMatch(/^The library has nothing on this by Alan Turing\./);
    expect(plainText(last)).toContain('Without the people these come closest.');
    expect(plainText(last)).toContain('On Gardens');
  });

  it('on a name that two papers have is asked back', async () => {
    for (const question of [
      'What does TAPO do?',
      'what does the TAPO paper report?',
      'which learning rate did TAPO use?',
    ]) {
      const last = await lastOf(extracting, 'ask', { question, private: true });
      expect(last).toMatchObject({ status: 'ambiguous', private: true });
      expect(plainText(last)).toMatch(/^2 papers answer to “TAPO”/);
      for (const id of ['2603.00004', '2604.00005']) expect(plainText(last)).toContain(id);
    }
  });

  it.each([
    'How does TAPO 2603.00004 use thoughts?',
    'Does the TAPO with external thoughts improve policies of reasoning, as Thought-Augmented says?',
    'what is known about TAPO and tools?',
    'how do the two TAPO papers differ?',
  ])('that says which of them, or is about no single paper, is not: “%s”', async (question) => {
    expect((await lastOf(extracting, 'ask', { question })).status).not.toBe('ambiguous');
  });

  it('on what only a full text tells is answered from the abstract, and says where to read on', async () => {
    const last = await lastOf(extracting, 'ask', { question: 'what does Table 3 of the Ask-R1 paper show?' });
    expectNothingFalse(last);
    expect(plainText(last)).toMatch(
      /Only abstracts are in the library; the full text may say more: Ask-R1: Deciding When/,
    );
    const note = last.blocks.at(-1);
    expect(note?.kind === 'note' && lineIn(note.line)).toMatchObject([
      expect.any(String),
      { url: 'https://arxiv.org/pdf/2606.00001' },
    ]);
    const unknown = await lastOf(extracting, 'ask', { question: 'what does Table 3 of the zebra paper show?' });
    expect(unknown.status).toBe('abstained');
    expect(plainText(unknown)).toContain('Only abstracts are in the library; the full text may say more.');
  });

  it.each(['what is the price of bitcoin?', "what's the weather in Paris?", 'who is online?'])(
    'on this moment is told kindly what can be asked instead: “%s”',
    async (question) => {
      const last = await lastOf(extracting, 'ask', { question, private: true });
      expect(last).toMatchObject({ status: 'abstained', private: true });
      expect(plainText(last)).toMatch(/^That is of this moment, and I only know research papers/);
    },
  );

  it.each<[string, RegExp]>([
    ['of the', /no word in “of the” to look for/],
    ['-diffusion', /says only what to leave out/],
    ['agents since 2026-02-31', /“2026-02-31” is no date/],
    ['🤖', /no question/],
  ])('that has nothing to look for is refused with what to do: “%s”', async (question, message) => {
    await expect(lastOf(extracting, 'ask', { question })).rejects.toThrow(message);
  });

  it.each(['模型如何决定何时搜索？', 'متى يجب البحث؟', '‮when to zzyzx‬?'])(
    'in a script that no abstract has is not answered, and says so: “%s”',
    async (question) => {
      expect((await lastOf(extracting, 'ask', { question })).status).toBe('abstained');
    },
  );

  it('in private stays private, whatever becomes of it', async () => {
    for (const question of [QUESTION, 'zebra stripes evolution savannah', 'latest papers on gardens']) {
      expect((await lastOf(extracting, 'ask', { question, private: true })).private).toBe(true);
    }
  });

  it('of an empty library says so', async () => {
    const empty = await openSmallLibrary([]);
    closing.push(empty.close);
    const services = servicesOver(empty.library);
    const last = await lastOf(services, 'ask', { question: QUESTION });
    expect(plainText(last)).toMatch(/^The library has nothing on this\./);
    expect(plainText(await lastOf(services, 'trending'))).toMatch(/^No listing day is in the library yet\./);
    expect((await lastOf(services, 'search', { query: 'search' })).status).toBe('abstained');
  });
});

describe('a comparison', () => {
  const papers = 'Ask-R1 vs Look Always';
  const cells = (request: ChatRequest) =>
    status(
      'answered',
      { text: 'searches when unsure', cites: [keyOf(request, 'only when the model is unsure')], column: 'Method' },
      { text: 'searches for every question', cites: [keyOf(request, 'is an agent that searches')], column: 'Method' },
      { text: '30% fewer calls', cites: [keyOf(request, '30% fewer')], column: 'Calls' },
      { text: '99% fewer calls', cites: [keyOf(request, 'Accuracy rises')], column: 'Calls' },
      { text: 'Ask-R1 is better.', cites: [keyOf(request, '30% fewer')], column: '' },
      {
        text: 'Ask-R1 searches only when unsure, Look Always for every question.',
        cites: [keyOf(request, 'only when the model is unsure'), keyOf(request, 'is an agent that searches')],
        column: '',
      },
    );

  it('by a model is a table with both sides cited, and says what is not in an abstract', async () => {
    const { services } = await withModel(cells);
    const last = await lastOf(services, 'compare', { papers });
    expectNothingFalse(last);
    expect(plainText(last).split('\n\n').slice(0, 2)).toEqual([
      'Paper | Method | Calls\nAsk-R1 [1] | searches when unsure [1] | 30% fewer calls [1]\nLook Always [2] | searches for every question [2] | not in the abstract',
      '- Ask-R1 searches only when unsure, Look Always for every question. [1][2]',
    ]);
    expect(last.answer?.dropped).toEqual(['number-not-found', 'one-sided']);
  });

  it('without a model quotes each side, and has a column for the focus', async () => {
    const last = await lastOf(extracting, 'compare', { papers, focus: 'carbon emissions' });
    expectNothingFalse(last);
    const text = plainText(last);
    expect(text).toMatch(/^Paper \| Date \| By \| Upvotes \| Numbers\nAsk-R1 \[1\] \| 2026-06-01 \|.*\| 30%\n/);
    expect(text.match(/carbon emissions: not in the abstract$/gm)).toHaveLength(2);
    expect(text).toContain('without a judgement');
  });

  it('quotes no sentence as a result that is none', async () => {
    const last = await lastOf(extracting, 'compare', { papers: '2605.00006 vs 2606.00012' });
    expect(last.answer?.claims.map(({ column }) => column)).not.toContain('Result');
  });

  it('of a model that says nothing says so', async () => {
    const { services } = await withModel(() => status('cannot'));
    const last = await lastOf(services, 'compare', { papers });
    expect(last.status).toBe('abstained');
    expect(plainText(last)).toMatch(/^The abstracts say too little to set these papers side by side\./);
  });

  it.each([
    ['Ask-R1', 'invalid', /^One paper alone cannot be compared/],
    ['Ask-R1 vs 2606.00001', 'invalid', /^These are all the same paper/],
    ['1, 2, 3, 4, 5, 6', 'invalid', /5 is the most/],
    ['Ask-R1 vs TAPO', 'ambiguous', /^2 papers answer to “TAPO”/],
    ['Ask-R1 vs Zzyzx', 'not-found', /^No paper in the library answers to “Zzyzx”/],
    ['Ask-R1 vs 2605.00008', 'invalid', /^Never Mind: A Withdrawn Idea was withdrawn/],
    ['Ask-R1 vs Title Alone', 'invalid', /^Title Alone is known by its title only/],
  ])('of %s is refused with what to do', async (wanted, expected, text) => {
    const last = await lastOf(extracting, 'compare', { papers: wanted });
    expect(last.status).toBe(expected);
    expect(plainText(last)).toMatch(text);
  });
});

describe('one paper', () => {
  it.each([
    '2606.00001',
    'arxiv.org/abs/2606.00001v2',
    'Ask-R1',
    'ask-r1: deciding when to search',
    'Ask-R1: Deciding',
  ])('is found by %s', async (which) => {
    const last = await lastOf(extracting, 'paper', { which });
    expect(last).toMatchObject({ status: 'ok', papers: [{ id: 'arxiv:2606.00001' }] });
  });

  it.each(['On Gardens', 'TAPO'])('is asked back for when two are called %s', async (which) => {
    for (const [command, option] of [
      ['paper', 'which'],
      ['summarize', 'paper'],
    ] as const) {
      const last = await lastOf(extracting, command, { [option]: which });
      expect(last.status).toBe('ambiguous');
      expect(last.papers).toHaveLength(2);
      expect(plainText(last)).toMatch(/260\d\.0000\d/);
    }
  });

  it('that is not there is not found, and the closest are shown', async () => {
    const last = await lastOf(extracting, 'paper', { which: 'search engines for gardens' });
    expect(last.status).toBe('not-found');
    expect(plainText(last)).toContain('The closest papers:');
  });

  it.each(['one-liner', 'short', 'detailed', 'beginner', 'expert'])(
    'is summarised without a model: %s',
    async (style) => {
      const last = await lastOf(extracting, 'summarize', { paper: 'Ask-R1', style });
      expectNothingFalse(last);
      expect(plainText(last)).toMatch(/^Ask-R1: Deciding When to Search\n\n- /);
      expect(last.answer?.claims).toHaveLength(style === 'one-liner' ? 1 : 3);
    },
  );

  it('is summarised by a model, in the wanted style', async () => {
    const { services, server } = await withModel((request) => status('answered', goodClaim(request)));
    const last = await lastOf(services, 'summarize', { paper: 'Ask-R1', style: 'beginner' });
    expect(last).toMatchObject({ status: 'answered', answer: { mode: 'model' } });
    expect(server.requests[0]?.body.messages[1]?.content).toContain('Wanted reader: beginner');
  });

  it('without an abstract, or withdrawn, is shown and not summarised', async () => {
    for (const which of ['Title Alone', '2605.00008']) {
      const last = await lastOf(extracting, 'summarize', { paper: which });
      expect(last.answer).toBeUndefined();
      expect(plainText(last)).toMatch(/No abstract is known|was withdrawn/);
    }
  });

  it('whose abstract gives orders is summarised without them', async () => {
    const last = await lastOf(extracting, 'summarize', { paper: 'Search Budgets for Agents', style: 'detailed' });
    expectNothingFalse(last);
    expect(last.answer?.claims).toHaveLength(2);
  });
});

describe('lists', () => {
  it('of a search are in the wanted order', async () => {
    const days = (message: Message) => message.papers?.map(({ listedOn }) => listedOn);
    const newest = await lastOf(extracting, 'search', { query: 'agents that search', sort: 'newest' });
    expect(days(newest)).toEqual(days(newest)?.toSorted().reverse());
    expect(plainText(newest)).toMatch(/^\d+ papers on “agents that search”, newest first/);
  });

  it('of what is trending are counted back from the newest listing day', async () => {
    const today = await lastOf(extracting, 'trending', { period: 'today' });
    expect(today.papers?.map(({ upvotes }) => upvotes)).toEqual([21, 6, 5, 2]);
    expect(plainText(today)).toMatch(/^Trending on 2026-06-30/);
    expect(plainText(today)).toContain('The newest listing day in the library is 2026-06-30.');
    const week = await lastOf(extracting, 'trending', { period: 'week', topic: 'search agents' });
    expect(plainText(week)).toMatch(/^Trending on “search agents” from 2026-06-24 to 2026-06-30/);
    expect(week.papers?.[0]?.id).toBe('arxiv:2606.00002');
  });

  it('of what is trending on nothing say so; a topic without words is no topic', async () => {
    expect(plainText(await lastOf(extracting, 'trending', { topic: 'zzyzx' }))).toMatch(
      /^Nothing on “zzyzx” was listed/,
    );
    expect((await lastOf(extracting, 'trending', { topic: '  ' })).papers).toHaveLength(4);
  });

  it('never hold a withdrawn paper', async () => {
    for (const message of [
      await lastOf(extracting, 'search', { query: 'decides when to search by asking the moon' }),
      await lastOf(extracting, 'trending', { period: 'month' }),
    ]) {
      expect(message.papers?.length).toBeGreaterThan(0);
      expect(message.papers?.some(({ withdrawn }) => withdrawn)).toBe(false);
    }
  });
});

describe('on a terminal', () => {
  it('no text from outside leaves its place', async () => {
    const last = await lastOf(extracting, 'paper', { which: '2605.00010' });
    for (const line of renderMessage(last, { width: 60, colours: false }).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(60);
      expect(line).not.toMatch(/\p{Cc}/u);
    }
  });
});

it('about tells what is there, without a word of the questions', async () => {
  const last = await lastOf(extracting, 'about');
  expect(plainText(last)).toMatch(
    /Library: \d+ papers, listed 2026-03-02 to 2026-06-30, 1 withdrawn and left out of answers/,
  );
  const { services } = await withModel(() => status('cannot'));
  expect(plainText(await lastOf(services, 'about'))).toContain('Answers: written by small-model');
});
