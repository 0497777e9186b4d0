/** A body and what kind of thing it is come in; what the documentation forbids beyond the schemas goes out. */
import { choiceIssues, commandIssues, commandSetIssues } from './command-rules.ts';
import { messageIssues } from './message-rules.ts';
import type { Issue } from './violations.ts';
import { type CallbackBody, CallbackType, type CommandBody, type MessageBody } from './wire.ts';

export type BodyKind =
  | 'channel message'
  | 'channel edit'
  | 'follow-up'
  | 'reply edit'
  | 'callback'
  | 'command'
  | 'command edit'
  | 'command set';

export function documentedIssues(kind: BodyKind, body: unknown): Issue[] {
  switch (kind) {
    case 'channel message':
      return messageIssues(body as MessageBody, { at: '', edit: false, mayBeEphemeral: false });
    case 'channel edit':
      return messageIssues(body as MessageBody, { at: '', edit: true, mayBeEphemeral: false });
    case 'follow-up':
      return messageIssues(body as MessageBody, { at: '', edit: false, mayBeEphemeral: true });
    case 'reply edit':
      return messageIssues(body as MessageBody, { at: '', edit: true, mayBeEphemeral: true });
    case 'callback':
      return callbackIssues(body as CallbackBody);
    case 'command':
      return commandIssues(body as CommandBody);
    case 'command edit':
      // A part of a command: the whole is judged when it is put together.
      return [];
    case 'command set':
      return commandSetIssues(body as readonly CommandBody[]);
  }
}

function callbackIssues({ type, data }: CallbackBody): Issue[] {
  if (type === CallbackType.message || type === CallbackType.update) {
    if (!data) return [{ path: '/data', code: 'BASE_TYPE_REQUIRED', message: 'is required' }];
    return messageIssues(data, { at: '/data', edit: type === CallbackType.update, mayBeEphemeral: true });
  }
  if (type === CallbackType.choices) return choiceIssues(data?.choices ?? [], '/data/choices');
  if (type === CallbackType.modal) {
    const missing = !data?.custom_id || !data.title || (data.components?.length ?? 0) < 1;
    const tooMany = (data?.components?.length ?? 0) > 5;
    return missing || tooMany
      ? [{ path: '/data', code: 'MODAL', message: 'needs custom_id, title, 1 to 5 parts' }]
      : [];
  }
  return [];
}
