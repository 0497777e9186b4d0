/** The double's own events come in; what Discord's document holds against the messages, threads and people in them goes out. */
import type { SchemaCheck } from './schema-check.ts';
import type { Issue } from './violations.ts';

type Data = Readonly<Record<string, unknown>>;

/** Whole events that are one thing of the document. */
const wholes: Readonly<Record<string, string>> = {
  MESSAGE_CREATE: 'MessageResponse',
  MESSAGE_UPDATE: 'MessageResponse',
  THREAD_CREATE: 'ThreadResponse',
  THREAD_UPDATE: 'ThreadResponse',
  CHANNEL_CREATE: 'GuildChannelResponse',
  CHANNEL_UPDATE: 'GuildChannelResponse',
};

export function eventIssues(schema: SchemaCheck, event: string, data: Data): Issue[] {
  const whole = wholes[event];
  if (whole) return schema.checkNamed(whole, data);
  if (event !== 'INTERACTION_CREATE') return [];
  const { message, member, user, data: given } = data;
  const { resolved } = (given ?? {}) as { readonly resolved?: { readonly messages?: Record<string, unknown> } };
  const messages = [...(message ? [message] : []), ...Object.values(resolved?.messages ?? {})];
  return [
    ...messages.flatMap((one) => schema.checkNamed('MessageResponse', one)),
    ...(member ? schema.checkNamed('GuildMemberResponse', member) : []),
    ...(user ? schema.checkNamed('UserResponse', user) : []),
  ];
}
