/** A request comes in; ordinary messages in its channel go out, for when the reply's own way is closed or in doubt. */
import { type APIMessage, type REST, Routes } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/ports.ts';
import type { CommandRequest } from './command-request.ts';
import { messageRequest, type Post } from './interaction-webhook.ts';
import { withRetries } from './retry.ts';

/** Messages since the question that are looked through for one of ours. */
const MOST_READ = 50;

/** Rejects with the errors of discord.js. */
export interface ChannelWay {
  /** The nonce makes each part one message, however often it is sent. */
  post(post: Post, part: number): Promise<void>;
  /** Once its token has expired the reply is a message of ours like any other. */
  edit(messageId: string, post: Post): Promise<void>;
  /** Whether a further message of the reply stands there, although Discord failed to say so. */
  has(post: Post): Promise<boolean>;
}

/** @returns `undefined` where we may not write ordinary messages */
export function createChannelWay(rest: REST, request: CommandRequest): ChannelWay | undefined {
  const { channelId, interactionId, maySpeak } = request;
  if (!maySpeak || !channelId) return undefined;
  return {
    async post(post, part) {
      const { body, files } = messageRequest(post);
      const nonce = `${interactionId}.${part}`;
      await rest.post(Routes.channelMessages(channelId), { body: { ...body, nonce, enforce_nonce: true }, files });
    },
    async edit(messageId, post) {
      await rest.patch(Routes.channelMessage(channelId, messageId), messageRequest(post));
    },
    async has({ content }) {
      const query = new URLSearchParams({ after: interactionId, limit: String(MOST_READ) });
      const since = (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
      return since.some(
        (message) => message.interaction_metadata?.id === interactionId && message.content.trim() === content.trim(),
      );
    },
  };
}

/**
 * Goes on in the channel with what could not be said in the reply: in its place, if it still says nothing of the answer.
 * Never rejects.
 * @param done how many of the posts stand there @param messageId of the reply, where it is known
 */
export async function goOnInChannel(
  way: ChannelWay,
  posts: readonly Post[],
  done: number,
  messageId: string | undefined,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<void> {
  let said = done;
  const [first] = posts;
  if (said === 0 && first && messageId) {
    const inPlace = await withRetries(() => way.edit(messageId, first), { clock }).then(
      () => true,
      (error: unknown) => {
        log.warn('discord-expired-reply-not-edited', { error: String(error) });
        return false;
      },
    );
    if (inPlace) said = 1;
  }
  try {
    for (const [part, one] of posts.entries()) {
      if (part >= said) await withRetries(() => way.post(one, part), { clock });
    }
  } catch (error) {
    log.warn('discord-channel-message-failed', { error: String(error) });
  }
}
