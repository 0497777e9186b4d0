import { describe, expect, it } from 'vitest';
import { checkCells } from '../../src/answer/check-cell.ts';
import { checkComparisonClaim } from '../../src/cite/check-comparison.ts';
import { evidence } from '../doubles/evidence.ts';

const SENTENCE = 'The agent searches the web only when the model is unsure of its own answer.';
const PAPERS = [evidence({ title: 'Ask' }, [SENTENCE]), evidence({ title: 'Look' }, ['The agent searches the web.'])];
const check = (text: string, column = 'Method', cites = ['P1.s1']) =>
  checkCells(checkComparisonClaim)({ text, cites, column }, PAPERS);

describe('a cell of a comparison', () => {
  it('has under ten words', () => {
    expect(check('searches the web only when the model is unsure').kind).toBe('kept');
    expect(check('the agent searches the web when the model is unsure of it')).toMatchObject({
      kind: 'dropped',
      reason: 'too-long',
    });
  });

  it('may be longer where it is quoted, for a quote can be cut', () => {
    expect(check(SENTENCE).kind).toBe('kept');
    expect(check('searches the web only when the model is unsure of its own answer').kind).toBe('kept');
  });

  it('is held to what any claim is held to, and a difference to no length', () => {
    expect(check('searches the web 9 times')).toMatchObject({ reason: 'number-not-found' });
    const difference = 'The agent searches the web when the model is unsure, the other searches the web.';
    expect(check(difference, '', ['P1.s1', 'P2.s1']).kind).toBe('kept');
  });
});
