import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { renderMessage } from '../../src/console/render.ts';
import type { Answer, Claim } from '../../src/domain/answer.ts';
import { type Message, plainText } from '../../src/domain/message.ts';
import { say } from '../../src/domain/words.ts';
import { renderAbout } from '../../src/render/about.ts';
import { renderAnswer } from '../../src/render/answer.ts';
import { renderComparison } from '../../src/render/comparison.ts';
import { renderCommandHelp, renderHelp } from '../../src/render/help.ts';
import { orderChoice } from '../../src/render/list-choices.ts';
import { aboutSubject, asTyped, type ListPage, renderListPage } from '../../src/render/lists.ts';
import {
  fullTextNote,
  notWordForWord,
  renderInvalid,
  renderLive,
  renderNothing,
  renderProgress,
} from '../../src/render/notices.ts';
import {
  renderAmbiguous,
  renderNotFound,
  renderPaper,
  renderPaperList,
  renderUnusable,
} from '../../src/render/papers.ts';
import { renderSummary } from '../../src/render/summary.ts';
import { ASK, answered, claim, LOOK, ODD, WITHDRAWN } from './sample.ts';
import { USAGE_MESSAGES } from './usage-messages.ts';

const MODEL = { model: 'a-model' };
const CLAIMS = [
  claim('An agent searches only when it is unsure.', [ASK, 0]),
  claim('Searching always helps, searching less costs 30% fewer calls.', [LOOK, 1], [ASK, 1], [ASK, 0]),
];
const EXTRACTS = [
  claim('Ask-R1 is an agent that searches only when it is unsure.', [ASK, 0]),
  claim('Every question is searched.', [LOOK, 0]),
];
const CELLS = [
  { ...claim('searches when unsure', [ASK, 0]), column: 'Method' },
  { ...claim('30% fewer calls', [ASK, 1]), column: 'Result' },
  { ...claim('2.5 points better', [LOOK, 1]), column: 'Result' },
];
const SENTENCES = [
  { ...claim(EXTRACTS[0]?.text ?? '', [ASK, 0]), column: 'Idea' },
  { ...claim('On three data sets, Ask-R1 makes 30% fewer calls.', [ASK, 1]), column: 'Numbers' },
  { ...claim('Every question is searched.', [LOOK, 0]), column: 'Idea' },
  { ...claim('Answers improve by 2.5 points.', [LOOK, 1]), column: 'Numbers' },
];
const fallback = (reason: Answer['fallback'], facts: Partial<Answer> = {}) =>
  renderAnswer(answered({ mode: 'extract', claims: EXTRACTS, fallback: reason, ...facts }), MODEL);
const nothing = (facts: Partial<Answer>) =>
  renderAnswer(answered({ status: 'abstained', closest: [ASK, LOOK], ...facts }), MODEL);
const conditions = { authors: ['Ada Lovelace'], organisation: 'Looking Lab', from: '2026-01-01', excluded: ['games'] };
const page = (facts: Partial<ListPage>) =>
  renderListPage({
    papers: Array.from({ length: 25 }, (_, at) => ({ ...(at % 2 ? LOOK : ASK), title: `Paper ${at + 1}` })),
    isMore: false,
    order: 'relevance',
    page: 1,
    title: (number) => aboutSubject(number, 'looking', conditions),
    command: {
      name: 'search',
      text: asTyped('looking', { author: 'Ada Lovelace', since: ' ', sort: 'relevance' }),
      args: { query: 'looking', author: 'Ada Lovelace', sort: 'relevance' },
      choices: orderChoice(say('best fit first'), 'relevance'),
    },
    ...facts,
  });
const definitions = commands.map(({ definition }) => definition);
const HOUR = 3_600_000;
const statistics = {
  papers: 11_012,
  withdrawn: 1,
  firstListingDay: '2024-05-27',
  lastListingDay: '2026-06-30',
  changedAt: 0,
  sample: false,
};

