/** Papers in, a real library of them in a temporary folder for as long as it is needed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../domain/clock.ts';
import type { Paper } from '../domain/paper.ts';
import type { PaperIndex } from '../domain/ports.ts';
import { openLibrary } from '../library/open-library.ts';
import { refresh } from '../retrieve/refresh.ts';
import type { EvaluationDocument } from './beir.ts';

/** A folder that is removed when the work is done, whatever came of it. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes the papers in, with term statistics and vectors, as sync and import do. @returns milliseconds it took */
export async function fillLibrary(library: PaperIndex, papers: readonly Paper[]): Promise<number> {
  const started = performance.now();
  await library.upsert(papers);
  await refresh(library);
  return performance.now() - started;
}

export function withTemporaryLibrary<T>(
  papers: readonly Paper[],
  clock: Clock,
  work: (library: PaperIndex, takingInMilliseconds: number) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const library = await openLibrary({ uri: join(folder, 'library'), clock });
    try {
      return await work(library, await fillLibrary(library, papers));
    } finally {
      await library.close();
    }
  });
}

/**
 * A document of an evaluation set as a paper. Every document gets an id of the kind that arXiv papers have, whatever
 * its own looks like: two papers with such ids are never taken for one, however alike their titles are.
 */
export function paperOfDocument({ id, title, text }: EvaluationDocument): Paper {
  return { id: `arxiv:${id}`, title, abstract: text, authors: [], links: {}, source: 'jsonl', withdrawn: false };
}

/** The document id behind a paper that `paperOfDocument` made. */
export function documentIdOf(paper: { readonly id: Paper['id'] }): string {
  return paper.id.slice('arxiv:'.length);
}
