import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../src/domain/errors.ts';
import { readFlags } from '../../src/jobs/flags.ts';
import { describeCounts, describeSkipped } from '../../src/jobs/report.ts';
import { rangeOf } from '../../src/jobs/sync.ts';

const TODAY = '2026-07-01';
const FLAGS = { days: 'string', again: 'boolean' } as const;

const faultOf = (work: () => unknown): InvalidInput => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return error as InvalidInput;
  }
  throw new Error('a fault was expected');
};

describe('the days to sync', () => {
  test.each([
    [{}, '2026-06-25', '2026-07-01'],
    [{ days: '1' }, '2026-07-01', '2026-07-01'],
    [{ days: '30' }, '2026-06-02', '2026-07-01'],
    [{ from: '2026-06-30' }, '2026-06-30', '2026-07-01'],
    [{ from: '2024-05-27', to: '2026-06-30' }, '2024-05-27', '2026-06-30'],
    [{ from: '2026-06-30', to: '2026-06-30' }, '2026-06-30', '2026-06-30'],
    [{ to: '2026-03-07' }, '2026-03-01', '2026-03-07'],
    [{ from: '2026-06-01', to: '9999-12-31' }, '2026-06-01', '2026-07-01'],
  ])('of %j are %s to %s', (options, from, to) => {
    expect(rangeOf(options, TODAY)).toEqual({ from, to });
  });

  test.each([
    [{ from: '2026-02-30' }, '--from 2026-02-30 is no day'],
    [{ to: 'yesterday' }, '--to yesterday is no day'],
    [{ from: '' }, 'is no day'],
    [{ from: '2026-07-02' }, 'is in the future; today is 2026-07-01'],
    [{ to: '2026-08-01' }, 'is in the future'],
    [{ from: '2026-06-02', to: '2026-06-01' }, 'is after --to'],
    [{ days: '7', from: '2026-06-01' }, 'two different things'],
    [{ days: '7', to: '2026-06-01' }, 'two different things'],
    [{ days: '0' }, 'is not a number from 1 to 366'],
    [{ days: '-3' }, 'is not a number'],
    [{ days: '367' }, 'is not a number'],
    [{ days: 'many' }, 'is not a number'],
    [{ days: '1.5' }, 'is not a number'],
    [{ days: '' }, 'is not a number'],
  ])('cannot be %j, which is said with what to do', (options, message) => {
    const fault = faultOf(() => rangeOf(options, TODAY));
    expect(fault.message).toContain(message);
    expect(fault.help).not.toBe('');
  });
});

describe('the command line of a job', () => {
  test('is its flags and words', () => {
    expect(readFlags('sync', ['--days', '3', '--again'], FLAGS, 0)).toEqual({
      flags: { days: '3', again: true },
      words: [],
    });
    expect(readFlags('import', ['a.txt', 'b.txt'], {}, 9).words).toEqual(['a.txt', 'b.txt']);
    expect(readFlags('sync', [], FLAGS, 0).flags).toEqual({});
  });

  test.each([
    [['--dais', '3'], "'--dais'"],
    [['--days'], '--days'],
    [['--again=yes'], '--again'],
    [['extra'], '"extra" is one word too many for sync'],
    [['-x'], "'-x'"],
  ])('with %j wrong says what is wrong and what is known', (argv, message) => {
    const fault = faultOf(() => readFlags('sync', argv, FLAGS, 0));
    expect(fault.message).toContain(message);
    expect(fault.help).toContain('--days, --again');
  });

  test('of a job without flags says so', () => {
    expect(faultOf(() => readFlags('import', ['--fast'], {}, 9)).help).toContain('It takes no flags.');
  });
});

describe('a report', () => {
  test('counts what is new, changed and as before', () => {
    expect(describeCounts({ added: 1, changed: 2, unchanged: 3 })).toBe('1 new, 2 changed, 3 unchanged');
  });

  test('names what was passed over, up to twenty, and counts the rest', () => {
    const skipped = Array.from({ length: 23 }, (_, at) => ({ where: `line ${at}`, reason: 'broken' }));
    expect(describeSkipped([])).toEqual(['Nothing was passed over.']);
    expect(describeSkipped(skipped.slice(0, 1))).toEqual(['  passed over: line 0: broken']);
    expect(describeSkipped(skipped)).toHaveLength(21);
    expect(describeSkipped(skipped).at(-1)).toBe('  … and 3 more');
  });
});
