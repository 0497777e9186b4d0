/** Message bodies come in, messages as Discord keeps and shows them go out. */
import type { Channel } from './channel.ts';
import { changeThread } from './channel-changes.ts';
import { keptComponents } from './kept-components.ts';
import { tellDeletion, tellMessage } from './message-events.ts';
import { afterEditIssues, attachmentIssues, referenceIssues } from './message-state-rules.ts';
import { invalidForm, Refusal } from './refusal.ts';
import type { UploadedFile } from './request-body.ts';
import type { State } from './state.ts';
import { type MessageBody, MessageFlag, type WireAttachment, type WireMessage, type WireUser } from './wire.ts';

/** What an edit may change of the flags: suppressed embeds and the layout flag. */
const editableFlags = MessageFlag.suppressEmbeds | MessageFlag.componentsV2;
const replyType = 19;
/** Bytes of all files of a message together, in a server without boosts. */
export const attachmentSizeLimit = 10_485_760;

export interface MessagePlace {
  readonly channelId: string;
  readonly files: readonly UploadedFile[];
  /** The bot unless told. */
  readonly author?: WireUser;
  /** 0 = ordinary, 20 = answer to a slash command. */
  readonly type?: number;
  /** Who alone sees it. */
  readonly onlyFor?: string | undefined;
  /** Whom it mentions, and which roles. */
  readonly mentions?: readonly WireUser[];
  readonly mentionRoles?: readonly string[];
  readonly id?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

export function addMessage(state: State, body: MessageBody, place: MessagePlace): WireMessage {
  refuseTooLarge(place.files);
  refuse(attachmentIssues(body, place.files));
  const attachments = attach(state, body, place.files);
  refuse(referenceIssues(body.components, attachments));
  const repliedTo = state.messages.get(body.message_reference?.message_id ?? '');
  const message: WireMessage = {
    id: place.id ?? state.newId(),
    type: place.type ?? (body.message_reference ? replyType : 0),
    channel_id: place.channelId,
    author: place.author ?? state.bot,
    content: body.content ?? '',
    timestamp: new Date(state.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: place.mentions ?? [],
    mention_roles: place.mentionRoles ?? [],
    attachments,
    embeds: withType(body.embeds),
    components: keptComponents(state, body.components ?? [], attachments),
    pinned: false,
    flags: body.flags ?? 0,
    ...(body.nonce != null && { nonce: body.nonce }),
    ...(body.message_reference && {
      message_reference: { type: 0, channel_id: place.channelId, message_id: body.message_reference.message_id },
      referenced_message: repliedTo ? structuredClone({ ...repliedTo, referenced_message: undefined }) : null,
    }),
    ...place.more,
  };
  state.messages.set(message.id, message);
  if (place.onlyFor !== undefined) state.onlyFor.set(message.id, place.onlyFor);
  const channel = channelById(state, message.channel_id);
  if (channel) arrive(state, message, channel);
  return message;
}

/** A message in a thread counts, keeps it open, and takes it out of the archive. */
function arrive(state: State, message: WireMessage, channel: Channel): void {
  const { thread } = channel;
  if (!state.onlyFor.has(message.id)) channel.lastMessageId = message.id;
  if (thread) {
    thread.lastActiveAt = state.now();
    thread.messages += 1;
    if (thread.archived) changeThread(state, channel, thread, { archived: false });
  }
  tellMessage(state, 'MESSAGE_CREATE', message, channel);
}

export function editMessage(
  state: State,
  message: WireMessage,
  body: MessageBody,
  files: readonly UploadedFile[],
): void {
  refuseTooLarge(files);
  refuse(attachmentIssues(body, files, message.attachments));
  const kept = (body.attachments ?? []).map(({ id }) => String(id));
  const old = body.attachments ? message.attachments.filter(({ id }) => kept.includes(id)) : message.attachments;
  const attachments = [...old, ...attach(state, body, files)];
  const flags = (message.flags & ~MessageFlag.loading) | ((body.flags ?? 0) & editableFlags);
  const after = {
    flags,
    content: body.content === undefined ? message.content : (body.content ?? ''),
    embeds: body.embeds === undefined ? message.embeds : withType(body.embeds),
    components: body.components === undefined ? message.components : (body.components ?? []),
    attachments,
  };
  refuse([...referenceIssues(body.components, attachments), ...afterEditIssues(after)]);
  const components =
    body.components === undefined ? message.components : keptComponents(state, after.components, attachments);
  Object.assign(message, { ...after, components, edited_timestamp: new Date(state.now()).toISOString() });
  const channel = channelById(state, message.channel_id);
  if (channel) tellMessage(state, 'MESSAGE_UPDATE', message, channel);
}

export function deleteMessage(state: State, message: WireMessage): void {
  state.messages.delete(message.id);
  tellDeletion(state, message, channelById(state, message.channel_id));
  state.changes.emit('change');
}

function channelById(state: State, id: string): Channel | undefined {
  return state.channels.find((channel) => channel.id === id);
}

function refuse(issues: Parameters<typeof invalidForm>[1]): void {
  if (issues.length > 0) throw invalidForm('state', issues);
}

function refuseTooLarge(files: readonly UploadedFile[]): void {
  const size = files.reduce((sum, { content }) => sum + content.length, 0);
  if (size > attachmentSizeLimit) throw new Refusal(413, 40005, 'Request entity too large', 'state');
}

/** Descriptions belong to the files by their number. */
function attach(state: State, { attachments }: MessageBody, files: readonly UploadedFile[]): WireAttachment[] {
  return files.map(({ name, content, number }) => {
    const id = state.newId();
    state.files.set(id, content);
    const url = `https://cdn.discord.invalid/${id}/${encodeURIComponent(name)}`;
    const description = attachments?.find((candidate) => String(candidate.id) === number)?.description;
    return { id, filename: name, size: content.length, url, proxy_url: url, ...(description && { description }) };
  });
}

function withType(embeds: MessageBody['embeds']): WireMessage['embeds'] {
  return (embeds ?? []).map((embed) => ({ ...embed, type: 'rich' }));
}
