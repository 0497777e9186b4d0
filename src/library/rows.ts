/** Paper ⇄ row of the papers table. The only place that knows the column names. */
import type { Day, Paper, PaperId, SourceName } from '../domain/paper.ts';
import { titleKey } from '../domain/paper.ts';
import { allTerms, analyse } from '../domain/text/analyse.ts';
import { arrow } from './arrow.ts';
import { VECTOR_DIMENSIONS } from './corpus/corpus-model.ts';
import { nameWords } from './name-words.ts';
import { packTerms } from './search/term-numbers.ts';

const { Binary, Bool, Field, FixedSizeList, Float32, Float64, Int32, List, Schema, Uint32, Utf8 } = arrow;

const text = (name: string, nullable = true) => new Field(name, new Utf8(), nullable);
const vector = (dimensions = VECTOR_DIMENSIONS) =>
  new FixedSizeList(dimensions, new Field('item', new Float32(), true));

export const PAPERS_SCHEMA = new Schema([
  text('id', false),
  text('title', false),
  text('title_key', false),
  text('abstract', false),
  new Field('authors', new List(new Field('item', new Utf8(), true)), false),
  new Field('author_count', new Int32(), true),
  text('organisation'),
  text('published_on'),
  text('listed_on'),
  text('day', false),
  new Field('upvotes', new Int32(), true),
  new Field('comments', new Int32(), true),
  text('code'),
  text('project'),
  text('source', false),
  new Field('withdrawn', new Bool(), false),
  new Field('listed_at', new Float64(), true),
  new Field('version', new Int32(), true),
  // Between spaces, so that one is found whole.
  text('categories'),
  new Field('github_stars', new Int32(), true),
  text('people', false),
  text('terms', false),
  new Field('term_numbers', new Binary(), false),
  new Field('changed_at', new Float64(), false),
  new Field('text_changed_at', new Float64(), false),
]);

export const VECTORS_SCHEMA = new Schema([text('id', false), text('day', false), new Field('vector', vector(), false)]);

export const VOCABULARY_SCHEMA = new Schema([
  new Field('term', new Uint32(), false),
  new Field('frequency', new Int32(), false),
  new Field('vector', vector(), true),
]);

export const EDITIONS_SCHEMA = new Schema([
  text('edition', false),
  new Field('schema', new Int32(), false),
  new Field('made_at', new Float64(), false),
]);

export const NOTES_SCHEMA = new Schema([text('model', false), text('name', false), text('text', false)]);

export const EMBEDDERS_SCHEMA = new Schema([
  text('embedder', false),
  new Field('dimensions', new Int32(), false),
  new Field('complete', new Bool(), false),
  new Field('changed_at', new Float64(), false),
]);

export function embeddingsSchema(dimensions: number) {
  return new Schema([
    text('id', false),
    text('day', false),
    text('content', false),
    new Field('vector', vector(dimensions), false),
  ]);
}

export const MODELS_SCHEMA = new Schema([
  text('model', false),
  new Field('created_at', new Float64(), false),
  new Field('papers', new Int32(), false),
  new Field('average_title_length', new Float64(), false),
  new Field('average_body_length', new Float64(), false),
  new Field('dimensions', new Int32(), false),
]);

/** The columns that make a Paper, and that a library of every schema has. */
export const FIRST_PAPER_COLUMNS = [
  'id',
  'title',
  'abstract',
  'authors',
  'author_count',
  'organisation',
  'published_on',
  'listed_on',
  'upvotes',
  'comments',
  'code',
  'project',
  'source',
  'withdrawn',
];

/** Those that came with schema 3: of older papers they are not known. */
export const LATER_PAPER_COLUMNS = ['listed_at', 'version', 'categories', 'github_stars'];

/** The columns that make a Paper. */
export const PAPER_COLUMNS = [...FIRST_PAPER_COLUMNS, ...LATER_PAPER_COLUMNS];

