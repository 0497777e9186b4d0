/** Folds the small fragments of many writes together and brings the indexes up to date. */
import { checkedWrite } from './checked-write.ts';
import type { StoredModel } from './corpus/model-store.ts';
import { type Tables, TEXT_INDEX } from './tables.ts';

/** Files of earlier states are kept for readers that are in the middle of a question. */
const KEPT_MILLISECONDS = 10 * 60_000;
/** After so many writes, or when so many papers are not in the text index, or these shares of all papers if that is more. */
const WRITES = { most: 50, share: 0.001 };
const UNINDEXED = { most: 1_000, share: 0.3 };
/** Up to here it takes a second. In a larger library it may write the whole table anew, which takes minutes. */
const CHEAP_PAPERS = 50_000;

/** Whether it is time, after so many writes of this process. */
export async function isCompactionDue({ papers }: Tables, writes: number): Promise<boolean> {
  const count = await papers.countRows();
  if (writes >= Math.max(WRITES.most, count * WRITES.share)) return true;
  return (await unindexed(papers)) >= Math.max(UNINDEXED.most, count * UNINDEXED.share);
}

/** Whether it is worth while at the end of a job. */
export async function isCompactionWorthwhile({ papers }: Tables): Promise<boolean> {
  return (await papers.countRows()) <= CHEAP_PAPERS || (await unindexed(papers)) >= UNINDEXED.most;
}

export async function compact(tables: Tables, stored: StoredModel | undefined): Promise<void> {
  const cleanupOlderThan = new Date(Date.now() - KEPT_MILLISECONDS);
  for (const table of [tables.papers, ...(stored ? [stored.vectors.table] : [])])
    await checkedWrite(table, () => table.optimize({ cleanupOlderThan }));
}

async function unindexed(papers: Tables['papers']): Promise<number> {
  return (await papers.indexStats(TEXT_INDEX))?.numUnindexedRows ?? 0;
}
