/** In: texts. Out: vectors of length 1, from an OpenAI-compatible server. */
import type { Clock } from '../domain/clock.ts';
import { ModelFault } from '../domain/errors.ts';
import type { Embedder, Log } from '../domain/ports.ts';
import { openAiEmbedderName } from './embedder-name.ts';
import { type EmbeddingAnswer, readEmbeddingAnswer } from './embedding-answer.ts';
import { type BatchLimits, batchesOf, FIRST_LIMITS, shortened } from './embedding-batches.ts';
import { describeEmbeddingError, EMBEDDING_SETTING_NAMES, isTooLarge, UnusableAnswer } from './embedding-faults.ts';
import { type ModelSetting, ModelSilence } from './model-faults.ts';
import { createOpenAiClient, withoutSecrets } from './openai-client.ts';
import { isPassing, retryAfterMilliseconds } from './passing-error.ts';
import { withinSilence } from './within-silence.ts';

type Purpose = Parameters<Embedder['embed']>[1];

export interface OpenAiEmbedderOptions {
  /** Up to and including `/v1`, for any server that speaks like OpenAI. */
  readonly baseUrl: string;
  /** May be empty: local servers want none. */
  readonly apiKey: string;
  readonly model: string;
  /** What the server is asked to shorten its vectors to; not every model can. */
  readonly dimensions?: number;
  /** For one request, headers and body. */
  readonly timeoutMilliseconds: number;
  readonly clock: Clock;
  readonly log: Log;
  /** How long one batch may go on being refused with 429, 5xx or no answer; `PATIENCE_MILLISECONDS` when not said. */
  readonly patienceMilliseconds?: Readonly<Record<Purpose, number>>;
  /** Called after each request of which the server says what it counted. */
  readonly onUsage?: (tokens: number) => void;
}

/** Papers are embedded in the background, where minutes do not matter; in front of a question sits a reader. */
export const PATIENCE_MILLISECONDS: Readonly<Record<Purpose, number>> = { paper: 300_000, question: 2_000 };
const FIRST_WAIT_MILLISECONDS = 500;
const LONGEST_BACK_OFF_MILLISECONDS = 30_000;

/**
 * An embedder behind an OpenAI-compatible server.
 *
 * Texts are trimmed; one that is empty then is a fault, for the server would refuse all of its batch. A batch that is
 * too large is halved, and what the server took is remembered for the life of the embedder; a single text that is too
 * long is shortened from its end, with a warning. Papers and questions are embedded alike.
 * `embed` throws ModelFault, or the reason of the caller's signal when that was aborted.
 */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const { baseUrl, apiKey, model, dimensions, timeoutMilliseconds, clock, log } = options;
  const { patienceMilliseconds = PATIENCE_MILLISECONDS, onUsage } = options;
  const names = EMBEDDING_SETTING_NAMES;
  const setting: ModelSetting = { address: withoutSecrets(baseUrl, names.address), model, apiKey, names };
  const client = createOpenAiClient(options);
  let limits: BatchLimits = FIRST_LIMITS;
  let knownDimensions: number | undefined;

  async function askOnce(texts: readonly string[], signal: AbortSignal): Promise<EmbeddingAnswer> {
    const controller = new AbortController();
    const body = { model, input: [...texts], encoding_format: 'float' as const, ...(dimensions && { dimensions }) };
    // The body is read here, not by the SDK, whose time limit ends with the headers.
    const answered = client.embeddings
      .create(body, { signal: AbortSignal.any([signal, controller.signal]) })
      .asResponse()
      .then((response) => response.text());
    try {
      const answer = readEmbeddingAnswer(await withinSilence(answered, timeoutMilliseconds, clock), texts.length);
      if (answer.tokens !== undefined) onUsage?.(answer.tokens);
      checkDimensions(answer.vectors[0]?.length ?? 0);
      return answer;
    } finally {
      controller.abort();
    }
  }

  function checkDimensions(answered: number): void {
    if (dimensions && answered !== dimensions) {
      throw new UnusableAnswer({ kind: 'dimensions', asked: dimensions, answered });
    }
    if (knownDimensions && answered !== knownDimensions) {
      throw new UnusableAnswer({ kind: 'changed', before: knownDimensions, answered });
    }
    knownDimensions = answered;
  }

  async function askPatiently(texts: readonly string[], purpose: Purpose, signal: AbortSignal) {
    const giveUpAt = clock.now() + patienceMilliseconds[purpose];
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await askOnce(texts, signal);
      } catch (error) {
        signal.throwIfAborted();
        const wait = waitBeforeRetry(error, attempt, clock);
        if (wait === undefined || clock.now() + wait > giveUpAt) throw error;
        log.warn('embedding-retry', { model, attempt: attempt + 1, waitMilliseconds: wait });
        await clock.sleep(wait, signal);
      }
    }
  }

  async function embedBatch(
    texts: readonly string[],
    purpose: Purpose,
    signal: AbortSignal,
  ): Promise<{ vectors: Float32Array[]; whole: boolean }> {
    try {
      return { vectors: (await askPatiently(texts, purpose, signal)).vectors, whole: true };
    } catch (error) {
      if (signal.aborted || !isTooLarge(error)) throw error;
      const [only] = texts;
      if (texts.length === 1 && only !== undefined) {
        const rest = shortened(only);
        if (!rest) throw error;
        log.warn('embedding-text-shortened', { model, from: only.length, to: rest.length });
        return { ...(await embedBatch([rest], purpose, signal)), whole: false };
      }
      const middle = Math.ceil(texts.length / 2);
      const first = await embedBatch(texts.slice(0, middle), purpose, signal);
      const second = await embedBatch(texts.slice(middle), purpose, signal);
      // Where one half is still too large, a single long text may be the reason, and no rule for the others.
      if (first.whole && second.whole) {
        limits = { ...limits, texts: middle };
        log.warn('embedding-batch-halved', { model, texts: middle });
      }
      return { vectors: [...first.vectors, ...second.vectors], whole: false };
    }
  }

  return {
    name: openAiEmbedderName(baseUrl, { model, ...(dimensions && { dimensions }) }),
    async embed(texts, purpose, signal) {
      signal.throwIfAborted();
      const trimmed = texts.map((text) => text.trim().toWellFormed());
      const empty = trimmed.indexOf('');
      if (empty >= 0) {
        throw new ModelFault(
          `Text ${empty + 1} of ${texts.length} is empty.`,
          'Only text can be turned into a vector.',
        );
      }
      const vectors: Float32Array[] = [];
      try {
        for (const batch of batchesOf(trimmed, () => limits)) {
          vectors.push(...(await embedBatch(batch, purpose, signal)).vectors);
        }
        return vectors;
      } catch (error) {
        signal.throwIfAborted();
        const fault = describeEmbeddingError(error, setting, dimensions, retryAfterMilliseconds(error, clock));
        const cause = fault.cause instanceof Error ? fault.cause.message : undefined;
        log.warn('embedding-failed', { model, address: setting.address, message: fault.message, cause });
        throw fault;
      }
    },
  };
}

/** Milliseconds to wait, with jitter, or `undefined` when asking again is no use. */
function waitBeforeRetry(error: unknown, attempt: number, clock: Clock): number | undefined {
  if (isTooLarge(error) || !(isPassing(error) || error instanceof ModelSilence)) return undefined;
  const backOff = Math.min(LONGEST_BACK_OFF_MILLISECONDS, FIRST_WAIT_MILLISECONDS * 2 ** attempt);
  return Math.round(Math.max(backOff * (0.75 + Math.random() / 2), retryAfterMilliseconds(error, clock) ?? 0));
}
