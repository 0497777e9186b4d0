/** One question → candidates: the best by text and the best by vector, each with both scores. */
import { BooleanQuery, type FullTextQuery, MatchQuery, Occur, Operator, type Query } from '@lancedb/lancedb';
import type { PaperId } from '../../domain/paper.ts';
import type { Candidate, CandidateQuery } from '../../domain/ports.ts';
import { allTerms, analyse, analyseQuestion } from '../../domain/text/analyse.ts';
import type { CorpusModel } from '../corpus/corpus-model.ts';
import { dayCondition, isWithin } from '../day-condition.ts';
import { papersOfPeople } from '../find-people.ts';
import { SCORING_COLUMNS } from '../rows.ts';
import { type Tables, TEXT_INDEX } from '../tables.ts';
import { innerProduct, type QuestionVector } from '../vectors/paper-vectors.ts';
import { createScorer, type QueryTerms } from './bm25f.ts';
import { holdsPhrase, phraseTerms } from './holds-text.ts';
import type { PapersInMemory } from './papers-in-memory.ts';
import { type ScoringRow, scoringRows, scoringRowsOf } from './scoring-rows.ts';
import { searchTerms } from './search-terms.ts';
import { type PaperTerms, termNumber, termNumbers } from './term-numbers.ts';

/** Times deeper where phrases or exclusions will throw some of what is found away. */
const DEEPER = 4;
/** In a larger library each search brings fewer: reading a paper that is not in memory takes a tenth of a millisecond. */
const MOST_SEARCHED_DEEPLY = 100_000;
const LARGE_SHARE = 0.4;
/** More are unindexed only in the middle of taking in a large library. */
const MOST_UNINDEXED = 3_000;

/** What the question is held against papers' vectors with; without them text alone decides. */
export interface QuestionVectors {
  readonly corpus: QuestionVector | undefined;
  /** Takes the place of the corpus's, where there is one. */
  readonly embedder: QuestionVector | undefined;
}

/**
 * @param model term statistics
 * @param held the papers in memory, of a library that is small enough
 */
export async function findCandidates(
  tables: Tables,
  model: CorpusModel,
  vectors: QuestionVectors | Promise<QuestionVectors>,
  query: CandidateQuery,
  held?: PapersInMemory,
): Promise<Candidate[]> {
  const terms = analyseQuestion(query.text);
  const admits = wordConditions(query);
  const isLarge = model.statistics.papers > MOST_SEARCHED_DEEPLY;
  const wide = isLarge ? Math.ceil(query.depth * LARGE_SHARE) : query.depth;
  const depth = admits ? wide * DEEPER : wide;
  const theirs = await papersOfPeople(tables, query);

  const numbers = { words: termNumbers(terms.words), forms: termNumbers(terms.forms) };
  const searchWords = () => {
    if (theirs) return [];
    if (held) return held.best(withPhrases(numbers, query), model, wide, fits(query, admits));
    const wanted = searchTerms(allTerms(terms), (term) => model.frequencies.get(termNumber(term)) ?? 0);
    return wanted.length ? searchText(tables, wanted, query, depth) : [];
  };
  // The engine searches the text while the vectors are gone over here.
  const searching = searchWords();
  const searchVectors = async () => {
    const { corpus, embedder } = await vectors;
    const vector = embedder ?? corpus;
    return { corpus, embedder, vector, byVector: theirs ? undefined : await vector?.nearest(query, depth) };
  };
  const [byText, { corpus, embedder, vector, byVector }] = await Promise.all([searching, searchVectors()]);
  const there = new Set(byText.map((row) => row.id));
  const missing = [...(theirs ?? byVector?.keys() ?? [])].filter((id) => !there.has(id));
  const asked = new Set<string>(query.near);
  const others = held ? held.rowsOf(missing) : await scoringRowsOf(tables, missing);
  const rows = [...byText, ...others].filter((row) => !asked.has(row.id) && (admits?.(row.terms) ?? true));
  const asEmbedder = embedder && (await near(embedder, rows, model, byVector));
  const asCorpus = await near(corpus, rows, model, embedder ? undefined : byVector);
  const nearest = asEmbedder ?? asCorpus;
  const score = createScorer(numbers, model.statistics, (term) => model.inverseDocumentFrequency(term));
  return rows.map((row) => ({
    id: row.id as PaperId,
    title: row.title,
    textScore: score(row.terms),
    vectorScore: nearest(row.id).cosine,
    vectorSource: vector?.source,
    vector: nearest(row.id).vector,
    corpusScore: asCorpus(row.id).cosine,
    day: row.day || undefined,
    upvotes: row.upvotes,
  }));
}

interface Nearness {
  readonly cosine: number;
  readonly vector?: Float32Array;
}

/**
 * How near papers lie to the question. One that has no vector yet is neither near nor far: it gets the mean of the others.
 * @param found cosines that the search brought
 */
