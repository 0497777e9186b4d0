/** One interaction's way to answer: what is to be shown comes in, Discord's REST requests go out. */
import {
  type APIApplicationCommandOptionChoice,
  type APIMessage,
  ComponentType,
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  type RawFile,
  type REST,
  Routes,
} from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { WireComponent } from './components/action-rows.ts';
import { withRetries } from './retry.ts';

/** What stands in one message. */
export interface Post {
  readonly content: string;
  /** Text of an attached `answer.md`. */
  readonly file?: string;
  /** None of them takes away those of before; without it an edit leaves them. */
  readonly attachments?: readonly Attachment[] | undefined;
  /** What stands below the text: rows of buttons; none of them takes away those of before. Without it an edit leaves them. */
  readonly components?: readonly WireComponent[] | undefined;
  /** Layout components in place of the text. A message that has them once can have no text again. */
  readonly layout?: readonly WireComponent[] | undefined;
}

/** A file as it can be written down and sent later. */
export interface Attachment {
  readonly name: string;
  readonly base64: string;
  /** For whoever cannot see it. */
  readonly description: string;
}

/** Where an interaction is answered. The token is worth 15 minutes; whoever has it can write there. */
export interface InteractionAddress {
  readonly interactionId: string;
  readonly interactionToken: string;
  readonly applicationId: string;
  /** Where an ordinary message is answered instead; then the token is empty, and the id is that of the message. */
  readonly message?: MessageAddress;
}

/** A message that is answered with ordinary messages. */
export interface MessageAddress {
  readonly channelId: string;
  readonly askedId: string;
  /** Our reply, once it stands there. */
  readonly replyId?: string | undefined;
}

/** Every method rejects with the errors of discord.js; none retries except `acknowledge` and `answerPrivately`. */
export interface InteractionWebhook {
  /** "Thinking…". @param ephemeral whether the reply is for the asker only; cannot be changed later */
  acknowledge(ephemeral: boolean): Promise<void>;
  /** Answers at once instead of acknowledging; only the asker sees it. */
  answerPrivately(content: string): Promise<void>;
  /** Instead of acknowledging a press: `edit` then changes the message that was pressed. */
  acknowledgePress(): Promise<void>;
  /** Answers a press with a window that asks for a text. */
  openWindow(modal: Readonly<Record<string, unknown>>): Promise<void>;
  suggest(choices: readonly APIApplicationCommandOptionChoice<string>[]): Promise<void>;
  edit(post: Post): Promise<void>;
  followUp(post: Post, ephemeral: boolean): Promise<void>;
  /** Of the reply, as far as Discord has told it; there is nothing to be told before it stands there. */
  messageId(): string | undefined;
  fetchOriginal(): Promise<APIMessage>;
  deleteOriginal(): Promise<void>;
}

type Answered = { readonly resource?: { readonly message?: { readonly id: string } | null } | null };

/** Discord has 3 s for the first answer; a second try after that is in vain. */
const acknowledging = { tries: 3, firstPause: 150 };
const ALREADY_ACKNOWLEDGED = 40060;

