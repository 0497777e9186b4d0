/** Embeds questions for readers who wait: soon or not at all, and not for a while after it failed. */
import type { Clock } from '../../domain/clock.ts';
import { ModelFault } from '../../domain/errors.ts';
import type { Embedder } from '../../domain/ports.ts';

const PATIENCE_MILLISECONDS = 2_500;
/** After a fault, questions do without for so long; or each would wait for a server that is down. */
const PAUSE_MILLISECONDS = 30_000;

export class QuestionEmbedder {
  readonly #clock: Clock;
  readonly #onFault: (fault: unknown) => void;
  #pausedUntil = 0;

  constructor(clock: Clock, onFault: (fault: unknown) => void) {
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** @returns a vector of length 1, or `undefined` when there is none to be had in time */
  async embed(embedder: Embedder, question: string): Promise<Float32Array | undefined> {
    if (this.#clock.now() < this.#pausedUntil) return undefined;
    const answered = new AbortController();
    const tooLate = new AbortController();
    try {
      // An embedder that does not listen to its signal is not waited for either.
      const late = this.#clock.sleep(PATIENCE_MILLISECONDS, answered.signal).then(() => {
        throw new ModelFault('The embedder took too long with a question.', 'Look at its server, or at the load here.');
      });
      const [vector] = await Promise.race([embedder.embed([question], 'question', tooLate.signal), late]);
      return vector;
    } catch (fault) {
      this.#pausedUntil = this.#clock.now() + PAUSE_MILLISECONDS;
      this.#onFault(fault);
      return undefined;
    } finally {
      answered.abort();
      tooLate.abort();
    }
  }
}
