import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../src/domain/errors.ts';
import { findDays, parseSince } from '../../src/retrieve/parse-days.ts';
import { daysToLookAt, type GivenDays, readQuestion } from '../../src/retrieve/read-question.ts';
import { readQuestionWords } from '../../src/retrieve/read-question-words.ts';

const TODAY = '2026-07-01';
const daysOf = (question: string, given: GivenDays = {}) =>
  daysToLookAt(readQuestionWords(question, TODAY), given, TODAY);

describe('“since when?”', () => {
  test.each([
    ['2026-06-01', '2026-06-01'],
    ['since 2026-06-01', '2026-06-01'],
    ['2024-02-29', '2024-02-29'],
    ['June 2026', '2026-06-01'],
    ['jun 2026', '2026-06-01'],
    ['Sept', '2025-09-01'],
    ['5 May', '2026-05-05'],
    ['May 5, 2025', '2025-05-05'],
    ['Q3 2025', '2025-07-01'],
    ['two weeks', '2026-06-17'],
    ['a month ago', '2026-06-01'],
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
    '32 May',
    '30 February',
    'Q5 2025',
    'last layer',
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
    ['agents between March and June 2025', { from: '2025-03-01', to: '2025-06-30' }, 'agents'],
    ['agents between March 2025 and June 2025', { from: '2025-03-01', to: '2025-06-30' }, 'agents'],
    ['agents between November and February 2026', { from: '2025-11-01', to: '2026-02-28' }, 'agents'],
    ['agents between November and February', { from: '2025-11-01', to: '2026-02-28' }, 'agents'],
    ['agents between June 2025 and March 2025', { from: '2025-03-01', to: '2025-06-30' }, 'agents'],
    ['agents between 2025 and 2024', { from: '2024-01-01', to: '2025-12-31' }, 'agents'],
    ['agents between 2024 and 2025?', { from: '2024-01-01', to: '2025-12-31' }, 'agents?'],
    ['agents from Jan to March 2026', { from: '2026-01-01', to: '2026-03-31' }, 'agents'],
    ['agents from 3 May to 10 June', { from: '2026-05-03', to: '2026-06-10' }, 'agents'],
    ['agents from June to August', { from: '2026-06-01', to: '2026-08-31' }, 'agents'],
    ['papers from 2024 and 2025', { from: '2024-01-01', to: '2025-12-31' }, 'papers'],
    ['agents before 2025', { to: '2024-12-31' }, 'agents'],
    ['agents until May', { to: '2026-05-31' }, 'agents'],
    ['agents until 2025-12-31 on the web', { to: '2025-12-31' }, 'agents on the web'],
    ['agents after June 2025', { from: '2025-07-01' }, 'agents'],
    ['agents not before 2025', { from: '2025-01-01' }, 'agents'],
    ['agents after March 2025 and before June 2025', { from: '2025-04-01', to: '2025-05-31' }, 'agents'],
    ['agents until May since 2025', { from: '2025-01-01', to: '2026-05-31' }, 'agents'],
    ['agents in the first half of 2025', { from: '2025-01-01', to: '2025-06-30' }, 'agents'],
    ['agents in H2 2024', { from: '2024-07-01', to: '2024-12-31' }, 'agents'],
    ['agents Q3 2025', { from: '2025-07-01', to: '2025-09-30' }, 'agents'],
    ['agents in the third quarter of 2025', { from: '2025-07-01', to: '2025-09-30' }, 'agents'],
    ['agents since Q4 2025', { from: '2025-10-01' }, 'agents'],
    ['agents on 3 May 2026', { from: '2026-05-03', to: '2026-05-03' }, 'agents'],
    ['agents in March', { from: '2026-03-01', to: '2026-03-31' }, 'agents'],
    ['papers from August', { from: '2025-08-01', to: '2025-08-31' }, 'papers'],
    ['agents two weeks ago', { from: '2026-06-17' }, 'agents'],
    ['what was known two years ago?', { from: '2024-01-01', to: '2024-12-31' }, 'what was known?'],
    ['agents of the last two months', { from: '2026-05-02' }, 'agents'],
    ['agents within the last twelve months', { from: '2025-07-06' }, 'agents'],
    ['the past few days in robotics', { from: '2026-06-28' }, 'robotics'],
    ['agents since 2 weeks', { from: '2026-06-17' }, 'agents'],
    ['agents since a week ago', { from: '2026-06-24' }, 'agents'],
    ['this week’s papers on agents', { from: '2026-06-24' }, 'papers on agents'],
    ['papers from yesterday', { from: '2026-06-30' }, 'papers'],
    ['over the last week, what came out?', { from: '2026-06-24' }, 'what came out?'],
  ])('“%s”', (question, filter, rest) => {
    expect(findDays(question, TODAY)).toEqual({ filter, rest });
  });

  test.each([
    'which model wins AIME 2024?',
    'results on AIME 2024 and AIME 2025',
    '2024 models against 2025 models',
    'SWE-bench 2024-05-13 snapshot',
    'how may agents search?',
    'the last layers of a model',
    'what can today’s models not do?',
    'models that march in step',
    'trained on 2000 examples in 2024-style prompts',
    'what scales in 2025 tokens?',
    'a context of between 2000 and 2048 tokens',
    'a context from 2000 to 2048.',
    'the loss after 2000 steps',
    'agents before May be good',
    'what do models do before 2048?',
    'results of the 2024-25 season in 2024-25',
    'May models forget?',
    'before and after fine-tuning',
    'papers on agents, but not from 2024',
    'papers on agents except those of last week',
  ])('“%s” has none and is left alone', (question) => {
    expect(findDays(question, TODAY)).toEqual({ filter: {}, rest: question });
  });
});

