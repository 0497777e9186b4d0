/** What was deleted of a reader → a message for that reader alone. */
import type { Block, Message } from '../domain/message.ts';

/** @param deleted and @param left in words, such as "what we talked about" */
export function renderForgotten(deleted: readonly string[], left: readonly string[]): Message {
  const done: Block[] = deleted.length ? [{ kind: 'paragraph', line: [`Deleted: ${deleted.join('; ')}.`] }] : [];
  const failed: Block[] = left.length
    ? [{ kind: 'paragraph', line: [`Could not be deleted now: ${left.join('; ')}. Please try again later.`] }]
    : [];
  const nothing: Block[] =
    deleted.length || left.length ? [] : [{ kind: 'paragraph', line: ['Nothing is kept of you here.'] }];
  return { status: left.length ? 'failed' : 'ok', blocks: [...done, ...failed, ...nothing], private: true };
}
