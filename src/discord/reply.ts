/** One reply on Discord: the states of a Message come in, edits go out, never too many and never without the last. */
import { RESTJSONErrorCodes } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Message } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';
import { hasCode, type InteractionWebhook, inOnePost, type Post } from './interaction-webhook.ts';
import type { Rendered } from './render.ts';
import { isPassing, withRetries } from './retry.ts';

/** Limits of edits are unpublished. One in flight, the latest text wins, and this far apart: measured to keep up with a stream. */
const BETWEEN_EDITS = 1250;
/** Most commands are done by then, and are spared an edit for their progress. */
const BEFORE_FIRST_EDIT = 300;

const DELETED = [RESTJSONErrorCodes.UnknownMessage];
const EXPIRED = [RESTJSONErrorCodes.UnknownWebhook, RESTJSONErrorCodes.InvalidWebhookToken];

export interface ReplyOptions {
  readonly webhook: InteractionWebhook;
  /** For the asker only. */
  readonly ephemeral: boolean;
  readonly render: (message: Message) => Rendered;
  /** Posts an ordinary message into the channel, for when the interaction's token has expired; absent where we may not. */
  readonly post?: (post: Post, part: number) => Promise<void>;
  /** Writes down what is about to be sent and how much of it was, so that a process after this one can go on. */
  readonly keep: (posts: readonly Post[], delivered: number) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Reply {
  /** Shows a state soon; a later one replaces it, even before it was shown. */
  show(message: Message): void;
  /**
   * Shows the last state: the first part as an edit, further ones as follow-ups.
   * @returns whether nothing is left to do: it was delivered, or there is nobody to deliver it to
   */
  finish(message: Message): Promise<boolean>;
  /** Aborted when the reply was deleted or can no longer be edited. */
  readonly lost: AbortSignal;
}

/** The interaction must have been acknowledged. */
export function createReply({ webhook, ephemeral, render, post, keep, clock, log }: ReplyOptions): Reply {
  const deleted = new AbortController();
  const expired = new AbortController();
  const finishing = new AbortController();
  const lost = AbortSignal.any([deleted.signal, expired.signal]);
  let next: Message | undefined;
  let shown: string | undefined;
  let mayEditAt = clock.now() + BEFORE_FIRST_EDIT;
  let showing: Promise<void> | undefined;

  const noticeLoss = (error: unknown): never => {
    if (hasCode(error, ...DELETED)) deleted.abort();
    if (hasCode(error, ...EXPIRED)) expired.abort();
    throw error;
  };
  const edit = async (content: Post, signal?: AbortSignal) => {
    await withRetries(() => webhook.edit(content), { clock, signal })
      .catch(noticeLoss)
      .finally(() => {
        mayEditAt = clock.now() + BETWEEN_EDITS;
      });
    shown = content.content;
  };
  const turn = (signal?: AbortSignal) => clock.sleep(Math.max(0, mayEditAt - clock.now()), signal);

  const showLatest = async () => {
    while (next) {
      const inTime = await turn(finishing.signal).then(
        () => true,
        () => false,
      );
      if (!inTime || lost.aborted) return;
      const [content = ''] = render(next).parts;
      next = undefined;
      if (content === shown) continue;
      await edit({ content }, finishing.signal).catch((error: unknown) => {
        log.warn('discord-progress-not-shown', { error: String(error) });
      });
    }
  };

  /** The reply is public and what is to be said is not: the reply is taken away, and the asker told beside it. */
  const takeAway = () =>
    withRetries(() => webhook.deleteOriginal(), { clock }).then(
      () => true,
      () => false,
    );

  const deliver = async (posts: readonly Post[], aside: boolean, delivered: (count: number) => Promise<void>) => {
    for (const [index, one] of posts.entries()) {
      if (index > 0 || aside) {
        try {
          await webhook.followUp(one, ephemeral || aside).catch(noticeLoss);
        } catch (error) {
          if (aside || !isPassing(error)) throw error;
          // Posting again could say it twice. Adding the rest to the reply cannot, for an edit may be repeated.
          return edit(inOnePost(posts, index));
        }
      } else if (one.file !== undefined || one.attachments || one.content !== shown) {
        if (shown !== undefined) await turn();
        await edit(one);
      }
      await delivered(index + 1);
    }
  };

  return {
    lost,
    show(message) {
      next = message;
      showing ??= showLatest().finally(() => {
        showing = undefined;
      });
    },
    async finish(message) {
      finishing.abort();
      await showing;
      const posts = toPosts(render(message));
      const aside = message.private === true && !ephemeral && !lost.aborted && (await takeAway());
      let done = 0;
      try {
        if (!lost.aborted) {
          // The next process could only edit the reply, and what is for the asker alone must not stand there.
          const written = async () => (aside ? undefined : keep(posts, done));
          await written();
          await deliver(posts, aside, async (count) => {
            done = count;
            if (count < posts.length) await written();
          });
          return true;
        }
      } catch (error) {
        log.warn('discord-reply-not-delivered', { error: String(error) });
      }
      if (deleted.signal.aborted) return true;
      if (!expired.signal.aborted) return false;
      if (post && !ephemeral && !message.private) await postRest(posts, done, post, clock, log);
      return true;
    },
  };
}

/** Goes on in the channel with what could not be said in the reply. */
async function postRest(
  posts: readonly Post[],
  done: number,
  post: (post: Post, part: number) => Promise<void>,
  clock: Clock,
  log: Log,
): Promise<void> {
  try {
    for (const [part, one] of posts.entries()) {
      if (part >= done) await withRetries(() => post(one, part), { clock });
    }
  } catch (error) {
    log.warn('discord-channel-message-failed', { error: String(error) });
  }
}

function toPosts({ parts, rest, attachments }: Rendered): Post[] {
  const files = { ...(rest && { file: rest }), ...(attachments && { attachments }) };
  return parts.map((content, index) => (index === parts.length - 1 ? { content, ...files } : { content }));
}