describe('a date that does not exist', () => {
  test.each([
    ['agents since 2026-02-31', '2026-02-31'],
    ['agents since 32 May', '32 May'],
    ['agents until May 32', 'May 32'],
    ['agents since 30 February', '30 February'],
    ['agents since 2025-13', '2025-13'],
    ['agents on 2026-02-31', '2026-02-31'],
    ['agents in Q5 2025', 'Q5 2025'],
    ['agents between 2025-13-01 and 2025-12-01', '2025-13-01'],
    ['agents between 2025-12-01 and 2025-12-32', '2025-12-32'],
    ['agents since 2026-01-01 and before 2026-02-31', '2026-02-31'],
  ])('is reported, not searched for: “%s”', (question, impossible) => {
    expect(findDays(question, TODAY)).toEqual({ filter: {}, rest: 'agents', impossible });
  });

  test('is said to be none, as in the option, which wins', () => {
    expect(() => daysOf('agents since 32 May')).toThrow('“32 May” is no date that I can read.');
    expect(daysOf('agents since 32 May', { since: 'June' })).toEqual({ from: '2026-06-01' });
  });
});

describe('the days to look at', () => {
  test('are those that were given, and without them those of the question', () => {
    expect(daysOf('agents between March and May', { since: '2026-06-01' })).toEqual({ from: '2026-06-01' });
    expect(daysOf('agents since March', { since: ' ' })).toEqual({ from: '2026-03-01' });
    expect(daysOf('last week?')).toEqual({ from: '2026-06-24' });
    expect(daysOf('agents')).toEqual({});
  });

  test.each([
    ['2026-06-10', '2026-06-10'],
    ['until June 2026', '2026-06-30'],
    ['May', '2026-05-31'],
    ['2025', '2025-12-31'],
    ['yesterday', '2026-06-30'],
    ['30 days ago', '2026-06-01'],
  ])('until “%s” end on %s', (until, to) => {
    expect(daysOf('agents', { until })).toEqual({ to });
  });

  test.each<[string, { since?: string; until?: string }]>([
    ['agents since 2027', {}],
    ['agents in December 2026', {}],
    ['agents', { since: '2026-07-02' }],
    ['agents', { since: 'someday' }],
    ['agents', { until: 'someday' }],
    ['agents', { until: '2026-02-31' }],
    ['agents', { since: 'June 2026', until: 'May 2026' }],
  ])('in the future, out of order or of no date (“%s”, %j) are told so', (question, given) => {
    const fault = (() => {
      try {
        return daysOf(question, given);
      } catch (error) {
        return error;
      }
    })();
    expect(fault).toBeInstanceOf(InvalidInput);
    expect((fault as InvalidInput).message).toMatch(/future; today is 2026-07-01|is no date that I can read|is after/);
  });
});

describe('a question', () => {
  test.each(['', '   ', '?!', '\u200b\u3164'])('with nothing in it (%j) is told so', (typed) => {
    expect(() => readQuestion(typed)).toThrow('There is no question in this.');
  });

  test('of 4,000 characters is told how many it may have; of 1,000 it is fine', () => {
    expect(() => readQuestion('x'.repeat(4000))).toThrow('4,000 characters; 1,000 is the most');
    expect(readQuestion('x'.repeat(1000))).toHaveLength(1000);
  });
});
