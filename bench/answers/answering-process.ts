/** A process that answers questions with a model, as the bot does: when claims are shown, its own work, its memory. */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadPrompts } from '../../src/answer/prompts.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { Message } from '../../src/domain/message.ts';
import { openLibrary } from '../../src/library/open-library.ts';
import { createOpenAiModel } from '../../src/model/openai-model.ts';
import { createPipeline } from '../../src/pipeline.ts';
import { openCache } from '../../src/state/open-cache.ts';
import { answerParent, inputOfParent, ROOT } from '../child.ts';
import { timeEach } from '../measure.ts';
import { PACED, steadyMilliseconds } from './paced-model.ts';

export interface AnsweringInput {
  readonly folder: string;
  readonly modelUrl: string;
  /** Answered at the model's pace. */
  readonly paced: readonly string[];
  /** Answered as fast as can be, to see what the process itself takes. */
  readonly quick: readonly string[];
  /** Answered in one go, to see whether memory grows. */
  readonly many: readonly string[];
}

export interface MemoryAfter {
  readonly answers: number;
  readonly heapBytes: number;
  readonly residentBytes: number;
}

export interface Answering {
  /** For each paced question the moments, in milliseconds of the steady clock, at which its claims were shown. */
  readonly shown: readonly { readonly question: string; readonly at: readonly number[] }[];
  /** Milliseconds of processor time an answer, everything included. */
  readonly workMilliseconds: number;
  readonly quickAnswers: number;
  readonly memory: readonly MemoryAfter[];
}

const PACED_CALLERS = 4;
const CALLERS = 4;
const WARM_UP = 100;
const LOOKS = 10;
const SILENT = { info() {}, warn() {}, error() {} };

const { folder, modelUrl, paced, quick, many } = await inputOfParent<AnsweringInput>();
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const library = await openLibrary({ uri: join(folder, 'library'), clock: systemClock });
const { cache, close } = openCache({ path: join(folder, 'answers.sqlite'), clock: systemClock, log: SILENT });

function createAsk(model: string): (question: string, onMessage?: (message: Message) => void) => Promise<void> {
  const access = { baseUrl: modelUrl, apiKey: '', model, timeoutMilliseconds: 25_000 };
  const pipeline = createPipeline({
    library,
    prompts: loadPrompts(join(ROOT, 'prompts')),
    model: createOpenAiModel({ ...access, clock: systemClock, log: SILENT }),
    answerCache: cache,
    clock: systemClock,
    log: SILENT,
    version: 'bench',
    answerDeadlineMilliseconds: 60_000,
  });
  return async (question, onMessage) => {
    const call = { signal: new AbortController().signal, reader: 'bench', place: 'bench' };
    for await (const message of pipeline.ask(question, {}, call)) onMessage?.(message);
  };
}

const askQuickly = createAsk('quick');
await timeEach(quick.slice(0, WARM_UP), 1, (question) => askQuickly(question));
const before = process.cpuUsage();
const measured = quick.slice(WARM_UP);
await timeEach(measured, 1, (question) => askQuickly(question));
const { user, system } = process.cpuUsage(before);
process.stderr.write('  answered as fast as can be\n');

const askPaced = createAsk(PACED);
const shown: Answering['shown'][number][] = [];
await timeEach(paced, PACED_CALLERS, async (question) => {
  const at: number[] = [];
  await askPaced(question, ({ answer }) => {
    const now = steadyMilliseconds();
    while (answer?.mode === 'model' && at.length < answer.claims.length) at.push(now);
  });
  shown.push({ question, at });
});
process.stderr.write('  answered at the pace of a model\n');

const memory: MemoryAfter[] = [];
function look(answers: number): void {
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  memory.push({ answers, heapBytes: heapUsed, residentBytes: rss });
}
const each = Math.ceil(many.length / LOOKS);
for (let from = 0; from < many.length; from += each) {
  const some = many.slice(from, from + each);
  await timeEach(some, CALLERS, (question) => askQuickly(question));
  look(from + some.length);
}

answerParent<Answering>({
  shown,
  workMilliseconds: (user + system) / 1000 / measured.length,
  quickAnswers: measured.length,
  memory,
});
close();
await library.close();
