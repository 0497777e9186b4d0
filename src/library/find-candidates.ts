/** One question → candidates: the best by text and the best by vector, each with both scores. */
import { MatchQuery } from '@lancedb/lancedb';
import type { Candidate, CandidateQuery } from '../domain/ports.ts';
import { allTerms, analyseQuestion } from '../domain/text/analyse.ts';
import { createScorer } from './bm25f.ts';
import { CorpusModel } from './corpus-model.ts';
import { dayCondition, isWithin } from './day-condition.ts';
import type { StoredModel } from './model-store.ts';
import { SCORING_COLUMNS, type ScoringRow } from './rows.ts';
import { anyOf, type Tables, TEXT_INDEX } from './tables.ts';

const NOT_WITHDRAWN = 'withdrawn = false';

export async function findCandidates(
  tables: Tables,
  stored: StoredModel | undefined,
  query: CandidateQuery,
): Promise<Candidate[]> {
  const terms = analyseQuestion(query.text);
  if (!terms.words.length && !terms.forms.length) return [];
  const model = stored?.model ?? CorpusModel.empty;
  const vector = model.vectorOf(allTerms(terms));
  const [byText, byVector] = await Promise.all([
    searchText(tables, allTerms(terms), query),
    stored && vector ? stored.vectors.find(vector, query, query.depth) : undefined,
  ]);
  const known = new Set(byText.map((row) => row.id));
  const missing = byVector?.nearest.filter((id) => !known.has(id)) ?? [];
  const rows = [...byText, ...(await rowsOf(tables, missing))];
  const cosineOf = await byVector?.cosinesOf(rows.map(({ id }) => id));
  const score = createScorer(terms, model.statistics, (term) => model.inverseDocumentFrequency(term));
  return rows.map((row) => ({
    id: row.id as Candidate['id'],
    title: row.title,
    textScore: score(row),
    vectorScore: cosineOf?.(row.id) ?? 0,
    day: row.day || undefined,
    upvotes: row.upvotes ?? 0,
  }));
}

async function searchText(tables: Tables, terms: readonly string[], query: CandidateQuery): Promise<ScoringRow[]> {
  const condition = [NOT_WITHDRAWN, dayCondition(query)].filter(Boolean).join(' AND ');
  const match = new MatchQuery([...new Set(terms)].join(' '), 'terms');
  const best = () =>
    tables.papers
      .query()
      .fullTextSearch(match)
      .select([...SCORING_COLUMNS, 'withdrawn', '_score'])
      .limit(query.depth);
  const rows: ScoringRow[] = await best().where(condition).toArray();
  if (!(await tables.papers.indexStats(TEXT_INDEX))?.numUnindexedRows) return rows;
  // With a condition, LanceDB 0.31 loses papers that the text index does not have yet; without one it finds them.
  const all = (await best().toArray()) as (ScoringRow & { readonly withdrawn: boolean })[];
  const fitting = all.filter((row) => !row.withdrawn && isWithin(row.day, query));
  return [...new Map([...rows, ...fitting].map((row) => [row.id, row])).values()];
}

async function rowsOf(tables: Tables, ids: readonly string[]): Promise<ScoringRow[]> {
  if (!ids.length) return [];
  const condition = `${NOT_WITHDRAWN} AND ${anyOf('id', ids)}`;
  return (await tables.papers
    .query()
    .where(condition)
    .select(SCORING_COLUMNS)
    .limit(ids.length)
    .toArray()) as ScoringRow[];
}
