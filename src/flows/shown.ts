/** Growing answers and messages in → the messages of a reply out. */
import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../domain/answer.ts';
import type { Block, Message } from '../domain/message.ts';

/** Answers that still grow are shown as progress at once, for nobody should wait for the next claim to read this one. */
export async function* shown(
  answers: AsyncIterable<Answer>,
  render: (answer: Answer, final: boolean) => Message,
): AsyncGenerator<Message> {
  let last: Answer | undefined;
  for await (const result of answers) {
    if (result.growing) yield render(result, false);
    else last = result;
  }
  if (last) yield render(last, true);
}

/** Adds what holds for the whole reply: that it is private, and notes below the last message. */
export async function* asAsked(
  messages: AsyncIterable<Message>,
  options: { readonly private?: boolean },
  notes: readonly Block[] = [],
): AsyncGenerator<Message> {
  for await (const message of messages) {
    const isLast = message.status !== 'progress';
    yield {
      ...message,
      blocks: isLast ? [...message.blocks, ...notes.filter((note) => !says(message, note))] : message.blocks,
      private: options.private,
    };
  }
}

/** An answer may say by itself where to read on. */
function says({ blocks }: Message, note: Block): boolean {
  return blocks.some((block) => isDeepStrictEqual(block, note));
}