export function createInteractionWebhook(rest: REST, address: InteractionAddress, clock: Clock): InteractionWebhook {
  const { interactionId, interactionToken, applicationId } = address;
  const original = Routes.webhookMessage(applicationId, interactionToken, '@original');
  let messageId: string | undefined;
  const answer = async (type: InteractionResponseType, data: unknown) => {
    let tried = 0;
    const request = async () => {
      tried += 1;
      const body = { type, ...(data !== undefined && { data }) };
      const query = new URLSearchParams({ with_response: 'true' });
      const route = Routes.interactionCallback(interactionId, interactionToken);
      const answered = (await rest.post(route, { auth: false, body, query })) as Answered | undefined;
      messageId = answered?.resource?.message?.id ?? messageId;
    };
    await withRetries(request, { clock, ...acknowledging }).catch((error: unknown) => {
      // The try before got through, and only its answer was lost.
      if (tried > 1 && hasCode(error, ALREADY_ACKNOWLEDGED)) return;
      throw error;
    });
  };
  return {
    acknowledge: (ephemeral) =>
      answer(InteractionResponseType.DeferredChannelMessageWithSource, {
        flags: ephemeral ? MessageFlags.Ephemeral : 0,
      }),
    answerPrivately: (content) =>
      answer(
        InteractionResponseType.ChannelMessageWithSource,
        messageRequest({ content }, MessageFlags.Ephemeral).body,
      ),
    acknowledgePress: () => answer(InteractionResponseType.DeferredMessageUpdate, undefined),
    openWindow: (modal) => answer(InteractionResponseType.Modal, modal),
    suggest: (choices) => answer(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices }),
    async edit(post) {
      const edited = (await rest.patch(original, { auth: false, ...messageRequest(post) })) as APIMessage | undefined;
      messageId = edited?.id ?? messageId;
    },
    async followUp(post, ephemeral) {
      const request = messageRequest(post, ephemeral ? MessageFlags.Ephemeral : 0);
      await rest.post(Routes.webhook(applicationId, interactionToken), { auth: false, ...request });
    },
    messageId: () => messageId,
    fetchOriginal: async () => (await rest.get(original, { auth: false })) as APIMessage,
    async deleteOriginal() {
      await rest.delete(original, { auth: false });
    },
  };
}

/** The first post with everything that the others from `first` on would say, as files. */
export function inOnePost(posts: readonly Post[], first: number): Post {
  const left = posts.slice(first);
  const rest = left.map(({ content, file }) => file ?? content);
  const attachments = left.flatMap((post) => post.attachments ?? []);
  // Below the last part, or nothing any more: what stopped the writing goes with it.
  const components = posts.at(-1)?.components ?? posts[0]?.components;
  const { layout } = posts[0] ?? {};
  return {
    content: posts[0]?.content ?? '',
    ...(rest.length && { file: rest.join('\n\n') }),
    ...(attachments.length && { attachments }),
    ...(components && { components }),
    ...(layout && { layout }),
  };
}

/** A message that was laid out once says even a sentence in a layout. */
export function inLayout(post: Post): Post {
  return post.layout ? post : { ...post, layout: [{ type: ComponentType.TextDisplay, content: post.content }] };
}

/** Nobody is pinged and nothing unfolds, whatever the text says. */
export function messageRequest(post: Post, flags = 0): { body: Record<string, unknown>; files?: RawFile[] } {
  const { content, file, attachments = [], components, layout } = post;
  const names = [...(file === undefined ? [] : ['answer.md']), ...attachments.map(({ name }) => name)];
  const laidOut = layout && [
    ...layout,
    // In a layout no file is seen that has no place in it.
    ...names.map((name) => ({ type: ComponentType.File, file: { url: `attachment://${name}` } })),
    ...(components ?? []),
  ];
  const body = {
    ...(laidOut ? { content: null, components: laidOut } : { content, ...(components && { components }) }),
    allowed_mentions: { parse: [] },
    flags: flags | (laidOut ? MessageFlags.IsComponentsV2 : MessageFlags.SuppressEmbeds),
  };
  const rest = file === undefined ? [] : [{ name: 'answer.md', data: Buffer.from(file), description: REST_OF_ANSWER }];
  const others = attachments.map(({ base64, ...named }) => ({ ...named, data: Buffer.from(base64, 'base64') }));
  const files = [...rest, ...others];
  if (!files.length) return { body: post.attachments ? { ...body, attachments: [] } : body };
  return {
    body: {
      ...body,
      attachments: files.map(({ name, description }, id) => ({ id: String(id), filename: name, description })),
    },
    files: files.map(({ name, data }) => ({ name, data, contentType: contentTypeOf(name) })),
  };
}

const REST_OF_ANSWER = 'The rest of the answer.';
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  md: 'text/markdown; charset=utf-8',
  bib: 'text/plain; charset=utf-8',
  png: 'image/png',
};

function contentTypeOf(name: string): string {
  return CONTENT_TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

export function hasCode(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}
