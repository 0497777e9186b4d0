import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/domain/paper.ts';
import { themesOf } from '../../src/themes/themes-of.ts';
import { paper, shuffled } from '../doubles/paper.ts';
import { madePapers, madeVectors, SUBJECTS, subjectOf } from './made-papers.ts';

const NOW = madePapers([[14, 8, 6]]);
const ALL = madePapers([
  [14, 8, 6],
  [8, 8, 8],
  [9, 8, 8],
]);
const split = (papers: readonly Paper[]) => ({
  now: papers.filter(({ listedOn = '' }) => listedOn >= '2026-06-24'),
  before: papers.filter(({ listedOn = '' }) => listedOn < '2026-06-24'),
});
const { now, before } = split(ALL);
const themes = themesOf(now, madeVectors(ALL), before);

describe('the themes of a period', () => {
  it('are its subjects: papers on one lie together, papers on two never', () => {
    for (const { papers, before: earlier } of themes.themes)
      expect(new Set([...papers, ...earlier].map(subjectOf)).size).toBe(1);
    expect(new Set(themes.themes.map(({ papers }) => subjectOf(papers[0] as Paper))).size).toBe(3);
  });

  it('come with the largest first, and have every paper once', () => {
    const sizes = themes.themes.map(({ papers }) => papers.length);
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
    const inside = [
      ...themes.themes.flatMap((theme) => [...theme.papers, ...theme.before]),
      ...themes.others,
      ...themes.othersBefore,
    ];
    expect(inside.map(({ id }) => id).sort()).toEqual(ALL.map(({ id }) => id).sort());
    expect(themes.themes.map(({ key }) => key)).toEqual(themes.themes.map((_, at) => `T${at + 1}`));
  });

  it('are named by what their papers say and the others do not', () => {
    for (const { name, terms, papers } of themes.themes) {
      const { phrase, words } = SUBJECTS[subjectOf(papers[0] as Paper)] as (typeof SUBJECTS)[number];
      const known = [...phrase.split(' '), ...words];
      expect(terms.length).toBeGreaterThan(0);
      for (const word of name.toLowerCase().match(/\w+/g) ?? []) expect(known).toContain(word.replace(/s$/, ''));
      expect(name.toLowerCase()).toContain(phrase.split(' ')[0]);
    }
  });

  it('do not depend on the order in which papers come', () => {
    const again = themesOf(shuffled(now, 5), madeVectors(ALL), shuffled(before, 9));
    const shape = ({ themes: groups }: typeof themes) =>
      groups.map(({ name, papers }) => [name, papers.map(({ id }) => id)]);
    expect(shape(again)).toEqual(shape(themes));
  });

  it('leave out what lies between them, and what has no vector', () => {
    const papers = madePapers([[30, 30, 30]]);
    const vectors = madeVectors(papers);
    const [between, unknown] = [papers[0] as Paper, papers[1] as Paper];
    vectors.set(
      between.id,
      Float32Array.from({ length: 16 }, (_, at) => (at < 2 ? Math.SQRT1_2 : 0)),
    );
    vectors.delete(unknown.id);
    const { others } = themesOf(papers, vectors, []);
    expect(others.map(({ id }) => id)).toEqual([between.id, unknown.id]);
  });

  it('are none where there are too few papers, or no vectors at all', () => {
    const few = now.slice(0, 5);
    expect(themesOf(few, madeVectors(few), [])).toMatchObject({ themes: [], others: few });
    expect(themesOf(now, new Map(), before)).toMatchObject({ themes: [], others: now, othersBefore: before });
    expect(themesOf([], new Map(), [])).toEqual({ themes: [], others: [], othersBefore: [] });
  });

  it('of one and the same paper again and again are one at most', () => {
    const same = Array.from({ length: 30 }, (_, at) => paper({ title: `Same ${at}`, abstract: 'The same.' }));
    const vector = Float32Array.from([1, 0, 0, 0]);
    const found = themesOf(same, new Map(same.map(({ id }) => [id, vector])), []);
    expect(found.themes.filter(({ papers }) => papers.length).length).toBeLessThanOrEqual(1);
    expect(found.themes.flatMap(({ papers }) => papers).length + found.others.length).toBe(30);
  });

  it('of a period with nothing before it are compared with nothing', () => {
    const alone = themesOf(NOW, madeVectors(NOW), []);
    expect(alone.themes.length).toBeGreaterThanOrEqual(2);
    expect(new Set(alone.themes.map(({ change }) => change))).toEqual(new Set(['unknown']));
  });

  it('say what there is more of only where it is plain', () => {
    const papers = madePapers([
      [30, 5, 5],
      [6, 15, 15],
      [6, 15, 15],
    ]);
    const parts = split(papers);
    const grown = themesOf(parts.now, madeVectors(papers), parts.before);
    const changes = (subject: number) =>
      grown.themes
        .filter(({ papers: its, before: earlier }) => subjectOf([...its, ...earlier][0] as Paper) === subject)
        .map(({ change }) => change);
    expect(changes(0)).toContain('more');
    expect([...changes(1), ...changes(2)]).not.toContain('more');
  });
});