const MESSAGES: Readonly<Record<string, Message>> = {
  'answer by a model': renderAnswer(answered({ claims: CLAIMS }), MODEL),
  'answer by a model, one sentence left out': renderAnswer(
    answered({ claims: CLAIMS, dropped: ['number-not-found'] }),
    MODEL,
  ),
  'answer by a model that broke off': renderAnswer(
    answered({ status: 'partial', claims: CLAIMS, dropped: ['unknown-key', 'empty'], fallback: 'model-failed' }),
    MODEL,
  ),
  'answer by a model that was too slow, filled with sentences of the abstracts': renderAnswer(
    answered({
      status: 'partial',
      mode: 'mixed',
      claims: [CLAIMS[0] as Claim, { ...(EXTRACTS[1] as Claim), wordForWord: true }],
      fallback: 'model-too-slow',
      writtenBy: 'another-model',
    }),
    MODEL,
  ),
  'answer in another language': renderAnswer(
    answered({
      claims: [claim('Ein Agent sucht nur, wenn er unsicher ist. (“searches only when it is unsure”)', [ASK, 0])],
      language: 'German',
    }),
    MODEL,
  ),
  'answer without the model that was busy': fallback('model-busy'),
  'false premise': renderAnswer(
    answered({ status: 'abstained', abstention: 'false-premise', claims: CLAIMS.slice(0, 1), about: [ASK] }),
    MODEL,
  ),
  'abstained because the abstract does not say': nothing({ abstention: 'not-in-abstract', about: [ASK] }),
  'abstained because the abstracts of two papers do not say': nothing({
    abstention: 'not-in-abstract',
    about: [ASK, LOOK],
  }),
  'abstained because nothing could be verified': nothing({
    fallback: 'nothing-verified',
    dropped: ['number-not-found', 'unknown-key'],
  }),
  'answer while it grows': renderAnswer(answered({ status: 'partial', claims: CLAIMS.slice(0, 1) }), MODEL, false),
  'answer without a model': renderAnswer(answered({ mode: 'extract', claims: EXTRACTS, fallback: 'no-model' }), {}),
  'answer without the model that failed': fallback('model-failed'),
  'answer without the model that was too slow': fallback('model-too-slow'),
  'answer without the model that could not be verified': fallback('nothing-verified', {
    dropped: ['unknown-key', 'quote-not-found'],
  }),
  summary: renderAnswer(answered({ claims: CLAIMS.slice(0, 1) }), { ...MODEL, heading: [ASK.title] }),
  'summary in parts': renderSummary(
    answered({
      claims: [
        { ...claim('An agent searches only when it is unsure.', [ASK, 0]), column: 'Idea' },
        { ...claim('It makes 30% fewer calls.', [ASK, 1]), column: 'evidence' },
      ],
    }),
    {
      paper: ASK,
      reader: 'expert',
      parts: ['Problem', 'Idea', 'Evidence', 'Limits'],
      unsaid: ['its limits', 'a cost'],
    },
    MODEL,
  ),
  'summary for a beginner in another language, without a model': renderSummary(
    answered({ mode: 'extract', claims: [claim('Ask-R1 is an agent …', [ASK, 0])], fallback: 'no-model' }),
    { paper: ASK, reader: 'beginner', language: 'German' },
    {},
  ),
  'abstained by the model': nothing({}),
  'abstained without a model': nothing({ mode: 'extract', fallback: 'no-model' }),
  'abstained after the model failed': nothing({ mode: 'extract', fallback: 'model-failed', closest: [] }),
  'comparison by a model': renderComparison(
    answered({ claims: [...CELLS, claim('Ask-R1 searches when unsure, the other always.', [ASK, 0], [LOOK, 0])] }),
    [ASK, LOOK],
    MODEL,
    undefined,
  ),
  'comparison without a model, nothing on the focus': renderComparison(
    answered({ mode: 'extract', claims: SENTENCES, fallback: 'no-model' }),
    [ASK, LOOK],
    {},
    'carbon emissions',
  ),
  'comparison by a model, findings that conflict': renderComparison(
    answered({
      claims: [
        { ...claim(LOOK.abstract.repeat(2), [LOOK, 0]), column: 'Method' },
        claim('They disagree on whether to search always.', [ASK, 0], [LOOK, 0]),
      ],
    }),
    [ASK, LOOK],
    MODEL,
    undefined,
  ),
  'comparison without a single claim': renderComparison(answered({ status: 'abstained' }), [ASK, LOOK], MODEL, 'cost'),
  list: renderPaperList([ASK, LOOK, ODD, WITHDRAWN], ['4 papers on “looking”, best fit first'], [['A note.']]),
  'page of a list': page({ page: 3, isMore: true, order: 'upvotes' }),
  'page with more after it': page({
    page: 2,
    unclear: [{ name: 'Lovelace', meant: ['Ada Lovelace', 'Eve Lovelace'] }],
  }),
  'page beyond the end': page({ page: 4 }),
  'something of this moment': renderLive(true),
  'notes below an answer': {
    status: 'answered',
    blocks: [notWordForWord(['a phrase', 'another']), fullTextNote(ASK), fullTextNote(undefined)],
  },
  card: renderPaper(ASK),
  'card of a paper known by its title': renderPaper(ODD),
  'card of a withdrawn paper': renderPaper(WITHDRAWN),
  'ambiguous name': renderAmbiguous('look', [ASK, LOOK, ODD]),
  'not found': renderNotFound(`nothing like ${'that '.repeat(60)}`, [ASK]),
  'not found, and nothing close': renderNotFound('zzz', []),
  'unusable in a comparison': renderUnusable(WITHDRAWN),
  invalid: renderInvalid('One paper alone cannot be compared.', 'Name two to five.'),
  nothing: renderNothing(['The library has nothing on this since 2026-07-01.'], [ASK], [['Try other words.']]),
  progress: renderProgress('Looking through the library…'),
  about: renderAbout({ version: '0.1.0', statistics, model: 'a-model', now: 30 * HOUR }),
  'about a model and embeddings on servers': renderAbout({
    version: '0.1.0',
    statistics,
    model: 'a-model',
    remoteEmbedder: 'openai:an-embedder@example.org',
    now: 30 * HOUR,
  }),
  'about embeddings on a server': renderAbout({
    version: '0.1.0',
    statistics,
    remoteEmbedder: 'openai:an-embedder@example.org',
    now: 30 * HOUR,
  }),
  'about the sample': renderAbout({
    version: '0.1.0',
    statistics: { papers: 1, withdrawn: 0, changedAt: 0, sample: true },
    now: HOUR,
  }),
  ...USAGE_MESSAGES,
  help: renderHelp(definitions),
  'help on a command that does not exist': renderHelp(definitions, 'frobnicate'),
  ...Object.fromEntries(
    definitions.map((definition) => [`help on ${definition.name}`, renderCommandHelp(definition)] as const),
  ),
};

