/** One reply on Discord: the states of a Message come in, edits go out, never too many and never without the last. */
import { RESTJSONErrorCodes } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Message } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';
import { type Catalogue, say, textIn } from '../domain/words.ts';
import { type ChannelWay, goOnInChannel } from './channel-way.ts';
import { hasCode, type InteractionWebhook, inLayout, inOnePost, type Post } from './interaction-webhook.ts';
import { NOT_SHOWN } from './pending-replies.ts';
import type { Wish } from './permissions.ts';
import { NOT_TAKEN, sayWhyNot } from './refused-post.ts';
import type { Rendered } from './render.ts';
import { textOf, toPosts } from './reply-posts.ts';
import { isPassing, isRefusal, withRetries } from './retry.ts';

/** Limits of edits are unpublished. One in flight, the latest text wins, and this far apart: measured to keep up with a stream. */
const BETWEEN_EDITS = 1250;
/** Most commands are done by then, and are spared an edit for their progress. */
const BEFORE_FIRST_EDIT = 300;

/** Alone, or with everything around it. */
const DELETED = [RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel];
const EXPIRED = [RESTJSONErrorCodes.UnknownWebhook, RESTJSONErrorCodes.InvalidWebhookToken];

/** Stands in a public reply while its answer is shown to the asker alone, and goes when that is done. */
const FOR_THE_ASKER = say('The answer is for the asker only.');

export interface ReplyOptions {
  readonly webhook: InteractionWebhook;
  /** For the asker only. */
  readonly ephemeral: boolean;
  /** @param isLast whether it is the last state, with what can be pressed below it */
  readonly render: (message: Message, isLast: boolean) => Rendered | Promise<Rendered>;
  /** The message that the reply takes the place of: it stays while nothing better is known. */
  readonly replaces?: Post | undefined;
  /** Ordinary messages, for when the interaction's token has expired; missing where we may not write any. */
  readonly channel?: ChannelWay | undefined;
  /** Writes down what is about to be sent and how much of it was, so that a process after this one can go on. */
  readonly keep: (posts: readonly Post[], delivered: number) => Promise<void>;
  /** Told right before the last state is sent: from now on what can be pressed below it counts. */
  readonly onLast?: (() => void) | undefined;
  /** Why Discord refused something, in a sentence with what to do; `undefined` where permissions are not the reason. */
  /** What is said beside the messages themselves; English without it. */
  readonly words?: Catalogue | undefined;
  readonly explain?: ((error: unknown, wish: Wish) => string | undefined) | undefined;
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
  /** What `finish` could not deliver before the token expired, in the channel where that is open. Never rejects. */
  goOn(): Promise<void>;
  /** Aborted when the reply was deleted, or can no longer be edited and nothing be said beside it. */
  readonly lost: AbortSignal;
}

