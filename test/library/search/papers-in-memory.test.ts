import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/domain/text/analyse.ts';
import { CorpusModel } from '../../../src/library/corpus/corpus-model.ts';
import { createScorer } from '../../../src/library/search/bm25f.ts';
import { PapersInMemory } from '../../../src/library/search/papers-in-memory.ts';
import { packTerms, termNumbers, unpackTerms } from '../../../src/library/search/term-numbers.ts';

const row = (id: string, title: string, body = '', day = '2026-01-01') => ({
  id,
  title,
  day,
  upvotes: 0,
  terms: unpackTerms(packTerms(analyse(title), analyse(body))),
});
const question = (text: string) => ({ words: termNumbers(analyse(text).words), forms: new Uint32Array() });
const all = () => true;
const idsOf = (papers: PapersInMemory, text: string, limit = 10, admits: (row: { day: string }) => boolean = all) =>
  papers.best(question(text), CorpusModel.empty, limit, admits).map(({ id }) => id);

describe('papers in memory', () => {
  test('are found by their words, in the order of the score that ranking uses', () => {
    const papers = new PapersInMemory();
    const rows = [
      row('a', 'Dogs', 'A cat is mentioned among many other animals of the house.'),
      row('b', 'Cats', 'Of cats.'),
      row('c', 'Fish', 'Nothing of the kind.'),
      row('d', 'Animals', 'A cat, and once more a cat.'),
    ];
    for (const each of rows) papers.put(each);
    const score = createScorer(question('cat'), CorpusModel.empty.statistics, (term) =>
      CorpusModel.empty.inverseDocumentFrequency(term),
    );
    const expected = rows
      .filter(({ terms }) => score(terms) > 0)
      .sort((x, y) => score(y.terms) - score(x.terms))
      .map(({ id }) => id);
    expect(idsOf(papers, 'cat')).toEqual(expected);
    expect(expected).toHaveLength(3);
    expect(idsOf(papers, 'cat', 2)).toEqual(expected.slice(0, 2));
  });

  test('the ones that do not fit take nobody’s place', () => {
    const papers = new PapersInMemory();
    for (let at = 0; at < 50; at++) papers.put(row(`old ${at}`, 'cat cat', 'cat', '2020-01-01'));
    papers.put(row('new', 'Animals', 'A long text that speaks of a cat and of much else.'));
    expect(idsOf(papers, 'cat', 3, ({ day }) => day > '2025')).toEqual(['new']);
  });

  test('a changed paper is found by its new words only, a removed one not at all', () => {
    const papers = new PapersInMemory();
    papers.put(row('a', 'Cats'));
    papers.put(row('b', 'Cats and dogs'));
    papers.put(row('a', 'Fish'));
    expect(idsOf(papers, 'cat')).toEqual(['b']);
    expect(idsOf(papers, 'fish')).toEqual(['a']);
    papers.remove('a');
    papers.remove('never there');
    expect(idsOf(papers, 'fish')).toEqual([]);
    expect(papers.rowsOf(['a', 'b', 'c']).map(({ id }) => id)).toEqual(['b']);
  });

  test('stay right over many changes', () => {
    const papers = new PapersInMemory();
    for (let round = 0; round < 30; round++) {
      for (let at = 0; at < 40; at++) papers.put(row(`p${at}`, `word${(at + round) % 40} common`));
      for (let at = 0; at < 40; at += 7) papers.remove(`p${at}`);
    }
    const found = idsOf(papers, 'common', 100);
    expect(found.toSorted()).toEqual(
      Array.from({ length: 40 }, (_, at) => at)
        .filter((at) => at % 7 !== 0)
        .map((at) => `p${at}`)
        .toSorted(),
    );
    expect(idsOf(papers, 'word0')).toEqual(['p11']);
  });
});
