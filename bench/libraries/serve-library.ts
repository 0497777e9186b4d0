/** A process that opens a finished library and answers questions, as the bot does: how fast, and with how much memory. */
import type { Paper } from '../../src/domain/paper.ts';
import { rank } from '../../src/retrieve/retrieve.ts';
import { answerParent, inputOfParent, type Memory, memoryOf } from '../child.ts';
import { FILTER_FROM, repeated } from '../corpus.ts';
import { type Times, timeEach } from '../measure.ts';
import { createAsk } from './ask.ts';
import { type EngineParts, openEngine } from './engine.ts';
import { exactNearest, recallOf } from './exact-nearest.ts';

export interface ServeInput {
  readonly uri: string;
  readonly questions: readonly string[];
  /** Papers that the library does not have yet, day by day. */
  readonly newDays: readonly (readonly Paper[])[];
}

/** How a question is asked. `candidates` is a search before it is ranked, `dated` the hybrid within days. */
export type Way = 'text' | 'vector' | 'candidates' | 'hybrid' | 'dated' | 'ask';

export interface Served {
  readonly openMilliseconds: number;
  /** From the call that opens to the first candidates. */
  readonly firstAnswerMilliseconds: number;
  /** The same from the start of the process. */
  readonly sinceStartMilliseconds: number;
  readonly ways: readonly { readonly way: Way; readonly one: Times; readonly eight: Times }[];
  /** After all questions, before anything is added. */
  readonly memory: Memory;
  readonly recallAt10: number;
  /** Of each day: until it is written and one of its papers is found. */
  readonly adding: Times;
}

const LIMIT = 12;
/** As many candidates as the ranking asks each search for. */
const DEPTH = 100;
const WARM_UP = 50;
const QUESTIONS_OF_ONE = 300;
const CALLERS = 8;
const QUESTIONS_OF_EIGHT = 800;
const RECALL_QUESTIONS = 100;

const { uri, questions, newDays } = await inputOfParent<ServeInput>();
const began = performance.now();
const engine = await openEngine(uri);
const openMilliseconds = performance.now() - began;
const { library } = engine;
await library.candidates({ text: questions[0] ?? '', depth: DEPTH });
const sinceStartMilliseconds = performance.now();

const ways: Served['ways'][number][] = [];
async function measureWays(asks: Partial<Record<Way, (question: string) => Promise<unknown>>>): Promise<void> {
  for (const [way, ask] of Object.entries(asks)) {
    await timeEach(questions.slice(0, WARM_UP), 1, ask);
    const one = await timeEach(repeated(questions, QUESTIONS_OF_ONE), 1, ask);
    const eight = await timeEach(repeated(questions, QUESTIONS_OF_EIGHT), CALLERS, ask);
    ways.push({ way: way as Way, one, eight });
    process.stderr.write(`  asked: ${way}\n`);
  }
}
await measureWays({
  hybrid: (question) => rank(library, question, {}, LIMIT),
  dated: (question) => rank(library, question, { from: FILTER_FROM }, LIMIT),
  candidates: (text) => library.candidates({ text, depth: DEPTH }),
  ask: createAsk(library),
});
const memory = await memoryOf(process.pid);
const parts = await engine.parts();
await measureWays({
  text: (question) => parts.text(question, DEPTH),
  vector: (question) => parts.vector(question, DEPTH),
});
const recallAt10 = await recall(parts, questions.slice(0, RECALL_QUESTIONS));
const adding = await timeEach(newDays, 1, addFindable);
// A library that is kept is the same for the next run.
await library.remove(newDays.flat().map(({ id }) => id));
await library.close();
answerParent<Served>({
  openMilliseconds,
  firstAnswerMilliseconds: sinceStartMilliseconds - began,
  sinceStartMilliseconds,
  ways,
  memory,
  recallAt10,
  adding,
});

/** As the library searches: ten of the hundred that it asks for. */
async function recall(vectors: EngineParts, asked: readonly string[]): Promise<number> {
  const known = vectors.vectorsOf(asked).filter((vector) => vector !== undefined);
  const found = await Promise.all(known.map((vector) => vectors.nearest(vector, DEPTH)));
  const first = found.map((ids) => ids.slice(0, 10));
  return recallOf(await exactNearest(known, vectors.stored(), 10), first);
}

async function addFindable(day: readonly Paper[]): Promise<void> {
  await library.upsert(day);
  const last = day.at(-1) as Paper;
  const found = await library.candidates({ text: last.title, depth: DEPTH });
  if (!found.some(({ id }) => id === last.id)) throw new Error(`"${last.title}" was added and is not found.`);
}
