import { describe, expect, test } from 'vitest';
import { findNumbers, unsupportedNames, unsupportedNumbers } from '../../src/domain/text/numbers.ts';

describe('the numbers of a sentence', () => {
  test.each([
    ['It gains 1,000.50 points.', ['1000.5']],
    ['from 26.7 to 57.4%', ['26.7', '57.4']],
    ['a drop of −3.0 and +4', ['3', '4']],
    ['10-20 papers', ['10', '20']],
    ['In 2024, 3x faster', ['2024', '3']],
    ['GPT-4, COVID-19 and Qwen2.5 count none', []],
    ['No number here.', []],
  ])('“%s” has %j', (sentence, numbers) => {
    expect(findNumbers(sentence)).toEqual(numbers);
  });
});

describe('a claim is held against its evidence', () => {
  test.each([
    ['It gains 5.0 points.', 'gains of 5 points'],
    ['It uses 3 data sets.', 'We use three data sets.'],
    ['Trained on 28,000 tasks.', 'more than 28000 tasks'],
    ['It has 56,340 examples.', 'a benchmark with 56{,}340 examples'],
    ['GPT-4 is worse.', 'worse is GPT 4'],
  ])('“%s” is supported by “%s”', (claim, evidence) => {
    expect(unsupportedNumbers(claim, evidence)).toEqual([]);
    expect(unsupportedNames(claim, evidence)).toEqual([]);
  });

  test.each([
    ['It gains 7 points.', 'gains of 5 points', ['7']],
    ['Accuracy is 95.4%.', 'accuracy is 94.5%', ['95.4']],
    ['From 5 to 6.', 'to 6', ['5']],
  ])('“%s” is not supported by “%s”', (claim, evidence, missing) => {
    expect(unsupportedNumbers(claim, evidence)).toEqual(missing);
  });

  test('a name with another number is another name', () => {
    expect(unsupportedNames('GPT-5 is worse.', 'GPT-4 is worse.')).toHaveLength(1);
  });
});