/** The interaction must have been acknowledged. */
export function createReply(options: ReplyOptions): Reply {
  const { webhook, ephemeral, render, replaces, keep, onLast, explain, words, clock, log } = options;
  const channel = ephemeral ? undefined : options.channel;
  const deleted = new AbortController();
  const expired = new AbortController();
  const finishing = new AbortController();
  // Where the channel is open to us, an answer goes on after the token's end.
  const lost = channel ? deleted.signal : AbortSignal.any([deleted.signal, expired.signal]);
  const isClosed = () => deleted.signal.aborted || expired.signal.aborted;
  let next: Message | undefined;
  let shown: string | undefined;
  let mayEditAt = clock.now() + BEFORE_FIRST_EDIT;
  let showing: Promise<void> | undefined;
  let left: { readonly posts: readonly Post[]; readonly done: number } | undefined;

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
      if (!inTime || isClosed()) return;
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
   * The reply is public and what is to be said is not: the asker is told beside it, and then the reply is taken away. It
   * stays until then, for nobody must be left with nothing. What was there before the reply stays for good.
   * @throws where nothing can be said beside it
   */
  const stepAside = async (): Promise<void> => {
    if (replaces !== undefined && shown === undefined) return;
    await edit(replaces ?? { content: `-# ${textIn(FOR_THE_ASKER, words)}`, components: [] }).catch(
      (error: unknown) => {
        if (isThinking()) throw error;
        log.warn('discord-reply-not-stepped-aside', { error: String(error) });
      },
    );
  };
  /** What follows then takes the place of "thinking…", as public as that is. */
  const isThinking = () => shown === undefined && replaces === undefined;
  const belongsBeside = ({ private: isPrivate, status }: Message) =>
    (isPrivate === true && !ephemeral) || (replaces !== undefined && (status === 'invalid' || status === 'failed'));

  const takeAway = async () => {
    await withRetries(() => webhook.deleteOriginal(), { clock }).catch((error: unknown) => {
      log.warn('discord-reply-not-taken-away', { error: String(error) });
    });
  };

  /** Discord failed while it took a further message: it may have come to nothing, or not. */
  const isThere = async (one: Post) => {
    if (!channel) return false;
    return withRetries(() => channel.has(one), { clock }).catch(() => false);
  };
  const deliver = async (posts: readonly Post[], aside: boolean, delivered: (count: number) => Promise<void>) => {
    for (const [index, one] of posts.entries()) {
      if (index > 0 || aside) {
        try {
          onLast?.();
          // Nobody finishes a press later, and the asker alone may hear of it twice.
          const tries = aside && replaces ? 3 : 1;
          await withRetries(() => webhook.followUp(one, ephemeral || aside), { clock, tries }).catch(noticeLoss);
        } catch (error) {
          if (aside || !isPassing(error)) throw error;
          // Posting again could say it twice. Adding the rest to the reply cannot, for an edit may be repeated.
          if (!(await isThere(one))) return edit(inOnePost(posts, index));
        }
      } else if (one.file !== undefined || one.attachments || textOf(one) !== shown) {
        if (shown !== undefined) await turn();
        onLast?.();
        // What was attached to the message of before goes with it.
        await edit(replaces ? { attachments: [], ...one } : one);
      }
      await delivered(index + 1);
    }
  };

  const goOn = async () => {
    if (!left) return;
    log.info('discord-token-expired', { goesOn: channel !== undefined });
    if (channel) await goOnInChannel(channel, left.posts, left.done, webhook.messageId(), { clock, log });
  };

  return {
    lost,
    goOn,
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
      const aside = belongsBeside(message);
      let done = 0;
      try {
        if (aside && !isClosed()) await stepAside();
        if (!isClosed()) {
          // The next process could only edit the reply, and what is for the asker alone must not stand there.
          const written = async () => (aside ? undefined : keep(posts, done));
          await written();
          await deliver(posts, aside, async (count) => {
            done = count;
            if (count < posts.length) await written();
          });
          if (aside && !replaces) await takeAway();
          return true;
        }
      } catch (error) {
        log.warn('discord-reply-not-delivered', { error: String(error) });
        const { file, attachments } = posts[done] ?? {};
        const why =
          explain?.(error, file !== undefined || attachments ? 'attach a file' : 'write') ??
          (isRefusal(error) ? textIn(NOT_TAKEN, words) : undefined);
        const follow = (one: Post, hidden?: true) => webhook.followUp(one, hidden || ephemeral || aside);
        const isProgress = shown !== undefined && !replaces && (aside || done === 0);
        const refused = {
          posts: aside && isThinking() ? [] : posts,
          index: done,
          edit,
          follow,
          repliesWith: !aside,
          takeAway: isProgress ? takeAway : undefined,
        };
        if (why && !isClosed() && (await sayWhyNot({ ...refused, why }))) return true;
      }
      if (deleted.signal.aborted) return true;
      // What was for the asker only cannot be shown to them any more; nobody else must see it.
      const instead = [{ content: `-# ${textIn(NOT_SHOWN, words)}`, components: [] }];
      left = message.private ? { posts: instead, done: 0 } : { posts, done };
      if (!expired.signal.aborted) return false;
      await goOn();
      return true;
    },
  };
}
