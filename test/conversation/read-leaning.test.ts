import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLeaning } from '../../src/conversation/read-leaning.ts';
import { findDays } from '../../src/retrieve/parse-days.ts';
import { sharedData } from '../shared-data.ts';

const read = (question: string) => readLeaning(question, (text) => findDays(text, '2026-07-01').rest);

describe('a question leans on what was said before', () => {
  it.each([
    'what about its data?',
    'and the second one?',
    'compare the first two',
    'compare the first and the third',
    'compare the second one with the first one',
    'what data does it use?',
    'how is it trained?',
    'does it work with small models?',
    'what are its limits?',
    'who wrote it?',
    'summarize it',
    'explain it simply',
    'is the code for it public?',
    'how many parameters does it have?',
    'which benchmarks do they use?',
    'do they agree?',
    'and in 2025?',
    'since March?',
    'why?',
    'but why?',
    'how so?',
    'tell me more',
    'more details please',
    'how about robots?',
    'what about Look Always?',
    'the same for Look Always',
    'and on MATH?',
    'the same for the second one',
    'what about the others?',
    'and the other one?',
    'which data set?',
    'any limitations?',
    'who are the authors?',
    'is the code public?',
    'how large is that data set?',
    'does this method need a model?',
    'what does that paper say about cost?',
    'is that true?',
    'what does that mean?',
    'is Ask-R1 better than it?',
    'compare it with DeepSeek-R1',
    'how does it compare to TAPO?',
    'paper 2?',
    'what does number 3 report?',
    '#2',
    'what does [2] say?',
    'how do the first two differ?',
    'which of them is faster?',
    'what is the difference between the first two?',
    'do both use reinforcement learning?',
    'tell me more about the last one',
    'what did the authors of the second paper find?',
    'when was it published?',
    'and for images?',
    'has anyone tested it on AIME?',
    'are these papers about robots?',
    'does the latter need training?',
    'what numbers do they report?',
    'what is it about?',
    'how do they differ?',
    'can it be used for robots?',
    'what makes it faster?',
    'which one is newest?',
    'and what are its results?',
    'what about accuracy?',
    'explain that method',
    'how was that measured?',
    'give me the gist of the third one',
    'is it open source?',
    'what is the main idea of the first paper?',
    'how does the first paper in the list work?',
  ])('%s', (question) => {
    expect(read(question)).toBeDefined();
  });
});

describe('a question stands alone', () => {
  it.each([
    'how can a model decide when to search?',
    'Can a model improve its own reasoning?',
    'Do agents know when to use their tools?',
    'What does a model do when it is unsure?',
    'Is it possible to train on a phone?',
    'Does it matter which optimizer is used?',
    'Is it better to search more or to think more?',
    'What was the first paper to use diffusion for text?',
    'what is the latest paper by Yoshua Bengio?',
    'How do the first two layers of a transformer behave?',
    'Which papers show that search hurts?',
    'papers on robots',
    'latest papers',
    'new papers this week',
    'what is attention?',
    'What is known about memory in agents?',
    'What makes it hard to align models?',
    'how long does it take to train a 7B model?',
    'When a model is unsure, does it search?',
    'Why do models fail and how can they be fixed?',
    'on the other hand, do agents search?',
    'What is DeepSeek-R1?',
    'Who wrote DeepSeek-R1?',
    'what are the limitations of diffusion language models?',
    'And how can a model decide when to search?',
    'is there a paper that shows that models lie?',
    'compare R1-Searcher and ConvSearch-R1',
    'Does Ask-R1 report its data?',
    'trending',
    "what's new?",
    'diffusion',
    '2606.00001',
    'the last layer of BERT',
    'What comes first, the chicken or the egg?',
    'Are there benchmarks that models saturate?',
    'can LLMs verify themselves and their answers?',
    'What happens to reasoning when it is compressed?',
    'which data sets exist for protein folding?',
    'How does Look Always handle the rest of the network?',
    'does it help to search more often?',
    'how hard is it to prune roses?',
    'What is state of the art on AIME 2024?',
    "what is said about these days' robots?",
    'top 5 papers on agents',
    'TAPO',
    'what is TAPO?',
    'who won the game?',
  ])('%s', (question) => {
    expect(read(question)).toBeUndefined();
  });
});

describe('what is pointed at', () => {
  it.each([
    ['compare the first two', [1, 2]],
    ['compare the last two', [-2, -1]],
    ['the first, the third and the last one', [1, 3, -1]],
    ['papers 1, 2 and 4', [1, 2, 4]],
    ['what does the 12th paper say?', [12]],
    ['what does [3] say?', [3]],
  ])('%s', (question, positions) => {
    const found = read(question)?.references.map(({ target }) => target) ?? [];
    expect(found.flatMap((target) => (target.kind === 'positions' ? target.positions : []))).toEqual(positions);
  });

  it('a text of any kind is read without a fault, and quickly', () => {
    const texts = [
      '',
      ' ',
      'the '.repeat(400),
      'it its it '.repeat(100),
      'the first and '.repeat(100),
      '\u202e#2',
      '['.repeat(999),
    ];
    for (const text of texts) {
      const started = performance.now();
      read(text);
      expect(performance.now() - started).toBeLessThan(200);
    }
  });
});

const SETS = ['cacm', 'vaswani_npl', 'cisi', 'hf_topics', 'hf_known_item'];
const sets = SETS.flatMap((name) => {
  const folder = sharedData('eval', name);
  return folder ? [join(folder, 'queries.jsonl')] : [];
});
const seeds = sharedData('eval', 'seed_questions', 'questions.json');

describe.skipIf(sets.length < SETS.length || !seeds)('questions that people asked without a conversation', () => {
  it('of 451 none is taken for a follow-up', () => {
    const queries = sets.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { text: string }).text),
    );
    const asked = JSON.parse(readFileSync(seeds ?? '', 'utf8')) as
      | { question: string }[]
      | { questions: { question: string }[] };
    const questions = (Array.isArray(asked) ? asked : asked.questions).map(({ question }) => question);
    const all = [...queries, ...questions];
    expect(all.length).toBeGreaterThan(400);
    expect(all.filter((question) => read(question))).toEqual([]);
  });
});