/** The columns that scoring needs. */
export const SCORING_COLUMNS = ['id', 'title', 'day', 'upvotes', 'term_numbers'];

export interface PaperRow {
  readonly id: string;
  readonly title: string;
  readonly title_key: string;
  readonly abstract: string;
  readonly authors: Iterable<string>;
  readonly author_count: number | null;
  readonly organisation: string | null;
  readonly published_on: string | null;
  readonly listed_on: string | null;
  readonly day: string;
  readonly upvotes: number | null;
  readonly comments: number | null;
  readonly code: string | null;
  readonly project: string | null;
  readonly source: string;
  readonly withdrawn: boolean;
  readonly listed_at: number | null;
  readonly version: number | null;
  readonly categories: string | null;
  readonly github_stars: number | null;
  readonly people: string;
  readonly terms: string;
  readonly term_numbers: Uint8Array;
  readonly changed_at: number;
  /** When what is searched changed: upvotes move every hour, and nothing rests on them that is computed. */
  readonly text_changed_at: number;
}

/** The day a paper counts for: its listing day, else its publication day; `''` when neither is known. */
export function effectiveDay(paper: Pick<Paper, 'listedOn' | 'publishedAt'>): Day | '' {
  return paper.listedOn ?? paper.publishedAt ?? '';
}

/** All times in milliseconds since 1970. */
export function toRow(paper: Paper, changedAt: number, textChangedAt = changedAt): PaperRow {
  // A withdrawn paper has no terms, so that no search by words can bring it.
  const searched = (text: string) => analyse(paper.withdrawn ? '' : text);
  const [title, body] = [searched(paper.title), searched(paper.abstract)];
  const titleTerms = allTerms(title).join(' ');
  return {
    id: paper.id,
    title: paper.title,
    title_key: titleKey(paper.title),
    abstract: paper.abstract,
    authors: paper.authors,
    author_count: paper.authorCount ?? null,
    organisation: paper.organisation ?? null,
    published_on: paper.publishedAt ?? null,
    listed_on: paper.listedOn ?? null,
    day: effectiveDay(paper),
    upvotes: paper.upvotes ?? null,
    comments: paper.comments ?? null,
    code: paper.links.code ?? null,
    project: paper.links.project ?? null,
    source: paper.source,
    withdrawn: paper.withdrawn,
    listed_at: paper.listedAt ?? null,
    version: paper.version ?? null,
    categories: paper.categories?.length ? ` ${paper.categories.join(' ')} ` : null,
    github_stars: paper.githubStars ?? null,
    people: nameWords([...paper.authors, paper.organisation ?? ''].join(' ')).join(' '),
    // The engine ranks candidates by plain BM25 over one field; three titles weigh as the title does in BM25F.
    terms: `${titleTerms} ${titleTerms} ${titleTerms} ${allTerms(body).join(' ')}`,
    term_numbers: packTerms(title, body),
    changed_at: changedAt,
    text_changed_at: textChangedAt,
  };
}

export function toPaper(row: PaperRow): Paper {
  const known = <T>(value: T | null | undefined): T | undefined => value ?? undefined;
  return {
    id: row.id as PaperId,
    title: row.title,
    abstract: row.abstract,
    authors: [...row.authors],
    ...present('authorCount', known(row.author_count)),
    ...present('organisation', known(row.organisation)),
    ...present('publishedAt', known(row.published_on)),
    ...present('listedOn', known(row.listed_on)),
    ...present('upvotes', known(row.upvotes)),
    ...present('comments', known(row.comments)),
    ...present('listedAt', known(row.listed_at)),
    ...present('version', known(row.version)),
    ...present('categories', known(row.categories)?.trim().split(' ')),
    ...present('githubStars', known(row.github_stars)),
    links: { ...present('code', known(row.code)), ...present('project', known(row.project)) },
    source: row.source as SourceName,
    withdrawn: row.withdrawn,
  };
}

function present<Key extends string, T>(key: Key, value: T | undefined): Partial<Record<Key, T>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, T>);
}
