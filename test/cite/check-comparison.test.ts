import { describe, expect, it } from 'vitest';
import { checkComparisonClaim } from '../../src/cite/check-comparison.ts';
import { evidence } from '../doubles/evidence.ts';

const EVIDENCE = [
  evidence({ title: 'Ask Before You Look' }, ['The agent searches when it is unsure.', 'Calls fall by 30%.']),
  evidence({ title: 'Look Always' }, ['The agent searches for every question.']),
];

function check(text: string, cites: readonly string[], column?: string) {
  const result = checkComparisonClaim({ text, cites, column }, EVIDENCE);
  return result.kind === 'kept' ? 'kept' : result.reason;
}

describe('a comparison', () => {
  it('has cells that rest on one paper each', () => {
    expect(check('searches when unsure', ['P1.s1'], 'Method')).toBe('kept');
    expect(check('searches when unsure, 30% fewer calls', ['P1.s1', 'P1.s2'], 'Method')).toBe('kept');
    expect(check('searches', ['P1.s1', 'P2.s1'], 'Method')).toBe('one-sided');
  });

  it('says how papers differ only with both sides cited', () => {
    const text = 'One agent searches when it is unsure, the other for every question.';
    expect(check(text, ['P1.s1', 'P2.s1'])).toBe('kept');
    expect(check(text, ['P1.s1'])).toBe('one-sided');
    expect(check(text, ['P1.s1', 'P1.s2'])).toBe('one-sided');
    expect(check(text, ['P1.s1', 'P2.s1'], '')).toBe('kept');
  });

  it('is checked like any claim', () => {
    expect(check('30% fewer calls', ['P2.s1'], 'Result')).toBe('number-not-found');
    expect(check('searches', ['P3.s1'], 'Method')).toBe('unknown-key');
    expect(check('searches', [], 'Method')).toBe('no-citation');
    expect(check('searches', ['P1.s1', 'P3.s1'])).toBe('unknown-key');
  });
});
