/** One piece of a streamed completion. In: whatever a compatible server sent. Out: text, refusal and end, nothing else. */
import { z } from 'zod';

/** Mistral's reasoning models send lists of parts, the thinking among them. */
const part = z.object({ type: z.string(), text: z.string().optional() });

const message = z
  .object({
    content: z.union([z.string(), z.array(part)]).nullish(),
    refusal: z.string().nullish(),
    reasoning: z.string().nullish().catch(undefined),
    reasoning_content: z.string().nullish().catch(undefined),
  })
  .nullish();

const chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: message,
        /** In an answer that was not streamed, though it was asked for so. */
        message,
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});

export interface StreamPiece {
  /** Content only: reasoning and tool calls are left out. Possibly empty. */
  readonly text: string;
  /** Characters of reasoning, which costs as much as content. */
  readonly thought: number;
  /** The model said no, in a field of its own. */
  readonly refused: boolean;
  readonly finishReason?: string;
}

/** @returns `undefined` when the chunk has no shape that a completion can have */
export function readChunk(data: unknown): StreamPiece | undefined {
  const parsed = chunk.safeParse(data);
  if (!parsed.success) return undefined;
  const choice = parsed.data.choices?.[0];
  const said = choice?.delta ?? choice?.message;
  const content = said?.content ?? '';
  const text =
    typeof content === 'string'
      ? content
      : content.map(({ type, text = '' }) => (type === 'text' ? text : '')).join('');
  const finishReason = choice?.finish_reason ?? undefined;
  return {
    text,
    thought: (said?.reasoning_content ?? said?.reasoning ?? '').length,
    refused: Boolean(said?.refusal),
    ...(finishReason && { finishReason }),
  };
}
