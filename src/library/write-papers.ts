/** Papers into the tables: merged with what is there, findable at once. */
import type { Table } from '@lancedb/lancedb';
import { type Paper, type PaperId, titleKey } from '../domain/paper.ts';
import type { UpsertReport } from '../domain/ports.ts';
import { checkedWrite } from './checked-write.ts';
import type { StoredModel } from './corpus/model-store.ts';
import { resolve } from './identity.ts';
import { IDS_A_QUERY, papersWhere } from './read-papers.ts';
import { PAPERS_SCHEMA, type PaperRow, toRow, VECTORS_SCHEMA } from './rows.ts';
import { unpackTerms } from './search/term-numbers.ts';
import { anyOf, arrowTable, type Tables } from './tables.ts';

/**
 * @param stored the model in force: new papers get its vectors at once, the model itself changes with a refresh
 * @param now milliseconds since 1970
 */
export async function writePapers(
  tables: Tables,
  stored: StoredModel | undefined,
  papers: readonly Paper[],
  now: number,
): Promise<UpsertReport> {
  const known = await relatives(tables, papers);
  const { added, changed, unchanged, replaced } = resolve(known, papers);
  const before = await textTimes(tables, known, changed);
  const rows = [...added, ...changed].map((paper) => toRow(paper, now, before.get(paper.id)));
  if (rows.length) await mergeRows(tables.papers, arrowTable(rows, PAPERS_SCHEMA), rows[0]?.id);
  if (replaced.length) await tables.papers.delete(anyOf('id', replaced));
  if (stored) await writeVectors(stored, rows, replaced);
  return { added: added.length, changed: changed.length, unchanged };
}

/** @returns how many were there */
export async function removePapers(
  tables: Tables,
  stored: StoredModel | undefined,
  ids: readonly PaperId[],
): Promise<number> {
  if (!ids.length) return 0;
  const there = await tables.papers.countRows(anyOf('id', ids));
  if (there) await tables.papers.delete(anyOf('id', ids));
  await stored?.vectors.table.delete(anyOf('id', ids));
  return there;
}

async function writeVectors(
  { model, vectors }: StoredModel,
  papers: readonly PaperRow[],
  replaced: readonly PaperId[],
): Promise<void> {
  const gone = [...replaced, ...papers.filter((paper) => paper.withdrawn).map((paper) => paper.id)];
  if (gone.length) await vectors.table.delete(anyOf('id', gone));
  const rows = papers.flatMap((paper) => {
    const vector = model.vectorOfPaper(unpackTerms(paper.term_numbers));
    return vector ? [{ id: paper.id, day: paper.day, vector: [...vector] }] : [];
  });
  if (rows.length) await mergeRows(vectors.table, arrowTable(rows, VECTORS_SCHEMA), rows[0]?.id);
}

function mergeRows(table: Table, rows: ReturnType<typeof arrowTable>, id: string | undefined): Promise<void> {
  const merge = table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll();
  return checkedWrite(table, () => merge.execute(rows), id);
}

/** When the text of papers was written that say something new but for their text. */
async function textTimes(
  { papers }: Tables,
  known: readonly Paper[],
  changed: readonly Paper[],
): Promise<ReadonlyMap<string, number>> {
  const textOf = ({ title, abstract, withdrawn }: Paper) => JSON.stringify([title, abstract, withdrawn]);
  const texts = new Map(known.map((paper) => [paper.id, textOf(paper)]));
  const same = changed.filter((paper) => texts.get(paper.id) === textOf(paper)).map(({ id }) => id);
  const times = new Map<string, number>();
  for (let start = 0; start < same.length; start += IDS_A_QUERY) {
    const query = papers.query().where(anyOf('id', same.slice(start, start + IDS_A_QUERY)));
    const rows = (await query.select(['id', 'text_changed_at']).toArray()) as PaperRow[];
    for (const row of rows) times.set(row.id, row.text_changed_at);
  }
  return times;
}

/** Every stored paper that shares an id or a title with one of these. */
async function relatives(tables: Tables, papers: readonly Paper[]): Promise<Paper[]> {
  const found = new Map<string, Paper>();
  for (let start = 0; start < papers.length; start += IDS_A_QUERY) {
    const part = papers.slice(start, start + IDS_A_QUERY);
    const ids = part.map((paper) => paper.id);
    const keys = [...new Set(part.map((paper) => titleKey(paper.title)))];
    const rows = await papersWhere(tables, `${anyOf('id', ids)} OR ${anyOf('title_key', keys)}`);
    for (const paper of rows) found.set(paper.id, paper);
  }
  return [...found.values()];
}
