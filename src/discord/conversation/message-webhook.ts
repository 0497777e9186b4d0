/** A message that asks us something comes in; a reply to it, written as an interaction's would be, goes out as ordinary messages. */
import { type APIMessage, type REST, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Clock } from '../../domain/clock.ts';
import { type Catalogue, say, textIn } from '../../domain/words.ts';
import {
  hasCode,
  type InteractionWebhook,
  type MessageAddress,
  messageRequest,
  type Post,
} from '../interaction-webhook.ts';
import { withRetries } from '../retry.ts';

const THINKING = say('Thinking…');
const ARCHIVED = 50083;
/** Whoever may not read what was said before cannot reply to it, and says it without. */
const NO_HISTORY = 160002;

/**
 * Only those who read along in the channel see it, so that nothing here is for the asker alone. Rejects with the errors
 * of discord.js.
 */
export function createMessageWebhook(
  rest: REST,
  address: MessageAddress,
  clock: Clock,
  onBegun?: (replyId: string) => void,
  words?: Catalogue,
): InteractionWebhook {
  const { channelId, askedId } = address;
  let replyId = address.replyId;
  let followUps = 0;

  /** The nonce makes it one message, however often it is sent. */
  const create = async (post: Post, part: number): Promise<APIMessage> => {
    const { body, files } = messageRequest(post);
    const send = async (more: object) => {
      const nonce = { nonce: `${askedId}.${part}`, enforce_nonce: true };
      const allowed = { allowed_mentions: { parse: [], replied_user: false } };
      const request = { body: { ...body, ...allowed, ...nonce, ...more }, files };
      return (await rest.post(Routes.channelMessages(channelId), request)) as APIMessage;
    };
    if (part > 0) return withRetries(() => send({}), { clock });
    const reference = { message_reference: { message_id: askedId, fail_if_not_exists: false } };
    return withRetries(() => send(reference), { clock }).catch((error: unknown) => {
      if (!hasCode(error, NO_HISTORY)) throw error;
      return withRetries(() => send({}), { clock });
    });
  };
  const begun = async () => {
    if (replyId === undefined) {
      replyId = (await create({ content: `-# ${textIn(THINKING, words)}` }, 0)).id;
      onBegun?.(replyId);
    }
    return Routes.channelMessage(channelId, replyId);
  };
  const edit = async (post: Post) => {
    const route = await begun();
    const request = messageRequest(post);
    try {
      await rest.patch(route, request);
    } catch (error) {
      if (!hasCode(error, ARCHIVED)) throw error;
      // A thread that fell asleep while we thought: whoever may write in it may wake it, unless it is locked.
      await rest.patch(Routes.channel(channelId), { body: { archived: false } });
      await rest.patch(route, request);
    }
  };
  const never = () => Promise.reject(new Error('A message has no such answer'));

  return {
    acknowledge: async () => void (await begun()),
    async answerPrivately(content) {
      if (replyId === undefined) await create({ content }, 0);
      else await edit({ content });
    },
    acknowledgePress: never,
    openWindow: never,
    suggest: never,
    edit,
    async followUp(post) {
      followUps += 1;
      await create(post, followUps);
    },
    messageId: () => replyId,
    fetchOriginal: async () => (await rest.get(await begun())) as APIMessage,
    async deleteOriginal() {
      await rest.delete(await begun()).catch((error: unknown) => {
        if (!hasCode(error, RESTJSONErrorCodes.UnknownMessage)) throw error;
      });
    },
  };
}

/**
 * Posts "Thinking…" as a reply.
 * @returns the address with what is now known: where the reply stands
 */
export async function beginReply(
  rest: REST,
  address: MessageAddress,
  clock: Clock,
  words?: Catalogue,
): Promise<MessageAddress> {
  let replyId: string | undefined;
  const onBegun = (id: string) => {
    replyId = id;
  };
  const webhook = createMessageWebhook(rest, address, clock, onBegun, words);
  await webhook.acknowledge(false);
  return replyId ? { ...address, replyId } : address;
}
