/** The groups of recorded days, against keywords that they were not made of, and against those of half of the papers. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import type { Paper, PaperId } from '../../src/domain/paper.ts';
import { seededRandom } from '../../src/evaluate/random.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { readDailyItems, readDailyList } from '../../src/sources/daily-list.ts';
import { groupVectors } from '../../src/themes/group-vectors.ts';
import { type Themes, themesOf } from '../../src/themes/themes-of.ts';
import { centred, nearestOf } from '../../src/themes/vectors.ts';
import { sharedData } from '../shared-data.ts';

const archive = sharedData('hf_daily', 'days.tar.gz');
const FIRST_DAY = '2026-05-06';
const PERIOD = '2026-06-24';

interface RecordedItem {
  readonly paper?: { readonly id?: string; readonly ai_keywords?: readonly string[] };
}

describe.skipIf(!archive)('the themes of a recorded week, with the seven weeks before it', () => {
  let folder = '';
  let papers: Paper[] = [];
  let vectors: ReadonlyMap<PaperId, Float32Array>;
  let themes: Themes;
  const keywords = new Map<string, ReadonlySet<string>>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-themes-'));
    execFileSync('tar', ['-xzf', archive ?? '', '-C', folder]);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const found = new Map<PaperId, Paper>();
    for (const file of files.sort()) {
      const day = /(\d{4}-\d{2}-\d{2})\.json$/.exec(file)?.[1];
      if (!day || day < FIRST_DAY) continue;
      const { items } = readDailyList(readFileSync(join(folder, file), 'utf8'), file);
      for (const record of readDailyItems(items, file, 1, day).records) found.set(record.id, record);
      for (const { paper } of items as readonly RecordedItem[])
        if (paper?.ai_keywords?.length)
          keywords.set(`arxiv:${paper.id}`, new Set(paper.ai_keywords.map((word) => word.toLowerCase())));
    }
    const library = await openLibrary({ uri: join(folder, 'library'), clock: systemClock });
    await library.upsert([...found.values()]);
    await library.refresh();
    papers = await library.list({ from: FIRST_DAY, sort: 'newest', limit: 5_000 });
    vectors = await library.vectorsOf(papers.map(({ id }) => id));
    await library.close();
    const isNow = ({ listedOn = '' }: Paper) => listedOn >= PERIOD;
    themes = themesOf(
      papers.filter(isNow),
      vectors,
      papers.filter((each) => !isNow(each)),
    );
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('have nearly all papers in a handful of groups with names of their own', () => {
    expect(papers.length).toBeGreaterThan(1_000);
    expect(themes.themes.length).toBeGreaterThanOrEqual(5);
    expect(themes.themes.length).toBeLessThanOrEqual(10);
    expect(themes.others.length + themes.othersBefore.length).toBeLessThan(0.2 * papers.length);
    const names = themes.themes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).not.toMatch(/^Group|\b(?:novel|method|approach|framework|results?)\b/i);
  });

  it('put papers together that share keywords: at least twice as often as any two papers do', () => {
    const shareOf = (groups: readonly (readonly Paper[])[]) => {
      let [pairs, sharing] = [0, 0];
      for (const group of groups)
        for (let one = 0; one < group.length; one++)
          for (let other = 0; other < one; other++) {
            const [left, right] = [one, other].map((at) => keywords.get(group[at]?.id ?? ''));
            if (!left || !right) continue;
            pairs++;
            if ([...left].some((word) => right.has(word))) sharing++;
          }
      return sharing / pairs;
    };
    const together = shareOf(themes.themes.map((theme) => [...theme.papers, ...theme.before]));
    expect(together / shareOf([papers])).toBeGreaterThan(2);
  });

  it('are much the same when made of either half of the papers', () => {
    const apart = centred(papers.flatMap(({ id }) => vectors.get(id) ?? []));
    const indices = [1, 2, 3].map((seed) => {
      const random = seededRandom(seed);
      const side = apart.map(() => random() < 0.5);
      const placed = [true, false].map((half) => {
        const directions = groupVectors(apart.filter((_, at) => side[at] === half));
        return apart.map((vector) => nearestOf(vector, directions).at);
      });
      return adjustedRandIndex(placed[0] ?? [], placed[1] ?? []);
    });
    expect(indices.reduce((sum, value) => sum + value, 0) / indices.length).toBeGreaterThan(0.35);
  });
});

/** 1 where two groupings are the same, 0 where they agree as much as by chance (Hubert and Arabie 1985). */
function adjustedRandIndex(one: readonly number[], other: readonly number[]): number {
  const pairsOf = (labels: readonly (number | string)[]) => {
    const counts = new Map<number | string, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  };
  const both = pairsOf(one.map((label, at) => `${label} ${other[at]}`));
  const [left, right, all] = [pairsOf(one), pairsOf(other), (one.length * (one.length - 1)) / 2];
  const expected = (left * right) / all;
  return (both - expected) / ((left + right) / 2 - expected);
}
