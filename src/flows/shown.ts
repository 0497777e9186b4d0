/** Growing answers and messages in → the messages of a reply out. */
import type { Answer } from '../domain/answer.ts';
import type { Block, Message } from '../domain/message.ts';

/** All but the last answer are progress; which one is last shows when the next does not come. */
export async function* shown(
  answers: AsyncIterable<Answer>,
  render: (answer: Answer, final: boolean) => Message,
): AsyncGenerator<Message> {
  let last: Answer | undefined;
  for await (const result of answers) {
    if (last) yield render(last, false);
    last = result;
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
      blocks: isLast ? [...message.blocks, ...notes] : message.blocks,
      private: options.private,
    };
  }
}
