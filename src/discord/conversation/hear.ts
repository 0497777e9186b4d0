/** A message as the gateway tells it comes in; what we are asked with it goes out, if we are asked at all. Pure. */
import { type GatewayMessageCreateDispatchData, MessageType } from 'discord.js';
import { findArxivIds, type PaperId } from '../../domain/paper.ts';

export type Heard =
  /** Not for us. */
  | { readonly kind: 'nothing' }
  /** `about`: the papers of the answer that it replies to. */
  | { readonly kind: 'question'; readonly question: string; readonly about: readonly PaperId[] }
  /** It is for us, and there is nothing in it. */
  | { readonly kind: 'no-words' }
  /** It is for us, and Discord does not tell what it says: a reply to the answer of a command, or our role is mentioned. */
  | { readonly kind: 'withheld'; readonly by: 'reply' | 'role' };

/** Fields that a message must have to be heard; other bots and later versions may leave out more. */
export type GatewayMessage = Pick<
  GatewayMessageCreateDispatchData,
  'id' | 'channel_id' | 'guild_id' | 'author' | 'content' | 'mentions' | 'type' | 'member'
> &
  Partial<
    Pick<GatewayMessageCreateDispatchData, 'webhook_id' | 'referenced_message' | 'attachments' | 'mention_roles'>
  >;

const PAPERS_OF_ANSWER = 5;
const SPOKEN: ReadonlySet<MessageType> = new Set([MessageType.Default, MessageType.Reply]);

/**
 * Without the privileged intent Discord tells the content of direct messages and of messages that mention us, replies
 * that ping us included. Nothing else is needed, and nothing else is looked at.
 * @param botRole the role that Discord made for us there, where it is known
 */
export function hear(message: GatewayMessage, botId: string, botRole?: string): Heard {
  const { author, content, mentions, type, guild_id, webhook_id, referenced_message: before } = message;
  // Discord offers the bot and its role under one name, and people take either.
  const isByRole = botRole !== undefined && (message.mention_roles?.includes(botRole) ?? false);
  const isForUs = guild_id === undefined || isByRole || mentions.some(({ id }) => id === botId);
  if (!isForUs || author.bot || author.system || webhook_id || !SPOKEN.has(type)) return { kind: 'nothing' };
  const question = asSpoken(message, botId);
  if (question) {
    const answered = before?.author.id === botId ? before.content : '';
    return { kind: 'question', question, about: findArxivIds(answered).slice(0, PAPERS_OF_ANSWER) };
  }
  if (content !== '' || guild_id === undefined) return { kind: 'no-words' };
  if (isByRole) return { kind: 'withheld', by: 'role' };
  return type === MessageType.Reply ? { kind: 'withheld', by: 'reply' } : { kind: 'no-words' };
}

/** What was typed, as it is read aloud: names in place of ids, and not our own. */
function asSpoken({ content, mentions }: GatewayMessage, botId: string): string {
  const nameOf = (id: string) => {
    const user = mentions.find((mentioned) => mentioned.id === id);
    return user ? (user.global_name ?? user.username) : '';
  };
  return content
    .replaceAll(new RegExp(`<@!?${botId}>`, 'g'), ' ')
    .replace(/<@!?(\d+)>/g, (_, id: string) => nameOf(id))
    .replace(/<(?:@&|#)\d+>/g, ' ')
    .replace(/<a?(:\w+:)\d+>/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
