/** A library as the first version wrote it: a table `papers` with its text index, and a model beside it. */
import { connect, Index, makeArrowTable } from '@lancedb/lancedb';
import type { Schema } from 'apache-arrow';
import type { Paper } from '../../src/domain/paper.ts';
import { allTerms, analyse } from '../../src/domain/text/analyse.ts';
import { arrow } from '../../src/library/arrow.ts';
import { toRow } from '../../src/library/rows.ts';

const { Bool, Field, FixedSizeList, Float32, Float64, Int32, List, Schema: ArrowSchema, Utf8 } = arrow;
const text = (name: string, nullable = true) => new Field(name, new Utf8(), nullable);
const vector = () => new FixedSizeList(256, new Field('item', new Float32(), true));

const PAPERS = new ArrowSchema([
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
  text('title_terms', false),
  text('body_terms', false),
  text('terms', false),
  new Field('changed_at', new Float64(), false),
]);
const VECTORS = new ArrowSchema([text('id', false), text('day', false), new Field('vector', vector(), false)]);
const VOCABULARY = new ArrowSchema([
  text('term', false),
  new Field('frequency', new Int32(), false),
  new Field('vector', vector(), true),
]);
const MODELS = new ArrowSchema([
  text('model', false),
  new Field('created_at', new Float64(), false),
  new Field('papers', new Int32(), false),
  new Field('average_title_length', new Float64(), false),
  new Field('average_body_length', new Float64(), false),
  new Field('dimensions', new Int32(), false),
]);

export async function writeFirstLibrary(uri: string, papers: readonly Paper[], changedAt: number): Promise<void> {
  const connection = await connect(uri);
  const write = async (name: string, schema: Schema, rows: readonly object[]) => {
    const table = await connection.createEmptyTable(name, schema);
    for (let start = 0; start < rows.length; start += 2_000)
      await table.add(makeArrowTable(rows.slice(start, start + 2_000) as Record<string, unknown>[], { schema }));
    return table;
  };
  const rows = papers.map((paper) => {
    const [title, body] = [paper.title, paper.abstract].map((part) => allTerms(analyse(part)).join(' '));
    const written: Record<string, unknown> = { ...toRow(paper, changedAt), title_terms: title, body_terms: body };
    return Object.fromEntries(PAPERS.fields.map(({ name }) => [name, written[name]]));
  });
  const table = await write('papers', PAPERS, rows);
  const config = Index.fts({ baseTokenizer: 'whitespace', stem: false, removeStopWords: false, withPosition: false });
  await table.createIndex('terms', { config });
  const numbers = Array.from({ length: 256 }, () => 1 / 16);
  await write('vocabulary_x', VOCABULARY, [{ term: 'denois', frequency: 2, vector: numbers }]);
  await write(
    'vectors_x',
    VECTORS,
    papers.map(({ id }) => ({ id, day: '', vector: numbers })),
  );
  await write('models', MODELS, [
    {
      model: 'x',
      created_at: changedAt + 1,
      papers: papers.length,
      average_title_length: 3,
      average_body_length: 9,
      dimensions: 256,
    },
  ]);
  connection.close();
}
