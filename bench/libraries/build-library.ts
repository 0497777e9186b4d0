/** A process that builds a library, and asks it questions while term statistics and vectors are computed. */
import { refresh as refreshLibrary } from '../../src/retrieve/refresh.ts';
import { rank } from '../../src/retrieve/retrieve.ts';
import { answerParent, inputOfParent, memoryOf } from '../child.ts';
import { loadCorpus, papersOf } from '../corpus.ts';
import { type Times, time, timeMeanwhile } from '../measure.ts';
import { openEngine } from './engine.ts';

export interface BuildInput {
  readonly uri: string;
  readonly papers: number;
  readonly shared: string;
}

export interface Refreshed {
  readonly milliseconds: number;
  /** Of questions asked in the same process while it went on, one every 100 ms. */
  readonly questions: Times;
}

export interface Built {
  readonly origin: string;
  readonly takingInMilliseconds: number;
  /** From nothing: the questions meanwhile can only be answered by text. */
  readonly refresh: Refreshed;
  /** Once more with the vectors in force, after more papers; for libraries in which that is quick. */
  readonly refreshAgain?: Refreshed;
  readonly peakBytes?: number;
  /** Papers beyond the size that were added since. */
  readonly added: number;
}

const QUESTION_EVERY_MILLISECONDS = 100;
const MOST_TO_REFRESH_AGAIN = 50_000;
/** New papers that make the library compute its vectors anew. */
const NEW_SHARE = 0.03;
const BATCHES_A_LINE = 10;

const { uri, papers, shared } = await inputOfParent<BuildInput>();
const corpus = await loadCorpus(shared);
const { library } = await openEngine(uri);

let takingInMilliseconds = 0;
let batches = 0;
for (const batch of papersOf(corpus, papers)) {
  takingInMilliseconds += (await time(() => library.upsert(batch))).milliseconds;
  if (++batches % BATCHES_A_LINE === 0) process.stderr.write(`  ${batches * batch.length} of ${papers} papers\n`);
}

async function refresh(): Promise<Refreshed> {
  let milliseconds = 0;
  const questions = await timeMeanwhile(
    async () => {
      milliseconds = (await time(() => refreshLibrary(library))).milliseconds;
    },
    QUESTION_EVERY_MILLISECONDS,
    (turn) => rank(library, corpus.questions[turn % corpus.questions.length] as string, {}, 12),
  );
  return { milliseconds, questions };
}

const first = await refresh();
let again: Refreshed | undefined;
let added = 0;
if (papers <= MOST_TO_REFRESH_AGAIN) {
  added = Math.ceil(papers * NEW_SHARE);
  for (const batch of papersOf(corpus, added, papers)) await library.upsert(batch);
  again = await refresh();
}
const { peakBytes } = await memoryOf(process.pid);
await library.close();
answerParent<Built>({
  origin: corpus.origin,
  takingInMilliseconds,
  refresh: first,
  refreshAgain: again,
  peakBytes,
  added,
});
