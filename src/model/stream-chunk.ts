/** One piece of a streamed completion. In: whatever a compatible server sent. Out: text, refusal and end, nothing else. */
import { z } from 'zod';

/** Mistral's reasoning models send lists of parts, the thinking among them. */
const part = z.object({ type: z.string(), text: z.string().optional() });

const chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.union([z.string(), z.array(part)]).nullish(),
            refusal: z.string().nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});

export interface StreamPiece {
  /** Content only: reasoning and tool calls are left out. Possibly empty. */
  readonly text: string;
  /** The model said no, in a field of its own. */
  readonly refused: boolean;
  readonly finishReason?: string;
}

/** @returns `undefined` when the chunk has no shape that a completion can have */
export function readChunk(data: unknown): StreamPiece | undefined {
  const parsed = chunk.safeParse(data);
  if (!parsed.success) return undefined;
  const choice = parsed.data.choices?.[0];
  const content = choice?.delta?.content ?? '';
  const text =
    typeof content === 'string'
      ? content
      : content.map(({ type, text = '' }) => (type === 'text' ? text : '')).join('');
  const finishReason = choice?.finish_reason ?? undefined;
  return { text, refused: Boolean(choice?.delta?.refusal), ...(finishReason && { finishReason }) };
}
