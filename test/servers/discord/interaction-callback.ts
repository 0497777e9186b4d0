/** The bot's first answer to an interaction comes in; what the person sees of it goes out. */
import { addMessage, editMessage } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { UploadedFile } from './request-body.ts';
import type { HistoryEntry, Interaction, State } from './state.ts';
import { type CallbackBody, CallbackType, InteractionType, MessageFlag } from './wire.ts';

const { message, deferredMessage, deferredUpdate, update, choices, modal } = CallbackType;
const allowedCallbacks: Readonly<Record<number, readonly number[]>> = {
  [InteractionType.command]: [message, deferredMessage, modal],
  [InteractionType.component]: [message, deferredMessage, deferredUpdate, update, modal],
  [InteractionType.autocomplete]: [choices],
  [InteractionType.modal]: [message, deferredMessage, deferredUpdate, update],
};
/** The type of a message that answers a slash command. */
const commandAnswer = 20;

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
  const data = body.data ?? {};
  interaction.acknowledged = body.type;
  switch (body.type) {
    case message:
    case deferredMessage: {
      const deferred = body.type === deferredMessage;
      const flags = (data.flags ?? 0) | (deferred ? MessageFlag.loading : 0);
      interaction.ephemeral = Boolean(flags & MessageFlag.ephemeral);
      const place = replyPlace(state, interaction, files, commandAnswer);
      interaction.original = addMessage(state, deferred ? { flags } : { ...data, flags }, place);
      return deferred ? 'deferred' : 'reply';
    }
    case deferredUpdate:
      interaction.original = interaction.source;
      return 'deferred';
    case update:
      interaction.original = interaction.source;
      if (interaction.source) editMessage(state, interaction.source, data, files);
      return 'edit';
    case choices:
      interaction.choices = data.choices ?? [];
      return 'choices';
    default:
      interaction.modal = data;
      return 'modal';
  }
}

export function callbackResponse({ id, type, original, acknowledged, ephemeral }: Interaction): unknown {
  const loading = acknowledged === deferredMessage;
  const ids = { id, type, response_message_id: original?.id };
  return {
    interaction: { ...ids, response_message_loading: loading, response_message_ephemeral: ephemeral },
    ...(original && { resource: { type: acknowledged, message: original } }),
  };
}

export function replyPlace(state: State, interaction: Interaction, files: readonly UploadedFile[], type = 0) {
  const more = { webhook_id: state.applicationId, application_id: state.applicationId };
  return { channelId: interaction.channelId, files, type, more };
}