describe('what is shown changes only where a golden file changes', () => {
  it.each(Object.entries(MESSAGES))('%s', async (name, message) => {
    const console = renderMessage(message, { width: 72, colours: false });
    const text = `# ${message.status}\n\n${plainText(message)}\n\n# on a terminal of 72 columns\n\n${console}\n`;
    await expect(text).toMatchFileSnapshot(`golden/${name.replaceAll(',', '').replaceAll(' ', '-')}.txt`);
  });
});

describe('every message', () => {
  it.each(Object.entries(MESSAGES))('has its citations in its sources: %s', (_name, message) => {
    const lines = message.blocks.flatMap((block) => {
      if (block.kind === 'table') return block.rows.flat();
      if (block.kind === 'list') return block.items;
      return 'line' in block ? [block.line] : [];
    });
    const cited = lines
      .flat()
      .flatMap((span) => (typeof span === 'object' && span.kind === 'citation' ? [span.number] : []));
    const sources = message.blocks.flatMap((block) => (block.kind === 'sources' ? block.items : []));
    expect(sources.map(({ number }) => number)).toEqual(sources.map((_, index) => index + 1));
    for (const number of cited) expect(sources.map((source) => source.number)).toContain(number);
  });

  it('that ends an answer says how it was made or what to do next', () => {
    for (const [name, message] of Object.entries(MESSAGES)) {
      if (message.answer && message.status !== 'progress') expect(message.blocks.at(-1)?.kind, name).toBe('note');
    }
  });
});

it('counts one paper as one and many with separators', () => {
  expect(plainText(MESSAGES.about as Message)).toContain('11,012 papers');
  expect(plainText(MESSAGES['about the sample'] as Message)).toContain('1 paper\n');
});
