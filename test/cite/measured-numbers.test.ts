import { describe, expect, it } from 'vitest';
import { findQuantities } from '../../src/cite/measured-numbers.ts';

/** Value, units and what else is known of each number, in one line. */
function read(text: string, isEnglish = true): string[] {
  return findQuantities(text, isEnglish).map(({ values, units, isNegative, bound }) =>
    [bound, `${isNegative ? '-' : ''}${values.join('|')}`, [...units].filter(Boolean).join('|')]
      .filter(Boolean)
      .join(' '),
  );
}

describe('a number and what it measures', () => {
  it.each([
    ['12% of 12', ['12 %', '12']],
    ['gains −3.0% and costs -3', ['-3 %', '-3']],
    ['10-20 papers, 5 - 3', ['10', '20', '5', '3']],
    ['35M against 35B and 1.5 million', ['35000000', '35000000000', '1500000']],
    ['2x, 2×, $2\\times$ and 24times', ['2 times', '2 times', '2 times', '24 times']],
    ['3 ms, 3 s and a 3-day run', ['3 ms', '3 s', '3 days']],
    ['224x224 at 30 FPS', ['224', '30 fps']],
    ['$0.02 or 0.02 dollars', ['0.02 $', '0.02 $']],
    ['16 GB and 16 MB', ['16 G-bytes', '16 M-bytes']],
    ['10.2\\% and 56{,}340', ['10.2 %', '56340']],
    ['at least 5, up to 7x, < 9', ['> 5', '< 7 times', '< 9']],
    ['5 points, 5 percentage points', ['5 points', '5 points']],
    ['GPT-4 and Llama-3', []],
  ])('%s', (text, quantities) => expect(read(text)).toEqual(quantities));

  it('may be said once for several', () => {
    expect(read('from 26.7 to 57.4%')).toEqual(['26.7 %', '57.4 %']);
    expect(findQuantities('12, 13 and 15%').every(({ units }) => units.has('%'))).toBe(true);
  });

  it('is written otherwise in other languages', () => {
    expect(read('33,4 Prozent', false)).toEqual(['334|33.4 %']);
    expect(read('45.000 Seiten', false)).toEqual(['45|45000']);
    expect(read('1,5 Milliarden', false)[0]).toContain('1500000000');
    expect(read('5-mal schneller', false)).toEqual(['5 times']);
  });
});
