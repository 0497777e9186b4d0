import { describe, expect, it } from 'vitest';
import { SUPPORT_THRESHOLD, supportScore } from '../../src/cite/support-score.ts';
import type { Answer } from '../../src/domain/answer.ts';
import type { Paper } from '../../src/domain/paper.ts';
import { holdsFact } from '../../src/evaluate/expected-facts.ts';
import { createPlainBm25 } from '../../src/evaluate/plain-bm25.ts';
import { type ExpectedAnswer, scoresOf, summarise } from '../../src/evaluate/question-scores.ts';
import { typed } from '../../src/evaluate/typed-names.ts';

describe('the support score', () => {
  const sameWeight = () => 1;
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

  it('is the logistic model of coverage and length', () => {
    // The two best sentences hold cats and milk, not "drink": coverage 2/3; nine words of evidence.
    const evidence = ['Cats sleep all day.', 'They love milk.', 'Rain falls.'];
    const expected = sigmoid((0.951 * (2 / 3 - 0.302)) / 0.298 - (0.371 * (Math.log(10) - 3.433)) / 1.033 - 0.617);
    expect(supportScore('Cats drink milk', evidence, sameWeight)).toBeCloseTo(expected, 10);
  });

  it('a third sentence adds nothing to the coverage', () => {
    const two = supportScore('alpha beta gamma', ['alpha', 'beta', 'zeta'], sameWeight);
    const three = supportScore('alpha beta gamma', ['alpha', 'beta', 'gamma'], sameWeight);
    expect(three).toBe(two);
  });

  it('rare words weigh more than common ones', () => {
    const weight = (term: string) => (term === 'grokk' || term === 'grok' ? 5 : 0.1);
    const rare = supportScore('grok model', ['We grok.'], weight);
    const common = supportScore('grok model', ['Our model.'], weight);
    expect(rare).toBeGreaterThan(SUPPORT_THRESHOLD);
    expect(common).toBeLessThan(SUPPORT_THRESHOLD);
  });

  it('nothing supports a claim without evidence', () => {
    expect(supportScore('Cats drink milk', [], sameWeight)).toBe(0);
    expect(supportScore('Cats drink milk', ['…'], sameWeight)).toBe(0);
  });
});

describe('an expected fact', () => {
  it('is found when all its numbers and most of its words are there', () => {
    expect(holdsFact('26% average performance improvement', 'It improves average performance by 26%.')).toBe(true);
  });

  it('is not found with another number, or with the number alone', () => {
    expect(holdsFact('26% average performance improvement', 'It improves average performance by 62%.')).toBe(false);
    expect(holdsFact('26% average performance improvement', 'We used 26 servers.')).toBe(false);
  });

  it('is not found when half of its words are missing', () => {
    expect(holdsFact('reward hacking', 'A reward is learned.')).toBe(false);
  });
});

describe('plain BM25', () => {
  const documents = [
    { id: 'long', title: '', text: `dogs ${'filler words stand here '.repeat(20)}` },
    { id: 'short', title: 'Dogs', text: 'about a dog' },
    { id: 'none', title: 'Cats', text: '' },
  ];

  it('prefers short documents that say the word more often, and leaves out those that do not', () => {
    expect(createPlainBm25(documents).rank('the dog', 10)).toEqual(['short', 'long']);
  });

  it('has nothing for stop words and strangers', () => {
    expect(createPlainBm25(documents).rank('the of zebra', 10)).toEqual([]);
    expect(createPlainBm25([]).rank('dog', 10)).toEqual([]);
  });
});

describe('names as people type them', () => {
  it.each([
    ['R1-Searcher++', 'hyphen removed', 'R1Searcher++'],
    ['ConvSearch', 'CamelCase split', 'Conv Search'],
    ['LLMRefine', 'CamelCase split', 'LLM Refine'],
    ['Qwen2.5', 'digits split', 'Qwen 2.5'],
    ['GPT4o', 'digits split', 'GPT 4 o'],
  ] as const)('%s, %s: %s', (name, typing, text) => {
    expect(typed(name, typing, 0)).toBe(text);
  });

  it('a name without a hyphen stays as it is written', () => {
    expect(typed('Mamba', 'hyphen removed', 0)).toBe('Mamba');
  });
});

