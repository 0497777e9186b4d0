/** A number of papers in, a data folder with a library of so many out; of none, the program takes its bundled sample. */
import { join } from 'node:path';
import { systemClock } from '../../src/domain/clock.ts';
import { fillLibrary } from '../../src/evaluate/temporary-library.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { type Corpus, papersOf, sampleCorpus } from '../corpus.ts';
import { wholeNumber } from '../table.ts';

export interface LibraryFor {
  /** In words, for the report. */
  readonly what: string;
  readonly questions: readonly string[];
}

/** @param folder the bot's data folder @param papers 0: the sample */
export async function libraryFor(folder: string, papers: number, corpus: Corpus): Promise<LibraryFor> {
  if (!papers) return { what: 'the bundled sample', questions: (await sampleCorpus()).questions };
  process.stderr.write(`building a library of ${papers} papers\n`);
  const library = await openLibrary({ uri: join(folder, 'library'), clock: systemClock });
  await fillLibrary(library, [...papersOf(corpus, papers)].flat());
  await library.close();
  return { what: `${wholeNumber(papers)} papers (${corpus.origin})`, questions: corpus.questions };
}
