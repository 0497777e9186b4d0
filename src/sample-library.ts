/** Part of the composition root: the bundled sample as a library, for until something is synced or imported. */
import { createHash } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Clock } from './domain/clock.ts';
import type { PaperIndex } from './domain/ports.ts';
import { openLibrary } from './library/open-library.ts';
import type { LibraryOptions } from './library/writing-alone.ts';
import { readPaperFile } from './sources/read-file.ts';

const SAMPLE = join(import.meta.dirname, '..', 'data', 'sample', 'papers.jsonl');

/** The sample's index is built once per version of the sample, aside and then moved into place. */
export async function openSample(
  { config, clock }: { readonly config: Config; readonly clock: Clock },
  embedding: Pick<LibraryOptions, 'embedders' | 'onEmbeddingFault'>,
): Promise<PaperIndex> {
  const text = await readFile(SAMPLE);
  const name = `sample-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  const uri = join(config.dataFolder, name);
  const existing = await openLibrary({ uri, clock, sample: true, ...embedding });
  if ((await existing.statistics()).papers > 0) return existing;
  await existing.close();
  const aside = join(config.dataFolder, `${name}.building-${process.pid}`);
  const building = await openLibrary({ uri: aside, clock });
  await building.upsert((await readPaperFile(SAMPLE, { today: '2026-07-01' })).papers);
  // Not asked about itself, as other libraries are: that takes longer than the first answer should.
  await building.refresh();
  await building.close();
  await rm(uri, { recursive: true, force: true });
  await rename(aside, uri).catch(() => rm(aside, { recursive: true, force: true }));
  return openLibrary({ uri, clock, sample: true, ...embedding });
}