describe('the scores of an answer', () => {
  const paper = (title: string): Paper => ({
    id: `arxiv:${title}`,
    title,
    abstract: 'We gain 26 points. It is fast.',
    authors: [],
    links: {},
    source: 'jsonl',
    withdrawn: false,
  });
  const answer = (...claims: [text: string, title: string, quote: string][]): Answer => ({
    status: 'answered',
    mode: 'extract',
    claims: claims.map(([text, title, quote]) => ({ text, citations: [{ paper: paper(title), sentence: 0, quote }] })),
    closest: [],
    dropped: [],
  });
  const expected: ExpectedAnswer = {
    id: 'Q1',
    kind: 'single',
    question: 'How much?',
    gold: ['Alpha: A Method', 'Beta'],
    acceptable: ['Gamma'],
    expectedFacts: ['gain of 26 points'],
  };
  const unanswerable = { ...expected, id: 'U1', kind: 'unanswerable', gold: [], acceptable: [], expectedFacts: [] };

  it('precision counts gold and acceptable papers, recall only gold, spelling of titles aside', () => {
    const claims = answer(
      ['We gain 26 points.', 'ALPHA – a method', 'We gain 26 points.'],
      ['It is fast.', 'Gamma', 'It is fast.'],
      ['It is fast.', 'Delta', 'It is fast.'],
    );
    const scores = scoresOf(expected, { status: 'answered', blocks: [], answer: claims }, [], 5);
    expect(scores).toMatchObject({ recall: 1 / 2, facts: { right: 1, all: 1 }, quotes: { right: 3, all: 3 } });
    expect(scores.precision).toBeCloseTo(2 / 3, 10);
  });

  it('a quote that was changed by a letter and a number from nowhere are seen', () => {
    const claims = answer(['We gain 62 points.', 'Beta', 'We gained 26 points.']);
    const scores = scoresOf(expected, { status: 'answered', blocks: [], answer: claims }, [], 5);
    expect(scores).toMatchObject({ quotes: { right: 0, all: 1 }, numbers: { right: 0, all: 1 } });
  });

  it('an abstention is right without gold, wrong with it, and costs precision and recall', () => {
    const silent = { status: 'abstained', blocks: [] } as const;
    const talkative = {
      status: 'answered',
      blocks: [],
      answer: answer(['It is fast.', 'Beta', 'It is fast.']),
    } as const;
    const summary = summarise([
      scoresOf(expected, silent, ['Beta', 'Gamma', 'Alpha: a method'], 1),
      scoresOf({ ...expected, gold: ['Beta'] }, talkative, ['Other', 'Beta'], 3),
      scoresOf(unanswerable, silent, [], 1),
      scoresOf(unanswerable, talkative, ['Beta'], 3),
    ]);
    expect(summary).toMatchObject({ precision: 0.5, recall: 0.5, milliseconds: 2, singlePaperFacts: 0 });
    expect(summary.abstentions).toEqual([
      { kind: 'single', questions: 2, rightly: 0, wrongly: 1, missed: 0 },
      { kind: 'unanswerable', questions: 2, rightly: 1, wrongly: 0, missed: 1 },
    ]);
  });

  it('a ranking is best with the gold papers first and the acceptable ones after them', () => {
    const silent = { status: 'abstained', blocks: [] } as const;
    const ndcgOf = (...ranking: string[]) => scoresOf(expected, silent, ranking, 1).ndcgAt10;
    expect(ndcgOf('Beta', 'alpha – a method', 'Gamma', 'Other')).toBe(1);
    // 1/log2(2) + 2/log2(3) + 2/log2(4) over 2/log2(2) + 2/log2(3) + 1/log2(4).
    expect(ndcgOf('Gamma', 'Beta', 'Alpha: A Method')).toBeCloseTo(
      (1 + 2 / Math.log2(3) + 1) / (2 + 2 / Math.log2(3) + 0.5),
    );
    expect(ndcgOf('Other')).toBe(0);
    expect(scoresOf(unanswerable, silent, ['Beta'], 1).ndcgAt10).toBeUndefined();
  });

  it('nothing measured gives no means rather than zeros', () => {
    expect(summarise([])).toMatchObject({ precision: undefined, quotesVerbatim: undefined, abstentions: [] });
  });
});
