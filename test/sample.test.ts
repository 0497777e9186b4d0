import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Paper, titleKey } from '../src/domain/paper.ts';
import { findNumbers, unsupportedNumbers } from '../src/domain/text/numbers.ts';
import { splitSentences } from '../src/domain/text/sentences.ts';
import { readDailyItems, readDailyList } from '../src/sources/daily-list.ts';
import { readJsonLines } from '../src/sources/jsonl.ts';
import { sharedData } from './shared-data.ts';

const text = readFileSync(join(import.meta.dirname, '..', 'data', 'sample', 'papers.jsonl'), 'utf8');
const { papers, skipped, records } = readJsonLines(text, 'papers.jsonl');
const each = papers.map((paper) => [paper.id, paper] as const);

describe('the bundled sample', () => {
  test('has at least 120 papers over at least ten listing days, every line of it readable', () => {
    expect(skipped).toEqual([]);
    expect(papers.length).toBeGreaterThanOrEqual(120);
    expect(new Set(papers.map(({ listedOn }) => listedOn)).size).toBeGreaterThanOrEqual(10);
  });

  test('has no paper twice, by id or by title', () => {
    expect(records).toBe(papers.length);
    expect(new Set(papers.map(({ title }) => titleKey(title))).size).toBe(papers.length);
  });

  test.each(each)('%s has an arXiv id, both days, authors, upvotes, and three to five sentences', (_, paper) => {
    expect(paper.id).toMatch(/^arxiv:\d{4}\.\d{5}$/);
    expect(paper.publishedAt && paper.listedOn && paper.publishedAt <= paper.listedOn).toBe(true);
    expect(paper.authors.length).toBeGreaterThan(0);
    expect(paper.upvotes).toBeGreaterThanOrEqual(0);
    const sentences = splitSentences(paper.abstract).length;
    expect(sentences).toBeGreaterThanOrEqual(3);
    expect(sentences).toBeLessThanOrEqual(5);
  });
});

const archive = sharedData('hf_daily', 'days.tar.gz');
describe.skipIf(!archive)('the bundled sample, beside the recorded days', () => {
  const recorded = new Map<string, Paper>();
  beforeAll(() => {
    const days = [...new Set(papers.map(({ listedOn }) => listedOn ?? ''))];
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-sample-'));
    execFileSync('tar', ['-xzf', archive ?? '', '-C', folder, ...days.map((day) => `./${day}.json`)]);
    for (const day of days) {
      const list = readDailyList(readFileSync(join(folder, `${day}.json`), 'utf8'), day);
      for (const paper of readDailyItems(list.items, day, 1, day).records) recorded.set(paper.id, paper);
    }
    rmSync(folder, { recursive: true, force: true });
  });
  const originalOf = (paper: Paper): Paper => {
    const original = recorded.get(paper.id);
    if (!original) throw new Error(`${paper.id} was not listed on ${paper.listedOn}`);
    return original;
  };

  test.each(each)('%s has the facts as they were listed', (_, paper) => {
    const { title, authors, organisation, publishedAt, listedOn, upvotes } = originalOf(paper);
    expect(paper).toMatchObject({ title, authors, publishedAt, listedOn, upvotes });
    expect(paper.organisation).toBe(organisation);
  });

  test.each(each)('%s is told in our own words: no run of eight words is the original’s', (_, paper) => {
    const words = (of: string) => of.toLowerCase().match(/[\p{L}\p{N}][^\s]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu) ?? [];
    const runs = (of: string) =>
      words(of)
        .map((_word, at, all) => all.slice(at, at + 8).join(' '))
        .slice(0, -7);
    const original = new Set(runs(originalOf(paper).abstract));
    expect(runs(paper.abstract).filter((run) => original.has(run))).toEqual([]);
  });

  test.each(each)('%s has no figure that the original does not have', (_, paper) => {
    const original = originalOf(paper);
    const unsupported = unsupportedNumbers(paper.abstract, `${original.title} ${original.abstract}`);
    // A number in words may count what the original only enumerates.
    expect(unsupported.filter((number) => /\d/.test(number))).toEqual([]);
  });

  test('keeps figures: most of its abstracts have some', () => {
    const withFigures = papers.filter((paper) => findNumbers(paper.abstract).length > 0);
    expect(withFigures.length).toBeGreaterThan(papers.length / 2);
  });
});
