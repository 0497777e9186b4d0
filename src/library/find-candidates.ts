/** One question → candidates: the best by text and the best by vector, each with both scores. */
import { MatchQuery } from '@lancedb/lancedb';
import type { Candidate, CandidateQuery, PaperFilter } from '../domain/ports.ts';
import { allTerms, analyseQuestion } from '../domain/text/analyse.ts';
import { createScorer } from './bm25f.ts';
import { CorpusModel } from './corpus-model.ts';
import type { StoredModel } from './model-store.ts';
import { SCORING_COLUMNS, type ScoringRow } from './rows.ts';
import { anyOf, quoted, type Tables, TEXT_INDEX } from './tables.ts';

const NOT_WITHDRAWN = 'withdrawn = false';
const COSINE = 'cosine';

export async function findCandidates(
  tables: Tables,
  stored: StoredModel | undefined,
  query: CandidateQuery,
): Promise<Candidate[]> {
  const terms = analyseQuestion(query.text);
  if (!terms.words.length && !terms.forms.length) return [];
  const model = stored?.model ?? CorpusModel.empty;
  const [byText, cosines] = await Promise.all([
    searchText(tables, allTerms(terms), query),
    stored ? searchVectors(stored, allTerms(terms), query) : new Map<string, number>(),
  ]);
  const known = new Set(byText.map((row) => row.id));
  const missing = [...cosines.keys()].filter((id) => !known.has(id));
  const rows = [...byText, ...(await rowsOf(tables, missing))];
  const others = stored
    ? await cosinesOf(
        stored,
        allTerms(terms),
        rows.filter(({ id }) => !cosines.has(id)).map(({ id }) => id),
      )
    : new Map<string, number>();
  const score = createScorer(terms, model.statistics, (term) => model.inverseDocumentFrequency(term));
  return rows.map((row) => ({
    id: row.id as Candidate['id'],
    textScore: score(row),
    vectorScore: cosines.get(row.id) ?? others.get(row.id) ?? 0,
    day: row.day || undefined,
    upvotes: row.upvotes ?? 0,
  }));
}

/** `day >= … AND day <= …`, or nothing. */
export function dayCondition(filter: PaperFilter): string | undefined {
  const conditions = [filter.from && `day >= ${quoted(filter.from)}`, filter.to && `day <= ${quoted(filter.to)}`];
  if (filter.to && !filter.from) conditions.push(`day != ''`);
  return conditions.filter(Boolean).join(' AND ') || undefined;
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

/** The same as `dayCondition`, outside the engine. */
function isWithin(day: string, { from, to }: PaperFilter): boolean {
  return (!from || day >= from) && (!to || (day <= to && day !== ''));
}

async function searchVectors(
  stored: StoredModel,
  terms: readonly string[],
  query: CandidateQuery,
): Promise<Map<string, number>> {
  const vector = stored.model.vectorOf(terms);
  if (!vector) return new Map();
  let search = stored.vectors
    .query()
    .nearestTo(vector)
    .distanceType(COSINE)
    .select(['id', '_distance'])
    .limit(query.depth);
  const condition = dayCondition(query);
  if (condition) search = search.where(condition);
  return toCosines(await search.toArray());
}

/** Cosines of papers that the vector search did not bring. */
async function cosinesOf(
  stored: StoredModel,
  terms: readonly string[],
  ids: readonly string[],
): Promise<Map<string, number>> {
  const vector = stored.model.vectorOf(terms);
  if (!vector || !ids.length) return new Map();
  const rows = (await stored.vectors
    .query()
    .where(anyOf('id', ids))
    .select(['id', 'vector'])
    .limit(ids.length)
    .toArray()) as {
    id: string;
    vector: { toArray(): Float32Array };
  }[];
  return new Map(
    rows.map((row) => {
      const other = row.vector.toArray();
      return [row.id, vector.reduce((sum, value, index) => sum + value * (other[index] as number), 0)];
    }),
  );
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

function toCosines(rows: readonly { id: string; _distance: number }[]): Map<string, number> {
  return new Map(rows.map(({ id, _distance }) => [id, 1 - _distance]));
}
