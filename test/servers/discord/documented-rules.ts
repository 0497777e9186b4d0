/** A body and what kind of thing it is come in; what the documentation forbids beyond the schemas goes out. */
import { choiceIssues, commandIssues, commandSetIssues } from './command-rules.ts';
import { messageIssues } from './message-rules.ts';
import { modalIssues } from './modal-rules.ts';
import { threadIssues } from './thread-rules.ts';
import type { Issue } from './violations.ts';
import {
  type CallbackBody,
  CallbackType,
  type CommandBody,
  type MessageBody,
  type ThreadBody,
  type WireModal,
} from './wire.ts';

export type BodyKind =
  | 'channel message'
  | 'channel edit'
  | 'follow-up'
  | 'reply edit'
  | 'callback'
  | 'thread'
  | 'command'
  | 'command edit'
  | 'command set';

/** @param withFiles whether files were uploaded with it */
export function documentedIssues(kind: BodyKind, body: unknown, withFiles = false): Issue[] {
  switch (kind) {
    case 'channel message':
      return messageIssues(body as MessageBody, { at: '', edit: false, mayBeEphemeral: false, withFiles });
    case 'channel edit':
      return messageIssues(body as MessageBody, { at: '', edit: true, mayBeEphemeral: false, withFiles });
    case 'follow-up':
      return messageIssues(body as MessageBody, { at: '', edit: false, mayBeEphemeral: true, withFiles });
    case 'reply edit':
      return messageIssues(body as MessageBody, { at: '', edit: true, mayBeEphemeral: true, withFiles });
    case 'callback':
      return callbackIssues(body as CallbackBody, withFiles);
    case 'thread':
      return threadIssues(body as ThreadBody, withFiles);
    case 'command':
      return commandIssues(body as CommandBody);
    case 'command edit':
      // A part of a command: the whole is judged when it is put together.
      return [];
    case 'command set':
      return commandSetIssues(body as readonly CommandBody[]);
  }
}

function callbackIssues({ type, data }: CallbackBody, withFiles: boolean): Issue[] {
  if (type === CallbackType.message || type === CallbackType.update) {
    if (!data) return [{ path: '/data', code: 'BASE_TYPE_REQUIRED', message: 'is required' }];
    return messageIssues(data as MessageBody, {
      at: '/data',
      edit: type === CallbackType.update,
      mayBeEphemeral: true,
      withFiles,
    });
  }
  if (type === CallbackType.choices) return choiceIssues(data?.choices ?? [], '/data/choices');
  if (type === CallbackType.modal) return modalIssues((data ?? {}) as Partial<WireModal>);
  return [];
}
