/** Which records are one paper: the same arXiv id, or the same title when one side has no id. Pure. */
import { mergePapers, samePaper } from '../domain/merge-papers.ts';
import { type Paper, type PaperId, titleKey } from '../domain/paper.ts';

export interface Resolution {
  /** Papers that were not there. */
  readonly added: readonly Paper[];
  /** Papers that say something new, in their merged form. */
  readonly changed: readonly Paper[];
  readonly unchanged: number;
  /** Ids made from a title whose paper is now known by its arXiv id. */
  readonly replaced: readonly PaperId[];
}

/**
 * Merges incoming records into known ones.
 * @param known every stored paper that shares an id or a title key with an incoming one
 */
export function resolve(known: readonly Paper[], incoming: readonly Paper[]): Resolution {
  const stored = new Map(known.map((paper) => [paper.id, paper]));
  const byId = new Map(stored);
  const byTitle = new Map<string, Set<PaperId>>();
  for (const paper of known) shelve(byTitle, paper);
  /** Id made from a title → the stored paper's id from now on. */
  const heirs = new Map<PaperId, PaperId>();
  const touched = new Set<PaperId>();

  for (const record of incoming) {
    // Merging a record with itself brings it into the one form that later merges keep.
    let merged = mergePapers(byId.get(record.id) ?? record, record);
    // Its twin by title too; where a write was cut off half-way both are stored, and folded now.
    const twin = twinOf(merged, byId, byTitle);
    if (twin) {
      merged = mergePapers(twin, merged);
      for (const id of [twin.id, record.id]) {
        if (id === merged.id) continue;
        byId.delete(id);
        touched.delete(id);
        byTitle.get(titleKey(merged.title))?.delete(id);
        if (stored.has(id)) heirs.set(id, merged.id);
      }
    }
    byId.set(merged.id, merged);
    shelve(byTitle, merged);
    touched.add(merged.id);
  }

  const before = new Map([...heirs].map(([id, heir]) => [heir, stored.get(id)]));
  const added: Paper[] = [];
  const changed: Paper[] = [];
  for (const id of touched) {
    const paper = byId.get(id) as Paper;
    const old = stored.get(id) ?? before.get(id);
    if (!old) added.push(paper);
    else if (!samePaper(old, paper)) changed.push(paper);
  }
  const unchanged = touched.size - added.length - changed.length;
  return { added, changed, unchanged, replaced: [...heirs.keys()] };
}

/** A paper with the same title of which one side has no arXiv id. Where two have one, the one that knows all of this already. */
function twinOf(
  paper: Paper,
  byId: ReadonlyMap<PaperId, Paper>,
  byTitle: ReadonlyMap<string, ReadonlySet<PaperId>>,
): Paper | undefined {
  const hasArxivId = paper.id.startsWith('arxiv:');
  const ids = [...(byTitle.get(titleKey(paper.title)) ?? [])].sort();
  const others = ids.filter((id) => id.startsWith('arxiv:') !== hasArxivId).flatMap((id) => byId.get(id) ?? []);
  return others.find((other) => samePaper(mergePapers(other, paper), other)) ?? others[0];
}

function shelve(byTitle: Map<string, Set<PaperId>>, paper: Paper): void {
  const key = titleKey(paper.title);
  const ids = byTitle.get(key) ?? new Set();
  byTitle.set(key, ids.add(paper.id));
}
