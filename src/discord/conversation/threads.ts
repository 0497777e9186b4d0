/** A request that wants a thread comes in; its answer becomes the beginning of one, or the asker is told why it does not. */
import { type APIChannel, type REST, Routes } from 'discord.js';
import type { Clock } from '../../domain/clock.ts';
import type { Call, CommandDefinition } from '../../domain/command.ts';
import type { Languages } from '../../domain/languages.ts';
import type { Message } from '../../domain/message.ts';
import type { Log } from '../../domain/ports.ts';
import type { Settings } from '../../domain/settings.ts';
import { cleanText, shorten } from '../../domain/text/clean.ts';
import { type Catalogue, inTurn, say, textIn, type Words } from '../../domain/words.ts';
import type { CommandRequest } from '../command-request.ts';
import { escapeMarkdown, visibleText } from '../escape-markdown.ts';
import { hasCode, type InteractionWebhook, messageRequest } from '../interaction-webhook.ts';
import { explainRefusal } from '../permissions.ts';
import { withRetries } from '../retry.ts';
import type { ThreadTopics } from './thread-topics.ts';

/** Characters; Discord takes 100. */
const LONGEST_NAME = 90;
const THREAD_EXISTS = 160004;
const THREADS_FULL = 160006;
const SOMETHING_ELSE = say('The thread could not be opened just now. You can go on asking here.');
const NOTHING_TO_GO_ON_WITH: ReadonlySet<Message['status']> = new Set(['failed', 'invalid', 'ambiguous', 'not-found']);
const NO_PERMISSIONS = { has: () => true };

export interface Threads {
  /** After the request was acknowledged, before it is run. Never rejects. */
  prepare(asked: ThreadRequest): Promise<PreparedThread>;
}

export interface ThreadRequest {
  readonly request: CommandRequest;
  readonly definition: CommandDefinition;
  readonly settings?: Settings | undefined;
  readonly ephemeral: boolean;
  readonly webhook: InteractionWebhook;
}

export interface PreparedThread {
  /** What the command is to know: where the conversation goes on, what it is about. */
  readonly call: Partial<Pick<Call, 'place' | 'about'>>;
  /** After the last state was delivered. Never rejects. */
  open(last: Message): Promise<void>;
}

export interface ThreadsOptions {
  readonly rest: REST;
  readonly topics: ThreadTopics;
  readonly bot: () => { readonly id: string; readonly username: string };
  /** English without them. */
  readonly languages?: Languages;
  readonly clock: Clock;
  readonly log: Log;
}

export function createThreads({ rest, topics, bot, languages, clock, log }: ThreadsOptions): Threads {
  const words = ({ locale }: CommandRequest) => languages?.of(locale);
  return {
    async prepare(asked) {
      const { request, webhook } = asked;
      const about = request.about?.length ? request.about : await topics.of(request.channelId ?? '');
      const call = about.length ? { about } : {};
      const wants = wantsThread(asked);
      const opens = wants !== 'no' && request.threads?.kind === 'possible';
      // A thread has the id of the message that it begins with, and the conversation goes on in the thread.
      const place = opens ? await idOf(webhook, log) : undefined;
      return {
        call: { ...call, ...(place && { place }) },
        open: (last) =>
          open(asked, wants, last).catch((error: unknown) => log.warn('discord-thread-not-opened', { error })),
      };
    },
  };

  async function open(asked: ThreadRequest, wants: Wanted, last: Message): Promise<void> {
    const { request, webhook } = asked;
    const { threads, channelId } = request;
    const { discussion } = last;
    if (asked.ephemeral || request.replaces || threads?.kind === 'inside') {
      // A discussion inside a thread makes it the thread's subject.
      if (discussion && threads?.kind === 'inside' && channelId && !asked.ephemeral) {
        await topics.remember(channelId, discussion.papers);
      }
      return;
    }
    const name = discussion?.name ?? (wants === 'no' ? undefined : String(request.values.question ?? ''));
    if (name === undefined || !channelId || NOTHING_TO_GO_ON_WITH.has(last.status)) return;
    if (!threads || threads.kind === 'impossible') {
      // What nobody asked for in so many words is not missed.
      if (wants !== 'by-setting' && threads)
        await webhook.followUp({ content: `-# ${escapeMarkdown(textIn(threads.why, words(request)))}` }, true);
      return;
    }
    const messageId = await idOf(webhook, log);
    if (!messageId) return;
    const threadId = await create(channelId, messageId, threadName(name, words(request))).catch(
      async (error: unknown) => {
        const why = explainRefusal(error, 'open a thread', NO_PERMISSIONS, { bot: bot().username }) ?? whyNot(error);
        log.warn('discord-thread-not-opened', { error: String(error) });
        await webhook.followUp({ content: `-# ${escapeMarkdown(textIn(why, words(request)))}` }, true);
        return undefined;
      },
    );
    if (!threadId) return;
    if (discussion) await topics.remember(threadId, discussion.papers);
    await begin(threadId, discussion !== undefined, words(request));
  }

  async function create(channelId: string, messageId: string, name: string): Promise<string> {
    try {
      const body = { name, auto_archive_duration: 1440 };
      const made = await withRetries(() => rest.post(Routes.threads(channelId, messageId), { body }), { clock });
      return (made as APIChannel).id;
    } catch (error) {
      // A try before got through, and only its answer was lost.
      if (hasCode(error, THREAD_EXISTS)) return messageId;
      throw error;
    }
  }

  /** An ordinary message, for Discord tells us what stands in replies to such, and not in replies to a command's answer. */
  async function begin(threadId: string, isDiscussion: boolean, language: Catalogue | undefined): Promise<void> {
    const what = isDiscussion
      ? say('Questions here are answered from this paper first, then from the rest of the library.')
      : say('I remember what was said here.');
    const how = say('Go on here: mention {me} or reply to me.', { me: `<@${bot().id}>` });
    const { body } = messageRequest({ content: textIn(inTurn(how, what), language) });
    const nonce = `${threadId}.t`;
    await withRetries(
      () => rest.post(Routes.channelMessages(threadId), { body: { ...body, nonce, enforce_nonce: true } }),
      { clock },
    );
  }
}

type Wanted = 'no' | 'question' | 'by-setting';

/** By the option of a command that has one, else by what the admins set for all questions. */
function wantsThread({ request, definition, settings, ephemeral }: ThreadRequest): Wanted {
  if (ephemeral || request.replaces || !('thread' in definition.options)) return 'no';
  const { thread } = request.values;
  if (typeof thread === 'boolean') return thread ? 'question' : 'no';
  return settings?.threads ? 'by-setting' : 'no';
}

async function idOf(webhook: InteractionWebhook, log: Log): Promise<string | undefined> {
  const known = webhook.messageId();
  if (known !== undefined) return known;
  try {
    return (await webhook.fetchOriginal()).id;
  } catch (error) {
    log.warn('discord-reply-not-read', { error: String(error) });
    return undefined;
  }
}

/** One line of plain text; names of threads know no Markdown and no mentions. */
export function threadName(text: string, words?: Catalogue): string {
  const plain = cleanText(visibleText(text).replace(/<[@#:a][^>]*>/g, ' '));
  return shorten(plain, LONGEST_NAME) || textIn(say('A question'), words);
}

function whyNot(error: unknown): Words {
  return hasCode(error, THREADS_FULL)
    ? say('This server has as many open threads as Discord allows. You can go on asking here.')
    : SOMETHING_ELSE;
}