async function near(
  asked: QuestionVector | undefined,
  rows: readonly ScoringRow[],
  model: CorpusModel,
  found: ReadonlyMap<string, number> | undefined,
): Promise<(id: string) => Nearness> {
  if (!asked) return () => ({ cosine: 0 });
  const known = new Map<string, Nearness>();
  if (asked.source === 'corpus' && !asked.vectorOf) {
    // Computed anew from the terms at hand: reading vectors that are not in memory takes longer.
    for (const { id, terms } of rows) {
      const cosine = found?.get(id) ?? cosineOfTerms(asked.question, terms, model);
      if (cosine !== undefined) known.set(id, { cosine });
    }
  } else {
    const cosineOf = await asked.cosinesOf(rows.map(({ id }) => id));
    for (const { id } of rows) {
      const cosine = cosineOf(id);
      if (cosine !== undefined) known.set(id, { cosine, vector: asked.vectorOf?.(id) });
    }
  }
  const sum = [...known.values()].reduce((total, { cosine }) => total + cosine, 0);
  const mean = { cosine: sum / Math.max(known.size, 1) };
  return (id) => known.get(id) ?? mean;
}

function cosineOfTerms(question: Float32Array, terms: PaperTerms, model: CorpusModel): number | undefined {
  const vector = model.vectorOfPaper(terms);
  return vector && innerProduct(question, vector);
}

/** What phrases and exclusions ask of a paper; `undefined` when there are none. */
function wordConditions({ phrases = [], excluded = [] }: CandidateQuery): ((terms: PaperTerms) => boolean) | undefined {
  const wanted = phrases.map(phraseTerms).filter(({ length }) => length > 0);
  const unwanted = excluded.map(phraseTerms).filter(({ length }) => length > 0);
  if (!wanted.length && !unwanted.length) return undefined;
  return (terms) =>
    wanted.every((phrase) => holdsPhrase(terms, phrase)) && !unwanted.some((phrase) => holdsPhrase(terms, phrase));
}

/** Words of phrases are to be found too, where the text does not repeat them. */
function withPhrases({ words, forms }: QueryTerms, { phrases = [] }: CandidateQuery): QueryTerms {
  return { words: Uint32Array.from([...words, ...phrases.flatMap((phrase) => [...phraseTerms(phrase)])]), forms };
}

function fits(query: CandidateQuery, admits: ((terms: PaperTerms) => boolean) | undefined) {
  return (row: ScoringRow) => isWithin(row.day, query) && (admits?.(row.terms) ?? true);
}

async function searchText(
  tables: Tables,
  terms: readonly string[],
  query: CandidateQuery,
  depth: number,
): Promise<ScoringRow[]> {
  const condition = dayCondition(query);
  const unindexed = (await tables.papers.indexStats(TEXT_INDEX))?.numUnindexedRows ?? 0;
  const search = (limit: number) => tables.papers.query().fullTextSearch(textQuery(terms, query)).limit(limit);
  if (!unindexed) {
    const rows = search(depth).select([...SCORING_COLUMNS, '_score']);
    return scoringRows(condition ? rows.where(condition) : rows);
  }
  // Papers that the text index does not have yet come from LanceDB 0.31 in no order: room for all lets none be missed.
  // Their rows are read only when they are among the best, for that takes longer than the search.
  const room = depth + Math.min(unindexed, MOST_UNINDEXED);
  const found = await readFound(search(room));
  // With a condition, LanceDB 0.31 loses them altogether.
  const fitting = condition
    ? [...found.filter(({ day }) => isWithin(day, query)), ...(await readFound(search(depth).where(condition)))]
    : found;
  const best = fitting.sort((one, other) => other.score - one.score).map(({ id }) => id);
  return scoringRowsOf(tables, [...new Set(best)].slice(0, depth));
}

interface Found {
  readonly id: string;
  readonly day: string;
  readonly score: number;
}

async function readFound(search: Query): Promise<Found[]> {
  const found: Found[] = [];
  for await (const batch of search.select(['id', 'day', '_score'])) {
    const [ids, days, scores] = ['id', 'day', '_score'].map((column) => batch.getChild(column));
    for (let row = 0; row < batch.numRows; row++)
      found.push({ id: ids?.get(row), day: days?.get(row), score: scores?.get(row) });
  }
  return found;
}

/** Any of the terms, the words of phrases all. */
function textQuery(terms: readonly string[], { phrases = [] }: CandidateQuery): FullTextQuery {
  const any = new MatchQuery(terms.join(' '), 'terms');
  const words = phrases.flatMap((phrase) => analyse(phrase).words);
  if (!words.length) return any;
  return new BooleanQuery([
    [Occur.Must, new MatchQuery(words.join(' '), 'terms', { operator: Operator.And })],
    [Occur.Should, any],
  ]);
}
