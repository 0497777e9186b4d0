/** Rows with vectors → Arrow tables of a bounded size, without a JavaScript number in between. */
import type { Table as ArrowTable, Field, FixedSizeList, Schema, Vector } from 'apache-arrow';
import { arrow } from '../arrow.ts';

const { Float32, makeData, RecordBatch, Struct, Table } = arrow;

/** Rows of one table; more only costs memory. */
const ROWS_A_BATCH = 10_000;

export interface VectorRow<Row> {
  readonly row: Row;
  readonly vector: Float32Array | undefined;
}

/**
 * Collects rows into tables.
 * @param rows each with its vector of up to as many numbers as the schema's vectors have, the rest being 0; or with none, which is null
 * @param schema with `vector` as its last field
 * @param toVectors the other columns of a batch, in the order of the schema
 */
export async function* vectorBatches<Row extends object>(
  rows: Iterable<VectorRow<Row>> | AsyncIterable<VectorRow<Row>>,
  schema: Schema,
  toVectors: (rows: readonly Row[]) => readonly Vector[],
): AsyncGenerator<ArrowTable> {
  const { listSize } = (schema.fields.at(-1) as Field<FixedSizeList>).type;
  let batch = newBatch<Row>(listSize);
  for await (const { row, vector } of rows) {
    if (vector) {
      batch.vectors.set(vector, batch.rows.length * listSize);
      const byte = batch.rows.length >> 3;
      batch.present[byte] = (batch.present[byte] as number) | (1 << (batch.rows.length & 7));
      batch.presentCount++;
    }
    batch.rows.push(row);
    if (batch.rows.length < ROWS_A_BATCH) continue;
    yield toTable(batch, schema, toVectors);
    batch = newBatch(listSize);
  }
  if (batch.rows.length) yield toTable(batch, schema, toVectors);
}

function newBatch<Row>(dimensions: number) {
  return {
    rows: [] as Row[],
    dimensions,
    vectors: new Float32Array(ROWS_A_BATCH * dimensions),
    present: new Uint8Array(Math.ceil(ROWS_A_BATCH / 8)),
    presentCount: 0,
  };
}

function toTable<Row>(
  batch: ReturnType<typeof newBatch<Row>>,
  schema: Schema,
  toVectors: (rows: readonly Row[]) => readonly Vector[],
): ArrowTable {
  const length = batch.rows.length;
  const field = schema.fields.at(-1);
  if (!field) throw new Error('a schema without fields');
  const numbers = makeData({ type: new Float32(), data: batch.vectors.subarray(0, length * batch.dimensions) });
  const vectors = makeData({
    type: field.type,
    length,
    nullCount: length - batch.presentCount,
    nullBitmap: batch.present,
    child: numbers,
  } as Parameters<typeof makeData>[0]);
  const children = [...toVectors(batch.rows).map(({ data }) => data[0]), vectors];
  const struct = makeData({ type: new Struct(schema.fields), length, children } as Parameters<typeof makeData>[0]);
  return new Table(schema, [new RecordBatch(schema, struct as never)]);
}
