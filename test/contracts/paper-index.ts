/** What every PaperIndex does, whatever is behind it. */
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { samePaper } from '../../src/domain/merge-papers.ts';
import type { Paper, PaperId } from '../../src/domain/paper.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { paper, shuffled } from '../doubles/paper.ts';

const SEARCHER = paper({
  id: 'arxiv:2505.00001',
  title: 'R1-Searcher++: Incentivizing Dynamic Knowledge Acquisition',
  abstract: 'A model learns when to search. It balances what it knows against what it retrieves.',
  authors: ['Ada Lovelace', 'Alan Turing'],
  organisation: 'Example Lab',
  publishedAt: '2026-05-01',
  listedOn: '2026-05-04',
  upvotes: 30,
  comments: 2,
  links: { code: 'https://example.org/code', project: 'https://example.org/project' },
});
const DIFFUSION = paper({
  id: 'arxiv:2505.00002',
  title: 'Diffusion Language Models at Scale',
  abstract: 'Text is written by denoising. The models are trained on eight thousand chips.',
  publishedAt: '2026-05-20',
  upvotes: 10,
});
const STORAGE = paper({
  id: 'arxiv:2505.00003',
  title: 'Cheap Storage of Fragments',
  abstract: 'Leverage comes from keeping fragments in cheap storage near the processor.',
  listedOn: '2026-06-10',
  publishedAt: '2026-01-10',
  upvotes: 99,
});
const UNDATED = paper({ title: 'A Paper Without Any Day', upvotes: 1 });
const ALL = [SEARCHER, DIFFUSION, STORAGE, UNDATED];

