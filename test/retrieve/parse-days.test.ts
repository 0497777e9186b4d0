import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../src/domain/errors.ts';
import { findDays, parseSince } from '../../src/retrieve/parse-days.ts';
import { daysOfQuestion, readQuestion } from '../../src/retrieve/read-question.ts';

const TODAY = '2026-07-01';

describe('“since when?”', () => {
  test.each([
    ['2026-06-01', '2026-06-01'],
    ['since 2026-06-01', '2026-06-01'],
    ['2024-02-29', '2024-02-29'],
    ['June 2026', '2026-06-01'],
    ['jun 2026', '2026-06-01'],
    ['Sept', undefined],
    ['sep', '2025-09-01'],
    ['March', '2026-03-01'],
    ['July', '2026-07-01'],
    ['August', '2025-08-01'],
    ['2025', '2025-01-01'],
    ['2026-05', '2026-05-01'],
    ['today', '2026-07-01'],
    ['Yesterday', '2026-06-30'],
    ['last week', '2026-06-24'],
    ['the last month', '2026-06-01'],
    ['30 days', '2026-06-01'],
    ['7d', '2026-06-24'],
    ['2 weeks ago', '2026-06-17'],
    ['past 3 months', '2026-04-02'],
    ['1 year', '2025-07-01'],
  ])('“%s” is %s', (text, day) => {
    expect(parseSince(text, TODAY)).toEqual(day ? { kind: 'day', day } : { kind: 'unreadable' });
  });

  test.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13',
    'soon',
    '',
    'd',
    '13/05/2026',
    '9999 years',
    'last',
    '1'.repeat(60),
  ])('“%s” cannot be read', (text) => {
    expect(parseSince(text, TODAY)).toEqual({ kind: 'unreadable' });
  });

  test.each([
    ['2026-07-02', '2026-07-02'],
    ['December 2026', '2026-12-01'],
    ['2027', '2027-01-01'],
  ])('“%s” is in the future', (text, day) => {
    expect(parseSince(text, TODAY)).toEqual({ kind: 'future', day });
  });
});

describe('days in a question', () => {
  test.each([
    ['diffusion models since March', { from: '2026-03-01' }, 'diffusion models'],
    ['what is new on agents since 2026-06-01?', { from: '2026-06-01' }, 'what is new on agents?'],
    ['agents since June 2026', { from: '2026-06-01' }, 'agents'],
    ['agents between 2026-01-01 and 2026-02-01', { from: '2026-01-01', to: '2026-02-01' }, 'agents'],
    ['agents between 2026-02-01 and 2026-01-01', { from: '2026-01-01', to: '2026-02-01' }, 'agents'],
    ['papers of the last 30 days on search', { from: '2026-06-01' }, 'papers on search'],
    ['best agents in the past 2 weeks', { from: '2026-06-17' }, 'best agents'],
    ['agents last week', { from: '2026-06-24' }, 'agents'],
    ['agents this year', { from: '2026-01-01' }, 'agents'],
    ['agents last year', { from: '2025-01-01', to: '2025-12-31' }, 'agents'],
    ['agents in February 2024', { from: '2024-02-01', to: '2024-02-29' }, 'agents'],
    ['agents in Feb 2025?', { from: '2025-02-01', to: '2025-02-28' }, 'agents?'],
    ['agents in December 2025', { from: '2025-12-01', to: '2025-12-31' }, 'agents'],
    ['How did agents do in 2025?', { from: '2025-01-01', to: '2025-12-31' }, 'How did agents do?'],
    ['in 2025 papers on agents', { from: '2025-01-01', to: '2025-12-31' }, 'papers on agents'],
    ['what came yesterday on agents', { from: '2026-06-30' }, 'what came on agents'],
    ['today’s papers on agents', { from: '2026-07-01' }, 'papers on agents'],
  ])('“%s”', (question, filter, rest) => {
    expect(findDays(question, TODAY)).toEqual({ filter, rest });
  });

  test.each([
    'which model wins AIME 2024?',
    'results on AIME 2024 and AIME 2025',
    '2024 models against 2025 models',
    'SWE-bench 2024-05-13 snapshot',
    'how may agents search?',
    'since 2026-02-30 agents',
    'the last layers of a model',
    'what can today’s models not do?',
    'models that march in step',
    'trained on 2000 examples in 2024-style prompts',
  ])('“%s” has none and is left alone', (question) => {
    expect(findDays(question, TODAY)).toEqual({ filter: {}, rest: question });
  });
});

describe('a question', () => {
  test('takes the “since” of the option before its own words, which stay in it', () => {
    expect(daysOfQuestion('agents since March', '2026-06-01', TODAY)).toEqual({
      topic: 'agents since March',
      filter: { from: '2026-06-01' },
    });
    expect(daysOfQuestion('agents since March', ' ', TODAY).filter).toEqual({ from: '2026-03-01' });
  });

  test('that is nothing but a date keeps its words', () => {
    expect(daysOfQuestion('last week?', undefined, TODAY)).toEqual({
      topic: 'last week?',
      filter: { from: '2026-06-24' },
    });
  });

  test.each([
    ['agents since 2027', undefined],
    ['agents in December 2026', undefined],
    ['agents', '2026-07-02'],
    ['agents', 'someday'],
  ])('about the future or about no date (“%s”, %s) is told so', (question, since) => {
    const fault = (() => {
      try {
        return daysOfQuestion(question, since, TODAY);
      } catch (error) {
        return error;
      }
    })();
    expect(fault).toBeInstanceOf(InvalidInput);
    expect((fault as InvalidInput).message).toMatch(/future; today is 2026-07-01|is no date that I can read/);
  });

  test.each(['', '   ', '?!', '\u200b\u3164'])('with nothing in it (%j) is told so', (typed) => {
    expect(() => readQuestion(typed)).toThrow('There is no question in this.');
  });

  test('of 4,000 characters is told how many it may have; of 1,000 it is fine', () => {
    expect(() => readQuestion('x'.repeat(4000))).toThrow('4,000 characters; 1,000 is the most');
    expect(readQuestion('x'.repeat(1000))).toHaveLength(1000);
  });
});
