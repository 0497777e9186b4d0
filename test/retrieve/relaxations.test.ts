import { describe, expect, test } from 'vitest';
import { keepsTo } from '../../src/retrieve/keeps-to.ts';
import { relaxations } from '../../src/retrieve/relaxations.ts';
import { paper } from '../doubles/paper.ts';

describe('conditions that leave nothing', () => {
  test('are left out one kind at a time, then all', () => {
    const conditions = { from: '2026-01-01', to: '2026-02-01', authors: ['Ada Lovelace'], excluded: ['games'] };
    expect(relaxations(conditions)).toEqual([
      { without: ['dates'], conditions: { authors: ['Ada Lovelace'], excluded: ['games'] } },
      { without: ['people'], conditions: { from: '2026-01-01', to: '2026-02-01', excluded: ['games'] } },
      { without: ['exclusions'], conditions: { from: '2026-01-01', to: '2026-02-01', authors: ['Ada Lovelace'] } },
      { without: ['dates', 'people', 'exclusions'], conditions: {} },
    ]);
  });

  test('of one kind have one way out, and no conditions none', () => {
    expect(relaxations({ phrases: ['a b'] })).toEqual([{ without: ['phrases'], conditions: {} }]);
    expect(relaxations({ excluded: [] })).toEqual([]);
  });
});

describe('a paper', () => {
  const one = paper({
    id: 'arxiv:2606.00001',
    title: 'World Models for Robots',
    abstract: 'We learn to walk.',
    authors: ['Ada Lovelace'],
    organisation: 'NVIDIA',
  });

  test.each(['robot', 'world models', 'WORLD MODEL', 'learning', '2606.00001', 'nvidia', 'Ada Lovelace'])(
    'is left out by “%s”',
    (text) => expect(keepsTo(one, { excluded: [text] })).toBe(false),
  );

  test.each(['models world', 'robots walk', 'Ada', 'of the', '', '2606.0000'])('stays in spite of “%s”', (text) =>
    expect(keepsTo(one, { excluded: [text] })).toBe(true),
  );
});
