import { describe, expect, test } from 'vitest';
import { ambiguousName } from '../../src/retrieve/ambiguous-name.ts';
import { paper } from '../doubles/paper.ts';

const TASK = paper({
  id: 'arxiv:2501.00001',
  title: 'TAPO: Task-Referenced Adaptation for Prompt Optimization',
  authors: ['Ada Lovelace'],
});
const THOUGHT = paper({
  id: 'arxiv:2505.00002',
  title: 'TAPO: Thought-Augmented Policy Optimization',
  authors: ['Alan Turing'],
});
const SEARCHER = paper({ id: 'arxiv:2506.00003', title: 'R1-Searcher: Learning to Search' });
const SEARCHER_PLUS = paper({ id: 'arxiv:2506.00004', title: 'R1-Searcher++: Knowing and Searching' });
const ALL = [SEARCHER, TASK, SEARCHER_PLUS, THOUGHT];

describe('a name that two papers have', () => {
  test.each([
    'What is TAPO?',
    'how does tapo do on optimization?',
    'TAPO vs R1-Searcher',
    '“TAPO”',
    'Does TAPO use prompts or a policy?',
  ])('is ambiguous in “%s”', (question) => {
    expect(ambiguousName(question, ALL)).toEqual({ name: 'TAPO', papers: [TASK, THOUGHT] });
  });

  test.each([
    ['a word of one title', 'How does TAPO adapt prompts?'],
    ['a word of the other title', 'Does TAPO optimise the policy?'],
    ['the whole title', 'TAPO: Thought-Augmented Policy Optimization'],
    ['an author', 'What is TAPO by Turing?'],
    ['its id', 'What is TAPO (2501.00001)?'],
    ['asking for both', 'How do both TAPO papers differ?'],
  ])('is not where the question singles one out by %s', (_, question) => {
    expect(ambiguousName(question, ALL)).toBeUndefined();
  });
});

test.each([
  'What is R1-Searcher++?',
  'R1-Searcher vs R1-Searcher++',
  'What is MetaTAPO?',
  'policy optimization of prompts',
  '',
])('“%s” has no ambiguous name', (question) => {
  expect(ambiguousName(question, ALL)).toBeUndefined();
});
