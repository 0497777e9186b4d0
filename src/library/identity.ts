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
  const replaced = new Set<PaperId>();
  const touched = new Set<PaperId>();

  for (const record of incoming) {
    const target = byId.get(record.id) ?? sameTitle(record, byId, byTitle);
    // Merging a record with itself brings it into the one form that later merges keep.
    const merged = mergePapers(target ?? record, record);
    if (target && merged.id !== target.id) {
      byId.delete(target.id);
      touched.delete(target.id);
      byTitle.get(titleKey(target.title))?.delete(target.id);
      if (stored.has(target.id)) replaced.add(target.id);
    }
    byId.set(merged.id, merged);
    shelve(byTitle, merged);
    touched.add(merged.id);
  }

  const papers = [...touched].map((id) => byId.get(id) as Paper);
  const before = (paper: Paper) =>
    stored.get(paper.id) ??
    [...replaced].map((id) => stored.get(id)).find((old) => old && titleKey(old.title) === titleKey(paper.title));
  const added = papers.filter((paper) => !before(paper));
  const changed = papers.filter((paper) => {
    const old = before(paper);
    return old !== undefined && !samePaper(old, paper);
  });
  return { added, changed, unchanged: papers.length - added.length - changed.length, replaced: [...replaced] };
}

function sameTitle(
  record: Paper,
  byId: ReadonlyMap<PaperId, Paper>,
  byTitle: ReadonlyMap<string, ReadonlySet<PaperId>>,
) {
  const ids = [...(byTitle.get(titleKey(record.title)) ?? [])].sort();
  const recordHasId = record.id.startsWith('arxiv:');
  const match = ids.find((id) => !recordHasId || !id.startsWith('arxiv:'));
  return match && byId.get(match);
}

function shelve(byTitle: Map<string, Set<PaperId>>, paper: Paper): void {
  const key = titleKey(paper.title);
  const ids = byTitle.get(key) ?? new Set();
  byTitle.set(key, ids.add(paper.id));
}
