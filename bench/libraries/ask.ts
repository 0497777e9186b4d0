/** A library in, `/ask` without a model over it out. */
import { join } from 'node:path';
import { loadPrompts } from '../../src/answer/prompts.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { PaperIndex } from '../../src/domain/ports.ts';
import { createPipeline } from '../../src/pipeline.ts';
import { ROOT } from '../child.ts';

const CALL = { signal: new AbortController().signal, reader: 'bench', place: 'bench' };
const SILENT = { info() {}, warn() {}, error() {} };

/** @returns asks a question and waits for the whole answer */
export function createAsk(library: PaperIndex): (question: string) => Promise<void> {
  const pipeline = createPipeline({
    library,
    prompts: loadPrompts(join(ROOT, 'prompts')),
    clock: systemClock,
    log: SILENT,
    version: 'bench',
    answerDeadlineMilliseconds: 25_000,
  });
  return async (question) => {
    for await (const _ of pipeline.ask(question, {}, CALL));
  };
}
