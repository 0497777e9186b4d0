import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readQuestionWords } from '../../src/retrieve/read-question-words.ts';
import { sharedData } from '../shared-data.ts';

const TODAY = '2026-07-01';

describe('a question is read', () => {
  test('into everything that it asks for', () => {
    expect(
      readQuestionWords(
        'Find papers on "world models" like 2606.00001 by Kaiming He or NVIDIA between March and June 2025, but not robotics or games',
        TODAY,
      ),
    ).toEqual({
      topic: 'Find papers on "world models" like 2606.00001',
      topicWithPeople: 'Find papers on "world models" like 2606.00001 by Kaiming He or NVIDIA',
      days: { from: '2025-03-01', to: '2025-06-30' },
      phrases: ['world models'],
      excluded: ['robotics', 'games'],
      people: ['Kaiming He', 'NVIDIA'],
      papers: ['arxiv:2606.00001'],
      intent: 'list',
    });
  });

  test('and nothing in quotation marks is an exclusion, a date, a name or an intent', () => {
    const question = '“latest papers since March but not robotics by Kaiming He”';
    expect(readQuestionWords(question, TODAY)).toMatchObject({
      topic: question,
      days: {},
      phrases: ['latest papers since March but not robotics by Kaiming He'],
      excluded: [],
      people: [],
      intent: 'question',
    });
  });

  test('with an id that is not wanted as no paper of the question', () => {
    const { papers, excluded } = readQuestionWords('papers like 2606.00001 but not 2606.00002', TODAY);
    expect(papers).toEqual(['arxiv:2606.00001']);
    expect(excluded).toEqual(['2606.00002']);
  });

  test('with a date that does not exist as one to be told of', () => {
    expect(readQuestionWords('agents since 2026-02-31', TODAY)).toMatchObject({
      topic: 'agents',
      days: {},
      impossibleDate: '2026-02-31',
    });
  });

  test.each([
    ['papers on agents since March and by Ada Lovelace', 'papers on agents'],
    ['agents, since March, by Ada Lovelace', 'agents'],
    ['since March: agents', 'agents'],
    ['what came out in 2025, and by whom?', 'what came out, and by whom?'],
    ['papers (since March) on agents', 'papers on agents'],
    ['last week?', ''],
    ['papers by Ada Lovelace but not robotics and since March', 'papers'],
  ])('%s → “%s”, which reads well', (question, topic) => {
    expect(readQuestionWords(question, TODAY).topic).toBe(topic);
  });
});

/** Each pattern's own beginnings, over and over. */
const UNITS = [
  ...[
    '"',
    '“',
    '“a',
    '"a',
    '«',
    '「',
    '-',
    '-a',
    '-a ',
    ' -',
    'a-',
    'A-',
    'A ',
    'A. ',
    'A, ',
    'A and ',
    'Aa',
    'a',
    '1',
    '20',
  ],
  ...[
    '2025-',
    '2025 ',
    'by ',
    'by A ',
    'by A, ',
    'from A ',
    'papers by ',
    'papers by A and ',
    'papers by a ',
    'A’s ',
    '’',
  ],
  ...[
    'et al. ',
    'A et al. ',
    'van ',
    'van A ',
    'University of ',
    '作者',
    'not ',
    'but not ',
    'but not a, ',
    'not about a or ',
  ],
  ...[
    'except ',
    'without ',
    'last ',
    'last two ',
    'since ',
    'since May ',
    'between May and ',
    'from May to ',
    'before 2025 ',
  ],
  ...[
    'the first half of 2025 ',
    'compare ',
    'compare a and ',
    'difference between A1 ',
    'vs ',
    'what learning rate ',
    'Table ',
  ],
  ...[
    'find papers ',
    'find a ',
    'latest a ',
    'the a ',
    'the A paper ',
    'how does A1 differ from ',
    'better A1 or ',
    'where code ',
  ],
  ...[
    'who won the a ',
    'trending a ',
    '.',
    ', ',
    '?!',
    '\u200f',
    '漢',
    'ا',
    '🎉',
    '\ue000',
    'e\u0301',
    '(',
    '[',
    '\\',
    '+',
    'a/',
    ' ',
  ],
];

test.each(UNITS)('ten thousand characters of %j do no harm', (unit) => {
  const reading = readQuestionWords(unit.repeat(Math.ceil(10_000 / unit.length)), TODAY);
  expect(reading.topic.length).toBeLessThanOrEqual(10_000 + unit.length);
});

test.each([
  ['', ''],
  ['   ', ''],
  ['?!', ''],
  ['🎉🎉', ''],
  ['\u200b\u200f', ''],
  ['\u202eagents\u202c since March', 'agents'],
  ['扩散模型的最新进展', '扩散模型的最新进展'],
  ['ما هي نماذج اللغة؟', 'ما هي نماذج اللغة؟'],
  ['🤖 agents 🎉', '🤖 agents 🎉'],
])('%j leaves the topic “%s”', (question, topic) => {
  expect(readQuestionWords(question, TODAY).topic).toBe(topic);
});

const corpus = sharedData('eval', 'hf_corpus', 'corpus.jsonl.gz');
describe.skipIf(!corpus || !existsSync(corpus))('the titles of the Daily Papers', () => {
  test('are hardly ever taken for a date, a name or an exclusion', () => {
    const titles = gunzipSync(readFileSync(corpus as string))
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { title: string }).title);
    const misread = titles.filter((title) => {
      const { days, excluded, people, impossibleDate } = readQuestionWords(title, TODAY);
      return Object.keys(days).length || excluded.length || people.length || impossibleDate;
    });
    expect(titles.length).toBeGreaterThan(10_000);
    expect(misread.length).toBeLessThanOrEqual(0.001 * titles.length);
  });
});
