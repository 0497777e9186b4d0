import { describe, expect, test } from 'vitest';
import type { Paper } from '../../src/domain/paper.ts';
import { resolve } from '../../src/library/identity.ts';
import { paper, shuffled } from '../doubles/paper.ts';

const known = paper({ id: 'arxiv:2401.00001', title: 'A Paper', upvotes: 3 });
const titled = paper({ title: 'A paper!', source: 'page-export', comments: 2 });
const counts = ({ added, changed, unchanged, replaced }: ReturnType<typeof resolve>) => [
  added.length,
  changed.length,
  unchanged,
  replaced.length,
];

describe('records that come in', () => {
  test('are added when nothing like them is known, once each', () => {
    expect(counts(resolve([], [known, known, paper({ title: 'Other' })]))).toEqual([2, 0, 0, 0]);
  });

  test('change what they say something new of, and nothing else', () => {
    expect(counts(resolve([known], [known]))).toEqual([0, 0, 1, 0]);
    expect(counts(resolve([known], [{ ...known, upvotes: 2 }]))).toEqual([0, 0, 1, 0]);
    expect(resolve([known], [{ ...known, upvotes: 4 }]).changed).toMatchObject([{ upvotes: 4 }]);
  });

  test('replace a title-only record by the one with an arXiv id, which counts as a change', () => {
    const resolution = resolve([titled], [known]);
    expect(counts(resolution)).toEqual([0, 1, 0, 1]);
    expect(resolution.replaced).toEqual([titled.id]);
    expect(resolution.changed).toEqual([{ ...known, comments: 2 }]);
  });

  test('replace it too when the paper is retitled in the same batch', () => {
    const retitled = { ...known, title: 'A Paper, Renamed', source: 'arxiv' as const };
    const resolution = resolve([titled], [known, retitled]);
    expect(counts(resolution)).toEqual([0, 1, 0, 1]);
    expect(resolution.changed).toMatchObject([{ title: 'A Paper, Renamed', comments: 2 }]);
  });

  test('with a title only fall to the paper that has it', () => {
    expect(resolve([known], [titled]).changed).toEqual([{ ...known, comments: 2 }]);
    expect(counts(resolve([], [known, titled]))).toEqual([1, 0, 0, 0]);
    expect(counts(resolve([], [titled, known]))).toEqual([1, 0, 0, 0]);
  });

  test('with two ids stay two, and a third of the same title falls to the one that knows it already', () => {
    const second = { ...known, id: 'arxiv:2401.00002' as const, comments: 2 };
    const resolution = resolve([known, second], [titled]);
    expect(counts(resolution)).toEqual([0, 0, 1, 0]);
  });

  test('fold a title-only twin that was left beside its paper', () => {
    for (const incoming of [[known], [titled]]) {
      const resolution = resolve([known, titled], incoming);
      expect(resolution.replaced).toEqual([titled.id]);
      expect(resolution.changed).toEqual([{ ...known, comments: 2 }]);
    }
    const whole = { ...known, comments: 2 };
    expect(counts(resolve([whole, titled], [whole]))).toEqual([0, 0, 1, 1]);
  });

  test('give the same papers in any order, at once or one by one', () => {
    const records: Paper[] = [
      known,
      titled,
      { ...known, source: 'arxiv', abstract: 'New.' },
      { ...titled, organisation: 'Lab' },
    ];
    const expected = resolve([], records).added;
    for (let seed = 0; seed < 24; seed++) {
      expect(resolve([], shuffled(records, seed)).added).toEqual(expected);
      let stored: readonly Paper[] = [];
      for (const record of shuffled(records, seed)) {
        const { added, changed, replaced } = resolve(stored, [record]);
        const written = [...added, ...changed];
        const ids = new Set([...written.map(({ id }) => id), ...replaced]);
        stored = [...stored.filter(({ id }) => !ids.has(id)), ...written];
      }
      expect(stored).toEqual(expected);
    }
  });

  test('are many without becoming slow', () => {
    const papers = Array.from({ length: 5000 }, (_, at) => paper({ title: `Number ${at}`, source: 'page-export' }));
    const listed = papers.map((one, at) => ({ ...one, id: `arxiv:2401.${String(at).padStart(5, '0')}` as const }));
    expect(counts(resolve(papers, listed))).toEqual([0, 5000, 0, 5000]);
  });
});
