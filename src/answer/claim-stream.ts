/** In: pieces of a model's JSON text. Out: each claim as soon as it is complete, and how the text ended. */
import { z } from 'zod';
import type { DraftClaim } from '../domain/answer.ts';
import { createClaimScanner } from './claim-scanner.ts';

export interface ClaimLimits {
  /** Claims, those that cannot be read included. */
  readonly claims: number;
  /** Characters of the whole text, thinking and fences included. */
  readonly characters: number;
}

const CLAIM_LIMITS: ClaimLimits = { claims: 20, characters: 20_000 };

/** What the model says of its answer. */
export type ClaimStatus = 'answered' | 'partial' | 'cannot' | 'false-premise';

export interface ClaimEnd {
  readonly kind: 'end';
  /** Missing when the model did not say, or said something else. */
  readonly status?: ClaimStatus;
  /** `broken`: the JSON was cut or cannot be read further. `too-long`: a limit was reached. */
  readonly outcome: 'complete' | 'broken' | 'too-long';
  /** Entries of the array that are no claims. */
  readonly skipped: number;
}

export type ClaimEvent =
  | {
      readonly kind: 'claim';
      readonly claim: DraftClaim;
      /** As far as it has been said by then. */
      readonly status?: ClaimStatus;
    }
  | ClaimEnd;

/** Servers without schemas leave the spelling to the model. */
const status = z
  .string()
  .transform((said) =>
    said
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, '-'),
  )
  .pipe(z.enum(['answered', 'partial', 'cannot', 'false-premise']));

/** Tolerant where models differ: one key instead of a list, `null` for a missing quote. */
const claim = z.object({
  text: z.string(),
  cites: z
    .union([z.array(z.string()), z.string().transform((key) => [key])])
    .nullish()
    .transform((keys) => keys ?? []),
  quote: z.string().nullish(),
  column: z.string().nullish(),
});

/**
 * Reads `{status, claims: [{text, cites, quote?, column?}]}` while it is being written.
 *
 * Text around the object (fences, prose, `<think>…</think>`) is passed over. Reading stops, and the source is closed,
 * as soon as the object is complete, broken or too long.
 * @returns claims in order, then exactly one `end`; faults of the source pass through
 */
export async function* readClaims(
  pieces: AsyncIterable<string>,
  limits: ClaimLimits = CLAIM_LIMITS,
): AsyncGenerator<ClaimEvent, void> {
  const scanner = createClaimScanner();
  let skipped = 0;
  let entries = 0;
  let characters = 0;

  const statusSaid = () => {
    const said = status.safeParse(scanner.status());
    return said.success ? { status: said.data } : {};
  };
  const end = (outcome: ClaimEnd['outcome']): ClaimEnd => ({ kind: 'end', ...statusSaid(), outcome, skipped });

  for await (const piece of pieces) {
    const text = piece.slice(0, limits.characters - characters);
    characters += piece.length;
    for (const event of scanner.push(text)) {
      if (event.kind !== 'entry') return yield end(event.kind);
      entries += 1;
      if (entries > limits.claims) return yield end('too-long');
      const parsed = claim.safeParse(event.value);
      if (!parsed.success) {
        skipped += 1;
        continue;
      }
      const { text: sentence, cites, quote, column } = parsed.data;
      yield {
        kind: 'claim',
        claim: { text: sentence.trim(), cites, ...(quote && { quote }), ...(column && { column }) },
        ...statusSaid(),
      };
    }
    if (characters > limits.characters) return yield end('too-long');
  }
  yield end('broken');
}
