/** A judged set in, how well and how fast the product's ranking answers it out, beside plain BM25. */
import type { Clock } from '../domain/clock.ts';
import type { Candidate, PaperIndex } from '../domain/ports.ts';
import { analyse } from '../domain/text/analyse.ts';
import { rank } from '../retrieve/retrieve.ts';
import { type Durations, mean, sumUp } from './averages.ts';
import type { Corpus, EvaluationDocument, JudgedQueries, JudgedQuery } from './beir.ts';
import { type Difference, pairedBootstrap } from './bootstrap.ts';
import { createPlainBm25 } from './plain-bm25.ts';
import { averagePrecision, ndcg, recall, relevantCount } from './ranking-metrics.ts';
import { documentIdOf, paperOfDocument, withTemporaryLibrary } from './temporary-library.ts';

/** `fused` is what the product answers with; `text` and `vector` are its two halves; `bm25` is the baseline. */
export const RANKERS = ['fused', 'text', 'vector', 'bm25'] as const;
export type Ranker = (typeof RANKERS)[number];

export interface RankerScores {
  readonly ranker: Ranker;
  readonly ndcgAt10: number;
  readonly recallAt20: number;
  readonly recallAt100: number;
  /** Over the first `DEPTH` documents. */
  readonly map: number;
  readonly milliseconds: Durations;
  /** In nDCG@10 against plain BM25, on the same queries. */
  readonly againstBm25?: Difference;
}

export interface RetrievalReport {
  readonly kind: 'retrieval';
  readonly documents: number;
  readonly queries: number;
  readonly tolerated: {
    readonly duplicateIds: number;
    readonly withoutTitle: number;
    readonly withoutText: number;
    readonly queriesWithoutRelevant: number;
    readonly unknownQueries: number;
    /** Relevant documents that the corpus does not have; they count as not found. */
    readonly missingRelevant: number;
    /** Queries that are a document of the corpus, which was left out of their ranking. */
    readonly ownDocuments: number;
  };
  /** Milliseconds; missing when only plain BM25 was measured. */
  readonly takingIn?: number;
  readonly rankers: readonly RankerScores[];
}

/** As deep as the product looks when it answers: a deeper search would normalise the scores differently. */
const DEPTH = 200;
/** A query with the id of a document is that document when it shares this much of its words. */
const OWN_DOCUMENT_SHARE = 0.8;

type Search = (query: string) => Promise<string[]>;

export interface RetrievalTools {
  readonly clock: Clock;
  readonly onProgress: (line: string) => void;
}

/** @param rankers in the order of the report; the baseline is measured in any case */
export async function measureRetrieval(
  corpus: Corpus,
  judged: JudgedQueries,
  rankers: readonly Ranker[],
  { clock, onProgress }: RetrievalTools,
): Promise<RetrievalReport> {
  const queries = withoutOwnDocuments(corpus.documents, judged.queries);
  const wanted = rankers.filter((ranker) => ranker !== 'bm25');
  const bm25 = createPlainBm25(corpus.documents);
  const baseline = await measure('bm25', async (query) => bm25.rank(query, DEPTH + 1), queries);
  const report = (measured: readonly Measured[], takingIn?: number): RetrievalReport => ({
    kind: 'retrieval',
    documents: corpus.documents.length,
    queries: queries.length,
    tolerated: tolerated(corpus, judged, queries),
    ...(takingIn === undefined ? {} : { takingIn }),
    rankers: [
      ...measured.map(({ scores, ndcgs }) => ({ ...scores, againstBm25: pairedBootstrap(ndcgs, baseline.ndcgs) })),
      baseline.scores,
    ],
  });
  if (!wanted.length) return report([]);

  onProgress(`Taking in ${corpus.documents.length} documents…`);
  return withTemporaryLibrary(corpus.documents.map(paperOfDocument), clock, async (library, takingIn) => {
    const measured: Measured[] = [];
    for (const ranker of wanted) {
      onProgress(`Asking ${queries.length} queries (${ranker})…`);
      measured.push(await measure(ranker, searchOf(library, ranker), queries));
    }
    return report(measured, takingIn);
  });
}

