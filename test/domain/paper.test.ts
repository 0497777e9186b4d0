import { describe, expect, test } from 'vitest';
import {
  arxivIdOf,
  describeAuthors,
  findArxivIds,
  paperAddress,
  paperIdFromArxiv,
  paperIdFromTitle,
  shortName,
  titleKey,
} from '../../src/domain/paper.ts';
import { textIn } from '../../src/domain/words.ts';

describe('an arXiv identifier', () => {
  test.each([
    ['2401.12345', 'arxiv:2401.12345'],
    [' 2401.12345v2 ', 'arxiv:2401.12345'],
    ['0704.0001', 'arxiv:0704.0001'],
    ['hep-th/9901001', 'arxiv:hep-th/9901001'],
    ['math.GT/0309136', 'arxiv:math/0309136'],
    ['math.GT/0309136v3', 'arxiv:math/0309136'],
    ['cs/0112017', 'arxiv:cs/0112017'],
    ['240.12345', undefined],
    ['2401.123456', undefined],
    ['2401.123', undefined],
    ['arXiv:2401.12345', undefined],
    ['', undefined],
    ['title', undefined],
  ])('%j is the paper %s, never with a version', (text, id) => {
    expect(paperIdFromArxiv(text)).toBe(id);
  });

  test.each([
    'arXiv:2401.12345',
    'arxiv: 2401.12345v3',
    'https://arxiv.org/abs/2401.12345',
    'http://www.arxiv.org/abs/2401.12345v1',
    'arxiv.org/pdf/2401.12345.pdf',
    'https://arxiv.org/pdf/2401.12345v2',
    'https://export.arxiv.org/abs/2401.12345?context=cs',
    'https://arxiv.org/html/2401.12345v1#S3',
    'https://huggingface.co/papers/2401.12345',
    'https://hf.co/papers/2401.12345/',
    'https://doi.org/10.48550/arXiv.2401.12345',
    'doi:10.48550/arXiv.2401.12345',
    'What does (2401.12345) say?',
    'Summarise 2401.12345.',
    '<https://arxiv.org/abs/2401.12345>',
    '[paper](https://arxiv.org/abs/2401.12345)',
  ])('is found in “%s”', (text) => {
    expect(findArxivIds(text)).toEqual(['arxiv:2401.12345']);
  });

  test.each([
    'version 1.2401.12345',
    'a score of 12401.12345',
    'file2401.12345',
    '2401.12345.csv',
    'in 2024',
    '99.1234',
    'https://example.org/2401.12345',
  ])('is not seen in “%s”', (text) => {
    expect(findArxivIds(text)).toEqual([]);
  });

  test('is found once each, in order, old and new together', () => {
    expect(findArxivIds('2402.00002 vs arXiv:2401.00001v2, hep-th/9901001 and 2402.00002v3')).toEqual([
      'arxiv:2402.00002',
      'arxiv:2401.00001',
      'arxiv:hep-th/9901001',
    ]);
  });

  test('gives the address of its abstract; a title gives none', () => {
    expect(paperAddress({ id: 'arxiv:hep-th/9901001' })).toBe('https://arxiv.org/abs/hep-th/9901001');
    expect(paperAddress({ id: paperIdFromTitle('Any') })).toBeUndefined();
    expect(arxivIdOf({ id: 'arxiv:2401.12345' })).toBe('2401.12345');
  });
});

describe('two spellings of a title', () => {
  test.each([
    ['R1-Searcher++: Incentivizing Search', 'R1‑Searcher++: incentivizing  search'],
    ['Naïve Bayes, Revisited', 'Naive Bayes – revisited!'],
    ['The $\\alpha$-Model', 'The-Model'],
    ['ﬁne-tuning', 'fine tuning'],
    ['Ｆｕｌｌ Width', 'full width'],
  ])('share a key: %s, %s', (left, right) => {
    expect(titleKey(left)).toBe(titleKey(right));
    expect(paperIdFromTitle(left)).toBe(paperIdFromTitle(right));
  });

  test.each([
    ['R1-Searcher', 'R1-Searcher++'],
    ['GPT-4', 'GPT-5'],
    ['???', '!!!'],
    ['搜索', '検索'],
    ['🎉', '🚀'],
  ])('are two papers: %s, %s', (left, right) => {
    expect(paperIdFromTitle(left)).not.toBe(paperIdFromTitle(right));
  });

  test('make an id of 16 hexadecimal digits', () => {
    expect(paperIdFromTitle('Any title')).toMatch(/^title:[0-9a-f]{16}$/);
  });
});

describe('the short name of a paper', () => {
  test.each([
    ['R1-Searcher++: Incentivizing Search', 'R1-Searcher++'],
    ['Absolute Zero: Reinforced Self-play', 'Absolute Zero'],
    ['A Very Long Opening of a Title: Rest', undefined],
    ['No Colon Here', undefined],
    ['X: Too Short', undefined],
    ['Ratio 3:1 in Data', undefined],
  ])('of “%s” is %s', (title, name) => {
    expect(shortName(title)).toBe(name);
  });
});

describe('authors', () => {
  test.each([
    [{ authors: [] }, undefined],
    [{ authors: [], authorCount: 1 }, '1 author'],
    [{ authors: [], authorCount: 5 }, '5 authors'],
    [{ authors: ['Ada'] }, 'Ada'],
    [{ authors: ['Ada', 'Alan'] }, 'Ada and Alan'],
    [{ authors: ['Ada', 'Alan', 'Grace'] }, 'Ada and 2 others'],
    [{ authors: ['Ada'], authorCount: 9 }, 'Ada and 8 others'],
  ])('%j are told as “%s”', (paper, expected) => {
    const said = describeAuthors(paper);
    expect(said && textIn(said)).toBe(expected);
  });
});
