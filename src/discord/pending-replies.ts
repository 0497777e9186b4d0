/** Replies under way are written down, so that none hangs after a restart. In: interactions. Out: finished replies. */
import { MessageFlags, type REST, RESTJSONErrorCodes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { Languages } from '../domain/languages.ts';
import type { Cache, Log } from '../domain/ports.ts';
import { say, textIn, type Words } from '../domain/words.ts';
import { hasCode, type InteractionAddress, type InteractionWebhook, inOnePost } from './interaction-webhook.ts';
import { NOT_TAKEN } from './refused-post.ts';
import { isRefusal, withRetries } from './retry.ts';
import { MESSAGE_LIMIT } from './split.ts';
import { webhookFor } from './webhook-for.ts';

export const RESTARTED = say('I was restarted before I could finish. Please ask again.');
/** Of an answer that is for the asker only and was not taken: it is not written down, for it must not stand in public. */
export const NOT_SHOWN = say('If you do not see my answer, please ask again.');

/** As long as an interaction's token lives. */
const TOKEN_LIFETIME = 15 * 60_000;
const PREFIX = 'pending:';
/** The reply was deleted, or its token has expired, or Discord never heard of it: nothing hangs. */
const DELETED = [RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel];
const EXPIRED = [RESTJSONErrorCodes.UnknownWebhook, RESTJSONErrorCodes.InvalidWebhookToken];
const NOTHING_TO_FINISH = [...DELETED, ...EXPIRED];

const pendingReply = z.object({
  applicationId: z.string(),
  interactionToken: z.string(),
  message: z.object({ channelId: z.string(), askedId: z.string(), replyId: z.string().optional() }).optional(),
  command: z.string(),
  /** Of the reader's client; missing in what an earlier version wrote down. */
  locale: z.string().optional(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** Once the answer is known: its messages, and how many of them were delivered. */
  answer: z
    .object({
      posts: z
        .array(
          z.object({
            content: z.string(),
            file: z.string().optional(),
            attachments: z
              .array(z.object({ name: z.string(), base64: z.string(), description: z.string() }))
              .readonly()
              .optional(),
            components: z.array(z.record(z.string(), z.unknown())).readonly().optional(),
            layout: z.array(z.record(z.string(), z.unknown())).readonly().optional(),
          }),
        )
        .min(1),
      delivered: z.number(),
    })
    .optional(),
});
export type PendingReply = z.infer<typeof pendingReply>;
export type PendingAnswer = NonNullable<PendingReply['answer']>;

/** `unanswered`: the reader was told that there is no answer, or cannot be told anything any more. */
export type Finished = 'delivered' | 'unanswered' | 'expired' | 'not yet';

export interface PendingReplies {
  /** Before work starts, and again before anything of the answer is sent. A fault of the cache is logged, never the reader's. */
  remember(
    address: InteractionAddress & { readonly locale?: string },
    command: string,
    answer?: PendingAnswer,
  ): Promise<void>;
  /** After the last edit. */
  forget(interactionId: string): Promise<void>;
  /** What an earlier process left behind, by interaction id. */
  leftOver(): Promise<ReadonlyMap<string, PendingReply>>;
  /** Delivers what is known of each answer; of the others says that we were restarted, keeping what was shown. Needs no gateway. */
  finish(leftOver: ReadonlyMap<string, PendingReply>, rest: REST, signal?: AbortSignal): Promise<void>;
  /** One reply of this process that Discord would not take. Never rejects. */
  finishOne(interactionId: string, rest: REST): Promise<Finished>;
}

/** @param languages what readers are told in that a restart came between; English without it */
export function createPendingReplies(cache: Cache, clock: Clock, log: Log, languages?: Languages): PendingReplies {
  const guarded = async (what: string, work: Promise<void>) => {
    await work.catch((error: unknown) => log.warn(`discord-pending-reply-not-${what}`, { error: String(error) }));
  };
  const forget = (interactionId: string) => guarded('forgotten', cache.delete(PREFIX + interactionId));
  /** Delivers what is known of the answer, or says the sentence. What Discord refuses is not sent again: that is said instead. */
  const bring = async (
    webhook: InteractionWebhook,
    { answer, command, locale }: PendingReply,
    unfinished: Words,
  ): Promise<Finished> => {
    const tell = async (sentence: Words) => {
      await sayUnfinished(webhook, textIn(sentence, languages?.of(locale)));
      return 'unanswered' as const;
    };
    const refused = (error: unknown) => {
      if (!isRefusal(error) || hasCode(error, ...NOTHING_TO_FINISH)) throw error;
      log.warn('discord-pending-reply-refused', { command, error: String(error) });
      return tell(NOT_TAKEN);
    };
    const how = await (answer
      ? deliverAnswer(webhook, answer).then(() => 'delivered' as const, refused)
      : tell(unfinished));
    log.info('discord-pending-reply-finished', { command });
    return how;
  };
  return {
    remember({ interactionId, interactionToken, applicationId, message, locale }, command, answer) {
      const startedAt = clock.now();
      const record: PendingReply = { applicationId, interactionToken, message, command, locale, startedAt, answer };
      return guarded('remembered', cache.set(PREFIX + interactionId, record, TOKEN_LIFETIME));
    },
    forget,
    async leftOver() {
      const found = new Map<string, PendingReply>();
      const read = async () => {
        for await (const [key, value] of cache.entries<unknown>(PREFIX)) {
          const interactionId = key.slice(key.indexOf(PREFIX) + PREFIX.length);
          const record = pendingReply.safeParse(value);
          if (record.success) found.set(interactionId, record.data);
          else {
            log.warn('discord-pending-reply-unreadable', { interactionId });
            await forget(interactionId);
          }
        }
      };
      await guarded('read', read());
      return found;
    },
    async finish(leftOver, rest, signal) {
      for (const [interactionId, record] of leftOver) {
        try {
          const webhook = webhookFor(rest, { interactionId, ...record }, clock);
          await withRetries(() => bring(webhook, record, RESTARTED), { clock, signal });
        } catch (error) {
          // What cannot be reached now is tried again at the next start, while the token lives.
          if (!hasCode(error, ...NOTHING_TO_FINISH)) {
            log.warn('discord-pending-reply-not-finished', { command: record.command, error: String(error) });
            continue;
          }
        }
        await forget(interactionId);
      }
    },
    async finishOne(interactionId, rest) {
      let how: Finished;
      try {
        const record = pendingReply.safeParse(await cache.get<unknown>(PREFIX + interactionId));
        if (!record.success) return 'unanswered';
        how = await bring(webhookFor(rest, { interactionId, ...record.data }, clock), record.data, NOT_SHOWN);
      } catch (error) {
        if (!hasCode(error, ...NOTHING_TO_FINISH)) return 'not yet';
        how = hasCode(error, ...EXPIRED) ? 'expired' : 'unanswered';
      }
      await forget(interactionId);
      return how;
    },
  };
}

/** Harmless when repeated: the reply is edited, and what further messages have not said is attached to it. */
async function deliverAnswer(webhook: InteractionWebhook, { posts, delivered }: PendingAnswer): Promise<void> {
  const [first] = posts;
  const others = inOnePost(posts, Math.max(delivered, 1));
  await webhook.edit(posts.length > 1 ? others : { ...others, ...first });
}

/** Harmless when repeated: a reply that says it already stays as it is. */
async function sayUnfinished(webhook: InteractionWebhook, sentence: string): Promise<void> {
  const { content, flags = 0, components: buttons = [] } = await webhook.fetchOriginal();
  // Nothing is left that its Stop could stop.
  const components = buttons.length ? { components: [] } : {};
  if (content.includes(sentence)) return;
  // A message that was laid out has no text to add to.
  const followUp = () => webhook.followUp({ content: sentence }, (flags & MessageFlags.Ephemeral) !== 0);
  if (flags & MessageFlags.IsComponentsV2) return followUp();
  const thinking = (flags & MessageFlags.Loading) !== 0 || content === '';
  const whole = thinking ? sentence : `${content}\n\n${sentence}`;
  if (whole.length <= MESSAGE_LIMIT) return webhook.edit({ content: whole, ...components });
  if (buttons.length) await webhook.edit({ content, ...components });
  return followUp();
}
