/** In: texts and what a server takes at once. Out: the same texts in batches. */

export interface BatchLimits {
  readonly texts: number;
  readonly characters: number;
}

/**
 * OpenAI takes 2,048 texts and 300,000 tokens at once (a character is at most about one token, in any script). Smaller
 * batches lose nothing: a text is four hundred tokens, and the time goes into those.
 */
export const FIRST_LIMITS: BatchLimits = { texts: 128, characters: 200_000 };

/** Batches in the order of the texts; a text that is too long by itself has a batch of its own. */
export function* batchesOf(texts: readonly string[], limits: () => BatchLimits): Generator<readonly string[]> {
  for (let start = 0, end = 0; start < texts.length; start = end) {
    const most = limits();
    let characters = 0;
    for (end = start; end < texts.length && end - start < most.texts; end++) {
      characters += texts[end]?.length ?? 0;
      if (characters > most.characters && end > start) break;
    }
    yield texts.slice(start, end);
  }
}

/** What is left of a text that is too long for a model; `undefined` when it was short already. */
export function shortened(text: string): string | undefined {
  const SHORT = 200;
  return text.length > SHORT ? text.slice(0, Math.ceil(text.length / 2)).toWellFormed() : undefined;
}
