/** A number of papers in, a library of that size with its figures out; built once a run, or kept from a run before. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureInChild } from '../child.ts';
import { type Corpus, papersOf } from '../corpus.ts';
import { bytesBelow } from '../disk.ts';
import type { BuildInput, Built } from './build-library.ts';
import type { Served, ServeInput } from './serve-library.ts';

export interface LibraryFigures {
  readonly papers: number;
  readonly uri: string;
  readonly built: Built;
  /** The library, and so the figures of its building, are of a run before this one. */
  readonly kept: boolean;
  readonly served: Served;
  readonly diskBytes: number;
}

export interface Libraries {
  measured(papers: number): Promise<LibraryFigures>;
}

const NEW_DAYS = 5;
const PAPERS_A_DAY = 50;

/** @param folder where the libraries lie, one folder a size */
export function createLibraries(folder: string, shared: string, corpus: Corpus): Libraries {
  const known = new Map<number, Promise<LibraryFigures>>();
  return {
    measured(papers) {
      const figures = known.get(papers) ?? measure(join(folder, String(papers)), papers, shared, corpus);
      known.set(papers, figures);
      return figures;
    },
  };
}

async function measure(folder: string, papers: number, shared: string, corpus: Corpus): Promise<LibraryFigures> {
  const uri = join(folder, 'library');
  const record = join(folder, 'built.json');
  const before = await readFile(record, 'utf8').catch(() => undefined);
  const built = before ? (JSON.parse(before) as Built) : await build({ uri, papers, shared }, folder);
  const diskBytes = await bytesBelow(uri);
  // Written first: papers of a run that breaks off may be in the library and are never new again.
  const added = built.added + NEW_DAYS * PAPERS_A_DAY;
  await writeFile(record, JSON.stringify({ ...built, added }));
  const newDays = Array.from({ length: NEW_DAYS }, (_, day) => [
    ...papersOf(corpus, PAPERS_A_DAY, papers + built.added + day * PAPERS_A_DAY),
  ]).map((batches) => batches.flat());
  process.stderr.write(`asking the library of ${papers} papers\n`);
  const served = await measureInChild<ServeInput, Served>('libraries/serve-library.ts', {
    uri,
    questions: corpus.questions,
    newDays,
  });
  return { papers, uri, built, kept: before !== undefined, served, diskBytes };
}

async function build(input: BuildInput, folder: string): Promise<Built> {
  process.stderr.write(`building a library of ${input.papers} papers\n`);
  // What a run that broke off has left is no library of this size.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return measureInChild<BuildInput, Built>('libraries/build-library.ts', input);
}
