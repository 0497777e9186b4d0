import { describe, expect, test } from 'vitest';
import { findIntent } from '../../src/retrieve/find-intent.ts';
import { hasWords, isAnsweredByList, subjectOfRequest } from '../../src/retrieve/subject-of-request.ts';

describe('what papers are asked for on', () => {
  test.each([
    ['Find papers on gardens', 'gardens'],
    ['please show me the latest papers about diffusion language models.', 'diffusion language models'],
    ['which papers are about gardens?', 'gardens'],
    ['what is new in robotics?', 'robotics'],
    ["what's new on agents", 'agents'],
    ['most upvoted papers on search agents', 'search agents'],
    ['top 10 papers on agents', 'agents'],
    ['latest diffusion papers', 'diffusion'],
    ['are there any papers related to tool use', 'tool use'],
    ['anything on world models?', 'world models'],
    ['papers on agents, newest first', 'agents'],
    ['agents sorted by upvotes', 'agents'],
    ['which papers about audio watermarking were trending?', 'audio watermarking'],
    ['papers on "world models" please', '"world models"'],
    ['关于扩散模型', '关于扩散模型'],
  ])('“%s” is “%s”', (request, subject) => {
    expect(subjectOfRequest(request)).toBe(subject);
  });

  test.each([
    'search agents',
    'list decoding',
    'top-k sampling',
    'best of n sampling',
    'in-context learning',
    'New York taxi data',
    'find the shortest path',
    'what makes agents search',
    'search',
    'survey of agents',
  ])('“%s” is a subject itself', (text) => {
    expect(subjectOfRequest(text)).toBe(text);
  });

  test.each(['what are the latest papers?', 'papers', 'latest papers', "what's new?", 'What did they find?', ''])(
    '“%s” asks for papers as such',
    (request) => {
      expect(subjectOfRequest(request)).toBe('');
    },
  );
});

describe('a list is the answer', () => {
  const isList = (question: string) =>
    isAnsweredByList(question, { subject: subjectOfRequest(question), intent: findIntent(question, question) });

  test.each([
    'latest papers on agents',
    'which papers are about gardens?',
    'Find papers on gardens',
    'most upvoted papers on agents',
    'are there any papers on world models',
    'what are the latest papers?',
  ])('“%s”', (question) => {
    expect(isList(question)).toBe(true);
  });

  test.each([
    'how can a model decide when to search?',
    'which papers show that search hurts accuracy?',
    'are there papers that refute scaling laws?',
    'what is known about gardens?',
    'what does the Ask-R1 paper report?',
  ])('not to “%s”', (question) => {
    expect(isList(question)).toBe(false);
  });
});

test('words to rank by are those that say something', () => {
  expect(['agents', '扩散模型', 'نماذج اللغة', 'model 🤖', '2606.00001'].map(hasWords)).toEqual(Array(5).fill(true));
  expect(['', 'of the', 'is it that?', '🤖', '\u202e\u200f'].map(hasWords)).toEqual(Array(5).fill(false));
});