/** @param open makes an empty index */
export function describePaperIndex(name: string, open: () => Promise<PaperIndex>): void {
  describe(`a paper index: ${name}`, () => {
    let index: PaperIndex;
    beforeEach(async () => {
      index = await open();
    });
    afterEach(() => index.close());

    const titles = (papers: readonly Paper[]) => papers.map(({ title }) => title);
    const found = async (text: string, filter = {}) =>
      (await index.candidates({ text, depth: 10, ...filter })).map(({ id }) => id).sort();

    describe('while it is empty', () => {
      it('finds nothing, lists nothing, and says so', async () => {
        expect(await index.get([SEARCHER.id])).toEqual([]);
        expect(await index.get([])).toEqual([]);
        expect(await index.findByTitle(SEARCHER.title)).toEqual([]);
        expect(await index.completeTitle('', 5)).toEqual([]);
        expect(await found('search')).toEqual([]);
        expect(await index.list({ sort: 'newest', limit: 5 })).toEqual([]);
        expect(await index.statistics()).toEqual({ papers: 0, withdrawn: 0, sample: false });
      });

      it('takes nothing in without a word, and can be refreshed', async () => {
        expect(await index.upsert([])).toEqual({ added: 0, changed: 0, unchanged: 0 });
        await index.refresh();
        expect(await found('search')).toEqual([]);
      });
    });

    describe('taking papers in', () => {
      it('gives back every field as it came, in the order that was asked for', async () => {
        expect(await index.upsert(ALL)).toEqual({ added: 4, changed: 0, unchanged: 0 });
        expect(await index.get([UNDATED.id, 'arxiv:9999.99999', SEARCHER.id])).toEqual([UNDATED, SEARCHER]);
      });

      it('keeps a number of authors whose names are not known', async () => {
        const counted = paper({ title: 'Counted Only', authorCount: 7, comments: 0, source: 'page-export' });
        await index.upsert([counted]);
        expect(await index.get([counted.id])).toEqual([counted]);
      });

      it('changes a paper that has something new, and counts it as changed', async () => {
        await index.upsert(ALL);
        const report = await index.upsert([{ ...SEARCHER, upvotes: 31 }, DIFFUSION]);
        expect(report).toEqual({ added: 0, changed: 1, unchanged: 1 });
        expect(await index.get([SEARCHER.id])).toEqual([{ ...SEARCHER, upvotes: 31 }]);
      });

      it('finds new papers at once, before any refresh and after one', async () => {
        await index.upsert([SEARCHER]);
        expect(await found('when to search')).toEqual([SEARCHER.id]);
        await index.refresh();
        await index.upsert([DIFFUSION]);
        expect(await found('denoising text')).toContain(DIFFUSION.id);
        expect(await index.findByTitle(DIFFUSION.title)).toEqual([DIFFUSION]);
        expect(titles(await index.list({ sort: 'newest', limit: 1 }))).toEqual([DIFFUSION.title]);
        expect((await index.statistics()).papers).toBe(2);
      });

      it('takes more papers at once than one query can name', async () => {
        const many = Array.from({ length: 1200 }, (_, at) =>
          paper({ id: `arxiv:2401.${String(at).padStart(5, '0')}`, title: `Paper number ${at}` }),
        );
        expect(await index.upsert(many)).toMatchObject({ added: 1200 });
        expect(await index.upsert(many)).toMatchObject({ unchanged: 1200 });
        expect(await index.get(many.map(({ id }) => id))).toHaveLength(1200);
      });

      it('goes on answering while papers come in', async () => {
        await index.upsert([SEARCHER]);
        const writes = Array.from({ length: 8 }, (_, at) =>
          index.upsert([paper({ title: `Written meanwhile ${at}` })]),
        );
        const reads = Array.from({ length: 8 }, () => found('when to search'));
        expect(await Promise.all(reads)).toEqual(Array(8).fill([SEARCHER.id]));
        expect((await Promise.all(writes)).every(({ added }) => added === 1)).toBe(true);
        expect((await index.statistics()).papers).toBe(9);
      });

      it('stops between two writes when it is told to, in the words of who stopped it', async () => {
        const reason = new Error('enough');
        await expect(index.upsert([SEARCHER], AbortSignal.abort(reason))).rejects.toBe(reason);
        await expect(index.refresh(AbortSignal.abort(reason))).rejects.toBe(reason);
        expect(await index.upsert([SEARCHER])).toMatchObject({ added: 1 });
      });
    });

    describe('one paper from several sources', () => {
      const page = paper({
        title: 'R1‑Searcher++: incentivizing dynamic knowledge acquisition',
        source: 'page-export',
        authorCount: 2,
        comments: 5,
      });

      it('is one by its arXiv id', async () => {
        await index.upsert([SEARCHER, { ...SEARCHER, source: 'arxiv', abstract: 'From arXiv.' }]);
        expect(await index.get([SEARCHER.id])).toMatchObject([
          { source: 'arxiv', abstract: 'From arXiv.', upvotes: 30 },
        ]);
        expect((await index.statistics()).papers).toBe(1);
      });

      it.each([
        ['the title-only record first', [page, SEARCHER]],
        ['the record with an id first', [SEARCHER, page]],
      ])('is one by its title when one side has no id: %s', async (_, records) => {
        for (const record of records) await index.upsert([record]);
        expect((await index.statistics()).papers).toBe(1);
        expect(await index.get([page.id])).toEqual([]);
        expect(await index.findByTitle(page.title)).toEqual([{ ...SEARCHER, comments: 5 }]);
        expect(await found('when to search')).toEqual([SEARCHER.id]);
      });

      it('is counted as changed when its id becomes known', async () => {
        await index.upsert([page]);
        expect(await index.upsert([SEARCHER])).toEqual({ added: 0, changed: 1, unchanged: 0 });
      });

      it('is two when both have an id, whatever their title', async () => {
        await index.upsert([SEARCHER, { ...SEARCHER, id: 'arxiv:2505.00009' }]);
        expect(await index.findByTitle(SEARCHER.title)).toHaveLength(2);
        await index.upsert([page]);
        expect((await index.upsert([page])).unchanged).toBe(1);
      });

      it('is two when titles have no letters to compare', async () => {
        await index.upsert([paper({ title: '???' }), paper({ title: '!!!' })]);
        expect((await index.statistics()).papers).toBe(2);
        expect(titles(await index.findByTitle('???'))).toEqual(['???']);
      });

      it('does not depend on the order in which records come, in one batch or many, and importing again changes nothing', async () => {
        const records = [
          ...ALL,
          page,
          { ...SEARCHER, source: 'arxiv' as const, organisation: undefined, upvotes: undefined, links: {} },
          { ...page, organisation: 'Example' },
          { ...DIFFUSION, source: 'jsonl' as const, listedOn: '2026-05-22', upvotes: 12 },
          { ...DIFFUSION, id: paper({ title: DIFFUSION.title }).id, source: 'sample' as const },
          { ...STORAGE, withdrawn: true, upvotes: 1 },
        ].map((record) => JSON.parse(JSON.stringify(record)) as Paper);
        const ids: PaperId[] = [SEARCHER.id, DIFFUSION.id, STORAGE.id, UNDATED.id];
        let expected: readonly Paper[] | undefined;
        for (const seed of [1, 2, 3, 4]) {
          const other = await open();
          const order = shuffled(records, seed);
          if (seed % 2) await other.upsert(order);
          else for (const record of order) await other.upsert([record]);
          const papers = await other.get(ids);
          expected ??= papers;
          expect(papers.map((at, place) => samePaper(at, expected?.[place] as Paper))).toEqual(ids.map(() => true));
          expect(await other.upsert(shuffled(records, seed + 10))).toEqual({ added: 0, changed: 0, unchanged: 4 });
          expect((await other.statistics()).papers).toBe(4);
          await other.close();
        }
      });
    });

    describe('a withdrawn paper', () => {
      beforeEach(async () => {
        await index.upsert(ALL);
        await index.refresh();
        await index.upsert([{ ...SEARCHER, withdrawn: true }]);
      });

      it('leaves candidates and lists', async () => {
        expect(await found('R1-Searcher++ when to search')).not.toContain(SEARCHER.id);
        expect(titles(await index.list({ sort: 'newest', limit: 9 }))).not.toContain(SEARCHER.title);
      });

      it('is still found by id and title, and counted', async () => {
        expect(await index.get([SEARCHER.id])).toMatchObject([{ withdrawn: true }]);
        expect(await index.findByTitle(SEARCHER.title)).toHaveLength(1);
        expect(await index.statistics()).toMatchObject({ papers: 4, withdrawn: 1 });
      });

      it('stays withdrawn when a source does not say so', async () => {
        expect(await index.upsert([SEARCHER])).toMatchObject({ unchanged: 1 });
        await index.refresh();
        expect(await found('R1-Searcher++ when to search')).not.toContain(SEARCHER.id);
      });
    });

    describe('days', () => {
      beforeEach(async () => {
        await index.upsert(ALL);
      });
      const listed = async (filter: { from?: string; to?: string }) =>
        titles(await index.list({ ...filter, sort: 'newest', limit: 9 }));

      it('count by the listing day, else by the publication day, both ends included', async () => {
        expect(await listed({ from: '2026-05-04', to: '2026-05-20' })).toEqual([DIFFUSION.title, SEARCHER.title]);
        expect(await listed({ from: '2026-05-05' })).toEqual([STORAGE.title, DIFFUSION.title]);
        expect(await listed({ to: '2026-05-19' })).toEqual([SEARCHER.title]);
        expect(await listed({ from: '2026-06-11' })).toEqual([]);
      });

      it('count for candidates too, before and after a refresh', async () => {
        const text = 'paper search denoising fragments';
        for (const refresh of [false, true]) {
          if (refresh) await index.refresh();
          expect(await found(text, { from: '2026-05-05' })).toEqual([DIFFUSION.id, STORAGE.id]);
          expect(await found(text, { to: '2026-05-19' })).toEqual([SEARCHER.id]);
          expect(await found(text, { from: '2026-05-05', to: '2026-05-06' })).toEqual([]);
        }
      });

      it('follow a paper that is listed later', async () => {
        await index.refresh();
        await index.upsert([{ ...DIFFUSION, listedOn: '2026-06-20' }]);
        expect(await found('denoising', { from: '2026-06-20' })).toEqual([DIFFUSION.id]);
        expect(await listed({ from: '2026-06-20' })).toEqual([DIFFUSION.title]);
      });

      it('of the first and last listing are told, and when the library changed', async () => {
        const statistics = await index.statistics();
        expect(statistics).toMatchObject({ firstListingDay: '2026-05-04', lastListingDay: '2026-06-10' });
        expect(statistics.changedAt).toBeGreaterThan(0);
      });
    });

    describe('a list', () => {
      it('is sorted by day or by upvotes and no longer than asked for; no day comes last', async () => {
        await index.upsert(ALL);
        expect(titles(await index.list({ sort: 'newest', limit: 9 }))).toEqual(
          [STORAGE, DIFFUSION, SEARCHER, UNDATED].map(({ title }) => title),
        );
        expect(titles(await index.list({ sort: 'upvotes', limit: 2 }))).toEqual([STORAGE.title, SEARCHER.title]);
      });

      it('has one order among equals', async () => {
        const equals = Array.from({ length: 6 }, (_, at) =>
          paper({ id: `arxiv:2505.1000${at}`, title: `Equal ${at}`, listedOn: '2026-05-04', upvotes: 3 }),
        );
        await index.upsert(shuffled(equals, 5));
        for (const sort of ['newest', 'upvotes'] as const) expect(await index.list({ sort, limit: 9 })).toEqual(equals);
      });
    });

    describe('completing a title', () => {
      beforeEach(async () => {
        await index.upsert(ALL);
      });
      const completed = async (typed: string, limit = 9) => titles(await index.completeTitle(typed, limit));

      it.each([
        ['search', [SEARCHER.title]],
        ['r1 sea', [SEARCHER.title]],
        ['R1-Searcher', [SEARCHER.title]],
        ['r1searcher++ dyn', [SEARCHER.title]],
        ['SCALE diff', [DIFFUSION.title]],
        ['scaling', []],
      ])('“%s” finds every title that has the words or their beginnings', async (typed, expected) => {
        expect(await completed(typed)).toEqual(expected);
      });

      it.each(['rag', 'age', 'tof'])('“%s” does not find it in the middle of a word or across two', async (typed) => {
        expect(await completed(typed)).toEqual([]);
      });

      it('gives the most upvoted when nothing is typed yet, and no more than asked for', async () => {
        expect(await completed('', 2)).toEqual([STORAGE.title, SEARCHER.title]);
        expect(await completed('  ', 1)).toEqual([STORAGE.title]);
      });

      it.each(['%', '_', '% _', '%%%', "'", '\\', '🎉'])('“%s” is no wildcard', async (typed) => {
        expect(await completed(typed)).toEqual([]);
      });

      it('takes signs inside a word as part of the word, never as a pattern', async () => {
        await index.upsert([paper({ title: 'The 50% Rule' })]);
        expect(await completed('50%')).toEqual(['The 50% Rule']);
        expect(await completed('d_ffusion')).toEqual([]);
        expect(await completed('diff%scale')).toEqual([]);
      });
    });

    describe('text of any kind', () => {
      const ODD = [
        `Robert'); DROP TABLE papers; --`,
        `"Quotes", 'quotes' and \`ticks\``,
        '100% of LIKE_patterns \\ %_%',
        '搜索增强的语言模型',
        'نماذج اللغة الكبيرة',
        'Models 🤖 that laugh 😀',
        'Ünïcödé Naïveté',
        '$\\mathcal{O}(n)$ **bold** <script>alert(1)</script>',
      ];

      it('in titles and abstracts comes back as it was, and is found by its title', async () => {
        const papers = ODD.map((title, at) => paper({ id: `arxiv:2505.2000${at}`, title, abstract: `${title}.` }));
        await index.upsert(papers);
        await index.refresh();
        for (const odd of papers) {
          expect(await index.findByTitle(odd.title)).toEqual([odd]);
          expect(await index.completeTitle(odd.title, 3)).toContainEqual(odd);
          expect(await found(odd.title)).toContain(odd.id);
        }
        expect((await index.statistics()).papers).toBe(ODD.length);
      });

      it.each(['', '   ', '?!', 'what is it about the', '🎉', '|', 'title:'])('“%s” brings no fault', async (text) => {
        await index.upsert(ALL);
        for (const refresh of [false, true]) {
          if (refresh) await index.refresh();
          expect(Array.isArray(await index.candidates({ text, depth: 5 }))).toBe(true);
          expect(await index.findByTitle(text)).toEqual([]);
        }
      });

      it('of only stop words asks for nothing', async () => {
        await index.upsert(ALL);
        expect(await found('of the and')).toEqual([]);
      });

      it('of 10,000 characters is searched like any other', async () => {
        await index.upsert(ALL);
        await index.refresh();
        const long = `denoising ${Array.from({ length: 1600 }, (_, at) => `w${at}x`).join(' ')}`.slice(0, 10_000);
        expect(await found(long)).toContain(DIFFUSION.id);
        expect(await found('x'.repeat(10_000))).toEqual([]);
        expect(await index.completeTitle('x'.repeat(10_000), 3)).toEqual([]);
        expect(await index.findByTitle(long)).toEqual([]);
      });
    });

    describe('candidates', () => {
      it('have a text score, a day and upvotes; vectors come with the refresh', async () => {
        await index.upsert(ALL);
        const [before] = await index.candidates({ text: 'denoising', depth: 5 });
        expect(before).toMatchObject({ id: DIFFUSION.id, vectorScore: 0, day: '2026-05-20', upvotes: 10 });
        expect(before?.textScore).toBeGreaterThan(0);
        // A term in one paper only has no company: two papers make a subject.
        await index.upsert([
          paper({ id: 'arxiv:2505.00004', title: 'More on Denoising Text', abstract: 'Denoising.' }),
        ]);
        await index.refresh();
        const after = await index.candidates({ text: 'denoising', depth: 5 });
        expect(after.find(({ id }) => id === DIFFUSION.id)?.vectorScore).toBeGreaterThan(0.5);
        expect(after.find(({ id }) => id === UNDATED.id)?.day).toBeUndefined();
      });

      it('get their vector at once when they come after a refresh', async () => {
        await index.upsert([DIFFUSION, { ...DIFFUSION, id: 'arxiv:2505.00005', title: 'Its sister' }, SEARCHER]);
        await index.refresh();
        const late = paper({ id: 'arxiv:2505.00006', title: 'Late', abstract: 'Text written by denoising models.' });
        await index.upsert([late]);
        const [candidate] = (await index.candidates({ text: 'denoising text', depth: 9 })).filter(
          ({ id }) => id === late.id,
        );
        expect(candidate?.vectorScore).toBeGreaterThan(0.5);
      });

      it('are no more than each search may bring', async () => {
        await index.upsert(Array.from({ length: 30 }, (_, at) => paper({ title: `Denoising number ${at}` })));
        await index.refresh();
        const count = (await index.candidates({ text: 'denoising', depth: 5 })).length;
        expect(count).toBeGreaterThanOrEqual(5);
        expect(count).toBeLessThanOrEqual(10);
      });
    });

    describe('conditions on words', () => {
      const AGENTS = paper({
        id: 'arxiv:2505.30001',
        title: 'Language Agents in the Kitchen',
        abstract: 'Agents with large language models cook. Robots are not needed.',
      });
      const ROBOTS = paper({
        id: 'arxiv:2505.30002',
        title: 'Robot Agents',
        abstract: 'Models of language guide agents that are robots.',
      });
      beforeEach(async () => {
        await index.upsert([...ALL, AGENTS, ROBOTS]);
        await index.refresh();
      });

      it('keep papers that hold a phrase, word after word, in whatever inflection', async () => {
        expect(await found('agents', { phrases: ['language models'] })).toEqual([DIFFUSION.id, AGENTS.id]);
        expect(await found('agents', { phrases: ['language model', 'kitchens'] })).toEqual([AGENTS.id]);
        expect(await found('agents', { phrases: ['kitchen agents'] })).toEqual([]);
      });

      it('leave out papers that hold an excluded word or phrase', async () => {
        expect(await found('language agents', { excluded: ['kitchen'] })).not.toContain(AGENTS.id);
        expect(await found('language agents', { excluded: ['kitchen'] })).toContain(ROBOTS.id);
        const without = await found('language agents', { excluded: ['large language', 'robot agents'] });
        expect(without).not.toContain(AGENTS.id);
        expect(without).not.toContain(ROBOTS.id);
      });

      it('of stop words alone ask for nothing', async () => {
        expect(await found('language agents', { phrases: ['of the'], excluded: ['the'] })).toContain(AGENTS.id);
      });

      it('hold together with days', async () => {
        const dated = { ...AGENTS, id: 'arxiv:2505.30003' as const, title: 'More Agents', listedOn: '2026-06-11' };
        await index.upsert([dated]);
        expect(await found('agents', { phrases: ['language models'], from: '2026-06-11' })).toEqual([dated.id]);
      });
    });

    describe('people', () => {
      const MULLER = paper({
        id: 'arxiv:2505.40001',
        title: 'Gardens of Agents',
        abstract: 'Agents plant.',
        authors: ['Jürgen Müller', 'Ada Lovelace'],
        organisation: 'Example Lab',
        upvotes: 2,
        listedOn: '2026-06-01',
      });
      const OTHER = paper({
        id: 'arxiv:2505.40002',
        title: 'Agents of Gardens',
        abstract: 'Agents harvest.',
        authors: ['Ada Byron'],
        organisation: 'Another Lab',
        upvotes: 5,
        listedOn: '2026-06-02',
      });
      beforeEach(async () => {
        await index.upsert([...ALL, MULLER, OTHER]);
      });

      it('are found by whole words of their name, without accents too, those with most papers first', async () => {
        expect(await index.findPeople('muller', 5)).toEqual({ authors: ['Jürgen Müller'], organisations: [] });
        expect((await index.findPeople('Ada', 5)).authors).toEqual(['Ada Lovelace', 'Ada Byron']);
        expect((await index.findPeople('ada lovelace', 5)).authors).toEqual(['Ada Lovelace']);
        expect(await index.findPeople('lab', 1)).toEqual({ authors: [], organisations: ['Example Lab'] });
        expect(await index.findPeople('Lovelac', 5)).toEqual({ authors: [], organisations: [] });
        expect(await index.findPeople('', 5)).toEqual({ authors: [], organisations: [] });
      });

      it('keep candidates and lists to their papers, with or without days', async () => {
        expect(await found('agents', { authors: ['Ada Lovelace'] })).toEqual([MULLER.id, SEARCHER.id].sort());
        expect(await found('agents', { authors: ['Ada Lovelace', 'Jürgen Müller'] })).toEqual([MULLER.id]);
        expect(await found('agents', { organisation: 'Another Lab' })).toEqual([OTHER.id]);
        expect(await found('agents', { authors: ['Ada Lovelace'], from: '2026-05-05' })).toEqual([MULLER.id]);
        expect(await found('agents', { authors: ['Nobody'] })).toEqual([]);
        const list = await index.list({ authors: ['Ada Lovelace'], sort: 'upvotes', limit: 9 });
        expect(titles(list)).toEqual([SEARCHER.title, MULLER.title]);
        expect(await index.list({ organisation: 'Nowhere', sort: 'newest', limit: 9 })).toEqual([]);
      });

      it('of a withdrawn paper are not found by it', async () => {
        await index.upsert([{ ...MULLER, withdrawn: true }]);
        expect((await index.findPeople('muller', 5)).authors).toEqual([]);
      });
    });

    describe('vectors of papers', () => {
      it('come with the refresh, of length 1, and lie closer between papers on one subject', async () => {
        const sister = { ...DIFFUSION, id: 'arxiv:2505.60001' as const, title: 'Denoising Text' };
        const aunt = { ...STORAGE, id: 'arxiv:2505.60002' as const, title: 'Fragments in Cheap Storage' };
        await index.upsert([...ALL, sister, aunt]);
        expect([...(await index.vectorsOf([DIFFUSION.id]))]).toEqual([]);
        await index.refresh();
        const vectors = await index.vectorsOf([DIFFUSION.id, sister.id, aunt.id, 'arxiv:9999.99999']);
        expect([...vectors.keys()].sort()).toEqual([DIFFUSION.id, sister.id, aunt.id].sort());
        const cosine = (left: PaperId, right: PaperId) =>
          vectors.get(left)?.reduce((sum, value, at) => sum + value * (vectors.get(right)?.[at] ?? 0), 0) ?? Number.NaN;
        expect(cosine(DIFFUSION.id, DIFFUSION.id)).toBeCloseTo(1, 5);
        expect(cosine(DIFFUSION.id, sister.id)).toBeGreaterThan(cosine(DIFFUSION.id, aunt.id) + 0.3);
      });

      it('come for more papers at once than one query can name, and for none', async () => {
        const many = Array.from({ length: 1200 }, (_, at) =>
          paper({ id: `arxiv:2401.${String(at).padStart(5, '0')}`, title: 'Denoising text', abstract: 'Denoising.' }),
        );
        await index.upsert(many);
        await index.refresh();
        expect((await index.vectorsOf(many.map(({ id }) => id))).size).toBe(1200);
        expect((await index.vectorsOf([])).size).toBe(0);
      });
    });

    describe('papers near others', () => {
      it('lie by the mean of their vectors, and are not those themselves', async () => {
        const sisters = [1, 2, 3].map((at) => ({
          ...DIFFUSION,
          id: `arxiv:2505.5000${at}` as const,
          title: `Text by Denoising ${at}`,
        }));
        await index.upsert([...ALL, ...sisters, { ...STORAGE, id: 'arxiv:2505.50009', title: 'Storage Again' }]);
        await index.refresh();
        const near = await index.candidates({ text: 'cheap', near: [DIFFUSION.id], depth: 9 });
        expect(near.map(({ id }) => id)).not.toContain(DIFFUSION.id);
        const best = near.toSorted((a, b) => b.vectorScore - a.vectorScore).slice(0, 3);
        expect(best.map(({ id }) => id).sort()).toEqual(sisters.map(({ id }) => id));
      });
    });

    describe('removing', () => {
      it('takes papers out of everything, and says how many were there', async () => {
        await index.upsert(ALL);
        await index.refresh();
        expect(await index.remove([SEARCHER.id, 'arxiv:9999.99999'])).toBe(1);
        expect(await index.remove([])).toBe(0);
        expect(await index.get([SEARCHER.id])).toEqual([]);
        expect(await found('when to search')).not.toContain(SEARCHER.id);
        expect((await index.statistics()).papers).toBe(3);
        expect(await index.upsert([SEARCHER])).toMatchObject({ added: 1 });
      });
    });

    it('gives every paper when all are asked for', async () => {
      await index.upsert(ALL);
      const papers: Paper[] = [];
      for await (const each of index.all()) papers.push(each);
      expect(papers.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(ALL.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    });

    describe('what is kept with the last refresh', () => {
      it('can be read until the next refresh that computes anew', async () => {
        await index.upsert(ALL);
        await index.keep('lost', 'there is no refresh to keep it with');
        expect(await index.kept('lost')).toBeUndefined();
        await index.refresh();
        await index.keep('threshold', '1');
        await index.keep('threshold', '2');
        expect(await index.kept('threshold')).toBe('2');
        expect(await index.kept('other')).toBeUndefined();
        await index.upsert([paper({ title: 'One more, a quarter of all' })]);
        await index.refresh();
        expect(await index.kept('threshold')).toBeUndefined();
      });
    });

    describe('how rare a term is', () => {
      test('follows ln(1 + (N − df + 0.5) / (df + 0.5)) over the papers of the last refresh', async () => {
        await index.upsert(ALL);
        await index.refresh();
        expect(index.inverseDocumentFrequency('denois')).toBeCloseTo(Math.log(1 + 3.5 / 1.5), 12);
        expect(index.inverseDocumentFrequency('nowhere')).toBeCloseTo(Math.log(1 + 4.5 / 0.5), 12);
      });

      test('a refresh with nothing new changes nothing', async () => {
        await index.upsert(ALL);
        await index.refresh();
        const before = await index.candidates({ text: 'denoising', depth: 5 });
        await index.refresh();
        expect(await index.candidates({ text: 'denoising', depth: 5 })).toEqual(before);
      });
    });
  });
}
