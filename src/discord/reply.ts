/** One reply on Discord: the states of a Message come in, edits go out, never too many and never without the last. */
import { RESTJSONErrorCodes } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Message } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';
import { hasCode, type InteractionWebhook, inLayout, inOnePost, type Post } from './interaction-webhook.ts';
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
  /** @param isLast whether it is the last state, with what can be pressed below it */
  readonly render: (message: Message, isLast: boolean) => Rendered | Promise<Rendered>;
  /** The message that the reply takes the place of: it stays while nothing better is known. */
  readonly replaces?: Post | undefined;
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
export function createReply(options: ReplyOptions): Reply {
  const { webhook, ephemeral, render, replaces, post, keep, clock, log } = options;
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
  let isLaidOut = replaces?.layout !== undefined;
  const edit = async (unready: Post, signal?: AbortSignal) => {
    const content = isLaidOut ? inLayout(unready) : unready;
    await withRetries(() => webhook.edit(content), { clock, signal })
      .catch(noticeLoss)
      .finally(() => {
        mayEditAt = clock.now() + BETWEEN_EDITS;
      });
    isLaidOut ||= content.layout !== undefined;
    shown = textOf(unready);
  };
  const turn = (signal?: AbortSignal) => clock.sleep(Math.max(0, mayEditAt - clock.now()), signal);

  const showLatest = async () => {
    while (next) {
      const inTime = await turn(finishing.signal).then(
        () => true,
        () => false,
      );
      if (!inTime || lost.aborted) return;
      const message = next;
      next = undefined;
      const [first = { content: '' }] = toPosts(await render(message, false));
      if (textOf(first) === shown) continue;
      const { content, components, layout } = first;
      await edit({ content, components, ...(layout && { layout }) }, finishing.signal).catch((error: unknown) => {
        log.warn('discord-progress-not-shown', { error: String(error) });
      });
    }
  };

  /**
   * The reply is public and what is to be said is not: the reply is taken away, and the asker told beside it. What was
   * there before the reply stays.
   */
  const stepAside = async (): Promise<boolean> => {
    if (lost.aborted) return false;
    const stepping = replaces
      ? shown === undefined
        ? Promise.resolve()
        : edit(replaces)
      : withRetries(() => webhook.deleteOriginal(), { clock });
    return stepping.then(
      () => true,
      () => false,
    );
  };
  const belongsBeside = ({ private: isPrivate, status }: Message) =>
    (isPrivate === true && !ephemeral) || (replaces !== undefined && (status === 'invalid' || status === 'failed'));

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
      } else if (one.file !== undefined || one.attachments || textOf(one) !== shown) {
        if (shown !== undefined) await turn();
        // What was attached to the message of before goes with it.
        await edit(replaces ? { attachments: [], ...one } : one);
      }
      await delivered(index + 1);
    }
  };

  return {
    lost,
    show(message) {
      // What stands there is worth more than the news that something better is being looked for.
      if (replaces && !message.answer?.claims.length) return;
      next = message;
      showing ??= showLatest().finally(() => {
        showing = undefined;
      });
    },
    async finish(message) {
      finishing.abort();
      await showing;
      const posts = toPosts(await render(message, true));
      const aside = belongsBeside(message) && (await stepAside());
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

/** What can be pressed stands below the last part, and nothing of before below the first. */
function toPosts({ parts, rest, attachments, components = [], layout }: Rendered): Post[] {
  const files = { ...(rest && { file: rest }), ...(attachments && { attachments }) };
  return parts.map((content, index) => {
    const isLast = index === parts.length - 1;
    const below = isLast && components.length ? { components } : index === 0 ? { components: [] } : {};
    return { content, ...(layout && { layout }), ...below, ...(isLast && files) };
  });
}

/** Two posts of one text look the same. */
function textOf({ content, components = [], layout = [] }: Post): string {
  return JSON.stringify([content, components, layout]);
}
