/** What was deleted of a reader → a message for that reader alone. */
import type { Block, Message } from '../domain/message.ts';
import { inARow, type Label, say } from '../domain/words.ts';

/** @param deleted and @param left in words, such as "what we talked about" */
export function renderForgotten(deleted: readonly Label[], left: readonly Label[]): Message {
  const done: Block[] = deleted.length
    ? [{ kind: 'paragraph', line: [say('Deleted: {what}.', { what: inARow(deleted, '; ') })] }]
    : [];
  const failed: Block[] = left.length
    ? [
        {
          kind: 'paragraph',
          line: [say('Could not be deleted now: {what}. Please try again later.', { what: inARow(left, '; ') })],
        },
      ]
    : [];
  const nothing: Block[] =
    deleted.length || left.length ? [] : [{ kind: 'paragraph', line: [say('Nothing is kept of you here.')] }];
  return { status: left.length ? 'failed' : 'ok', blocks: [...done, ...failed, ...nothing], private: true };
}