function searchOf(library: PaperIndex, ranker: Exclude<Ranker, 'bm25'>): Search {
  const bestBy = (score: (candidate: Candidate) => number) => async (text: string) => {
    const candidates = await library.candidates({ text, depth: DEPTH });
    return candidates
      .sort((a, b) => score(b) - score(a) || (a.id < b.id ? -1 : 1))
      .slice(0, DEPTH)
      .map(documentIdOf);
  };
  switch (ranker) {
    case 'fused':
      return async (text) => (await rank(library, text, {}, DEPTH)).map(({ candidate }) => documentIdOf(candidate));
    case 'text':
      return bestBy(({ textScore }) => textScore);
    case 'vector':
      return bestBy(({ vectorScore }) => vectorScore);
  }
}

interface Measured {
  readonly scores: RankerScores;
  /** One a query. */
  readonly ndcgs: readonly number[];
}

async function measure(ranker: Ranker, search: Search, queries: readonly AskedQuery[]): Promise<Measured> {
  // The first search of a process also opens files, which is not the ranking's time.
  if (queries[0]) await search(queries[0].text);
  const milliseconds: number[] = [];
  const rankings: { readonly ranking: string[]; readonly judgments: ReadonlyMap<string, number> }[] = [];
  for (const { id, text, judgments, isOwnDocument } of queries) {
    const started = performance.now();
    const found = await search(text);
    milliseconds.push(performance.now() - started);
    rankings.push({ ranking: found.filter((document) => !isOwnDocument || document !== id), judgments });
  }
  const each = (metric: typeof averagePrecision) =>
    rankings.map(({ ranking, judgments }) => metric(ranking, judgments));
  const ndcgs = each((ranking, judgments) => ndcg(ranking, judgments, 10));
  const scores = {
    ranker,
    ndcgAt10: mean(ndcgs) ?? 0,
    recallAt20: mean(each((ranking, judgments) => recall(ranking, judgments, 20))) ?? 0,
    recallAt100: mean(each((ranking, judgments) => recall(ranking, judgments, 100))) ?? 0,
    map: mean(each((ranking, judgments) => averagePrecision(ranking.slice(0, DEPTH), judgments))) ?? 0,
    milliseconds: sumUp(milliseconds),
  };
  return { scores, ndcgs };
}

interface AskedQuery extends JudgedQuery {
  readonly isOwnDocument: boolean;
}

/**
 * In sets where a query is a paper, finding the paper itself proves nothing. Ids alone do not tell: many sets number
 * their queries and their documents from 1.
 */
function withoutOwnDocuments(documents: readonly EvaluationDocument[], queries: readonly JudgedQuery[]): AskedQuery[] {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const asked = queries.map((query) => {
    const document = byId.get(query.id);
    if (!document || !isSameText(query.text, document)) return { ...query, isOwnDocument: false };
    const judgments = new Map([...query.judgments].filter(([id]) => id !== query.id));
    return { ...query, judgments, isOwnDocument: true };
  });
  return asked.filter(({ judgments }) => relevantCount(judgments) > 0);
}

function isSameText(query: string, { title, text }: EvaluationDocument): boolean {
  const wanted = new Set(analyse(query).words);
  const there = new Set(analyse(`${title} ${text}`).words);
  const shared = [...wanted].filter((word) => there.has(word)).length;
  return wanted.size > 0 && shared >= OWN_DOCUMENT_SHARE * wanted.size;
}

function tolerated(
  { documents, duplicateIds, withoutTitle, withoutText }: Corpus,
  { queries: judged, withoutRelevant, unknownQueries }: JudgedQueries,
  queries: readonly AskedQuery[],
): RetrievalReport['tolerated'] {
  const ids = new Set(documents.map(({ id }) => id));
  const relevant = queries.flatMap(({ judgments }) => [...judgments].filter(([, grade]) => grade > 0));
  return {
    duplicateIds,
    withoutTitle,
    withoutText,
    queriesWithoutRelevant: withoutRelevant + judged.length - queries.length,
    unknownQueries,
    missingRelevant: relevant.filter(([id]) => !ids.has(id)).length,
    ownDocuments: queries.filter(({ isOwnDocument }) => isOwnDocument).length,
  };
}
