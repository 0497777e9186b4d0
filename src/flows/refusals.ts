/** Flows that throw what cannot be taken → the same flows, which say so in a message as their last. */
import { InvalidInput } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import { renderInvalid } from '../render/notices.ts';

/** Functions of `flows` that give no messages stay as they are. */
export function sayingRefusals<Flows extends object>(flows: Flows): Flows {
  const wrapped = Object.entries(flows).map(([name, flow]) => [name, typeof flow === 'function' ? wrap(flow) : flow]);
  return Object.fromEntries(wrapped) as Flows;
}

function wrap(flow: (...args: readonly unknown[]) => unknown) {
  return (...args: readonly unknown[]) => {
    const result = flow(...args);
    return isMessages(result) ? orRefusal(result) : result;
  };
}

async function* orRefusal(messages: AsyncIterable<Message>): AsyncGenerator<Message> {
  try {
    yield* messages;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    yield { ...renderInvalid(error.told.message, error.told.help), private: true };
  }
}

function isMessages(value: unknown): value is AsyncIterable<Message> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
