import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/domain/errors.ts';
import { readPeriod } from '../../src/retrieve/read-period.ts';

const read = (text: string | undefined) => {
  const { from, to } = readPeriod(text, '2026-06-30', '2026-07-02');
  return `${from} ${to}`;
};

describe('a period', () => {
  it.each([
    [undefined, '2026-06-24 2026-06-30'],
    [' ', '2026-06-24 2026-06-30'],
    ['week', '2026-06-24 2026-06-30'],
    ['last week', '2026-06-24 2026-06-30'],
    ['Month', '2026-06-03 2026-06-30'],
    ['2 weeks', '2026-06-17 2026-06-30'],
    ['the last 10 days', '2026-06-21 2026-06-30'],
  ])('that is counted ends on the newest listing day: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['May 2026', '2026-05-01 2026-05-31'],
    ['2026-05', '2026-05-01 2026-05-31'],
    ['May', '2026-05-01 2026-05-31'],
    ['Q1 2026', '2026-01-01 2026-03-31'],
    ['2025', '2025-01-01 2025-12-31'],
    ['last year', '2025-01-01 2025-12-31'],
    ['2026-06-12', '2026-06-12 2026-06-12'],
    ['2026-06-01 to 2026-06-15', '2026-06-01 2026-06-15'],
    ['2026-06-15..2026-06-01', '2026-06-01 2026-06-15'],
    ['between May and June', '2026-05-01 2026-06-30'],
    ['5 May – 9 May 2026', '2026-05-05 2026-05-09'],
    ['November to February 2026', '2025-11-01 2026-02-28'],
    ['since 2026-06-20', '2026-06-20 2026-06-30'],
    ['since March', '2026-03-01 2026-06-30'],
  ])('with a date is what it says, to the newest listing day at most: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('of this month ends where the library does', () => {
    expect(readPeriod('June 2026', '2026-06-17', '2026-06-20')).toEqual({ from: '2026-06-01', to: '2026-06-17' });
  });

  it('after the newest listing day stays what it is: the library has nothing on it', () => {
    expect(read('2026-07-01')).toBe('2026-07-01 2026-07-01');
  });

  it.each([
    ['2026-02-31', /“2026-02-31” is no period/],
    ['2026-02-30 to 2026-03-03', /is no period/],
    ['2026-13', /is no period/],
    ['0 days', /is no period/],
    ['whenever', /“whenever” is no period/],
    ['x'.repeat(500), /^“x{60}” is no period/],
    ['July 2027', /2027-07-01 is in the future; today is 2026-07-02/],
    ['2020 to 2026', /a year at most/],
    ['999 days', /a year at most/],
  ])('%s is refused with what to do', (text, message) => {
    const error = (() => {
      try {
        return read(text);
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as InvalidInput).message).toMatch(message);
    expect((error as InvalidInput).help).not.toBe('');
  });
});
