/** Message bodies come in, messages as Discord keeps and shows them go out. */
import type { UploadedFile } from './request-body.ts';
import type { State } from './state.ts';
import { everyComponent, type MessageBody, MessageFlag, type WireAttachment, type WireMessage } from './wire.ts';

/** What an edit may change of the flags: suppressed embeds and the layout flag. */
const editableFlags = 4 | MessageFlag.componentsV2;

export interface MessagePlace {
  readonly channelId: string;
  readonly files: readonly UploadedFile[];
  /** 0 = ordinary, 20 = answer to a slash command. */
  readonly type?: number;
  readonly more?: Readonly<Record<string, unknown>>;
}

export function addMessage(state: State, body: MessageBody, place: MessagePlace): WireMessage {
  const message: WireMessage = {
    id: state.newId(),
    type: place.type ?? 0,
    channel_id: place.channelId,
    author: state.bot,
    content: body.content ?? '',
    timestamp: new Date(state.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: attach(state, place.files),
    embeds: withType(body.embeds),
    components: numbered(body.components),
    pinned: false,
    flags: body.flags ?? 0,
    ...(body.nonce != null && { nonce: body.nonce }),
    ...place.more,
  };
  state.messages.set(message.id, message);
  return message;
}

export function editMessage(
  state: State,
  message: WireMessage,
  body: MessageBody,
  files: readonly UploadedFile[],
): void {
  if (body.content !== undefined) message.content = body.content ?? '';
  if (body.embeds !== undefined) message.embeds = withType(body.embeds);
  if (body.components !== undefined) message.components = numbered(body.components);
  if (body.attachments || files.length > 0) {
    const kept = (body.attachments ?? []).map(({ id }) => String(id));
    const old = body.attachments ? message.attachments.filter(({ id }) => kept.includes(id)) : message.attachments;
    message.attachments = [...old, ...attach(state, files)];
  }
  const flags = (body.flags ?? 0) & editableFlags;
  message.flags = (message.flags & ~MessageFlag.loading) | flags;
  message.edited_timestamp = new Date(state.now()).toISOString();
}

function attach(state: State, files: readonly UploadedFile[]): WireAttachment[] {
  return files.map(({ name, content }) => {
    const id = state.newId();
    state.files.set(id, content);
    const url = `https://cdn.discord.invalid/${id}/${encodeURIComponent(name)}`;
    return { id, filename: name, size: content.length, url, proxy_url: url };
  });
}

function withType(embeds: MessageBody['embeds']): WireMessage['embeds'] {
  return (embeds ?? []).map((embed) => ({ ...embed, type: 'rich' }));
}

/** Discord gives every component a number within its message. */
function numbered(components: MessageBody['components']): WireMessage['components'] {
  const copy = structuredClone(components ?? []);
  everyComponent(copy).forEach((component, index) => {
    Object.assign(component, { id: component.id ?? index + 1 });
  });
  return copy;
}
