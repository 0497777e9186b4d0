/** The bot's first answer to an interaction comes in; what the person sees of it goes out. */
import { interactionMetadata } from './interaction-metadata.ts';
import { addMessage, editMessage, type MessagePlace } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { UploadedFile } from './request-body.ts';
import type { HistoryEntry, Interaction, State } from './state.ts';
import {
  type CallbackBody,
  CallbackType,
  InteractionType,
  type MessageBody,
  MessageFlag,
  type WireMessage,
  type WireModal,
} from './wire.ts';

const { message, deferredMessage, deferredUpdate, update, choices, modal } = CallbackType;
const allowedCallbacks: Readonly<Record<number, readonly number[]>> = {
  [InteractionType.command]: [message, deferredMessage, modal],
  [InteractionType.component]: [message, deferredMessage, deferredUpdate, update, modal],
  [InteractionType.autocomplete]: [choices],
  [InteractionType.modal]: [message, deferredMessage, deferredUpdate, update],
};
/** The types of messages that answer commands, and those that answer a button. */
const slashAnswer = 20;
const menuAnswer = 23;
const reply = 19;

/** Applies the callback and says what has happened. Refuses one that does not fit the interaction. */
export function acknowledge(
  state: State,
  interaction: Interaction,
  body: CallbackBody,
  files: readonly UploadedFile[],
): HistoryEntry['what'] {
  if (!allowedCallbacks[interaction.type]?.includes(body.type)) {
    const problem = `callback ${body.type} does not answer an interaction of type ${interaction.type}`;
    throw new Refusal(400, 50035, 'Invalid Form Body', 'state', [{ path: '/type', code: 'TYPE', message: problem }]);
  }
  const updates = body.type === update || body.type === deferredUpdate;
  if (updates && !interaction.source) {
    const problem = 'there is no message to update: the modal was not opened from one';
    throw new Refusal(400, 50035, 'Invalid Form Body', 'state', [{ path: '/type', code: 'TYPE', message: problem }]);
  }
  const data = body.data ?? {};
  switch (body.type) {
    case message:
    case deferredMessage: {
      const deferred = body.type === deferredMessage;
      const flags = (data.flags ?? 0) | (deferred ? MessageFlag.loading : 0) | forced(interaction);
      const shown = deferred ? { flags: flags & (MessageFlag.loading | MessageFlag.ephemeral) } : { ...data, flags };
      const place = replyPlace(state, interaction, files, { flags, type: answerType(interaction) });
      interaction.original = addMessage(state, shown as MessageBody, place);
      interaction.ephemeral = Boolean(flags & MessageFlag.ephemeral);
      interaction.acknowledged = body.type;
      return deferred ? 'deferred' : 'reply';
    }
    case deferredUpdate:
      interaction.original = interaction.source;
      interaction.ephemeral = Boolean((interaction.source?.flags ?? 0) & MessageFlag.ephemeral);
      interaction.acknowledged = body.type;
      return 'deferred';
    case update:
      if (interaction.source) {
        needThere(state, interaction.source);
        editMessage(state, interaction.source, data as MessageBody, files);
      }
      interaction.original = interaction.source;
      interaction.ephemeral = Boolean((interaction.source?.flags ?? 0) & MessageFlag.ephemeral);
      interaction.acknowledged = body.type;
      return 'edit';
    case choices:
      interaction.choices = data.choices ?? [];
      interaction.acknowledged = body.type;
      return 'choices';
    default:
      interaction.modal = data as WireModal;
      interaction.acknowledged = body.type;
      return 'modal';
  }
}

export function callbackResponse({ id, type, original, acknowledged, ephemeral }: Interaction): unknown {
  const loading = acknowledged === deferredMessage;
  const ids = { id, type, response_message_id: original?.id };
  return {
    interaction: { ...ids, response_message_loading: loading, response_message_ephemeral: ephemeral },
    ...(original && { resource: { type: shownAs(acknowledged), message: original } }),
  };
}

/** A deferral has the same kind of resource as what it stands for. */
function shownAs(acknowledged: number | undefined): number {
  return acknowledged === update || acknowledged === deferredUpdate ? update : message;
}

export interface ReplyKind {
  readonly flags: number;
  readonly type: number;
}

export function replyPlace(
  state: State,
  interaction: Interaction,
  files: readonly UploadedFile[],
  { flags, type }: ReplyKind,
): MessagePlace {
  const { channelId, source, userId, original } = interaction;
  const answered = type === reply && source;
  return {
    channelId,
    files,
    type,
    onlyFor: flags & MessageFlag.ephemeral ? userId : undefined,
    more: {
      webhook_id: state.applicationId,
      application_id: state.applicationId,
      interaction_metadata: interactionMetadata(state, interaction, original?.id),
      ...(answered && { message_reference: { type: 0, channel_id: channelId, message_id: source.id } }),
    },
  };
}

/** Where people's own applications may not speak in public, whatever they say is for whoever called them. */
export function forced({ onlyPrivate }: Interaction): number {
  return onlyPrivate ? MessageFlag.ephemeral : 0;
}

function answerType({ type, targetId }: Interaction): number {
  if (type !== InteractionType.command) return type === InteractionType.component ? reply : 0;
  return targetId === undefined ? slashAnswer : menuAnswer;
}

function needThere(state: State, message: WireMessage): void {
  if (!state.messages.has(message.id)) throw new Refusal(404, 10_008, 'Unknown Message', 'state');
}
