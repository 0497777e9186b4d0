/** A press, a choice or a sent window of discord.js comes in; what is to be known of it goes out. */
import {
  ButtonInteraction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import { type CommandRequest, requestOf } from '../command-request.ts';
import type { Post } from '../interaction-webhook.ts';
import type { WireComponent } from './action-rows.ts';

/** The field of our windows. */
export const TEXT_FIELD = 'text';

export interface PressRequest {
  readonly customId: string;
  /** What was chosen from a list, or written into a window. */
  readonly given?: string;
  /** The message that was pressed; missing where Discord does not tell. */
  readonly pressed?: Post;
  readonly messageId?: string;
  /** Only who presses sees that message. */
  readonly isEphemeral: boolean;
  /** What a command needs to know, without the command. */
  requestFor(command: string, values: CommandRequest['values']): CommandRequest;
}

export function readPress(interaction: MessageComponentInteraction | ModalSubmitInteraction): PressRequest {
  const { customId, message } = interaction;
  const given = givenIn(interaction);
  return {
    customId,
    ...(given !== undefined && { given }),
    ...(message && { pressed: postOf(message), messageId: message.id }),
    isEphemeral: message?.flags.has(MessageFlags.Ephemeral) ?? false,
    requestFor: (command, values) => requestOf(interaction, command, values),
  };
}

function givenIn(interaction: MessageComponentInteraction | ModalSubmitInteraction): string | undefined {
  if (interaction instanceof StringSelectMenuInteraction) return interaction.values[0];
  if (interaction.isChannelSelectMenu() || interaction.isRoleSelectMenu()) return interaction.values.join(',');
  if (interaction instanceof ButtonInteraction || !interaction.isModalSubmit()) return undefined;
  return interaction.fields.fields.has(TEXT_FIELD) ? interaction.fields.getTextInputValue(TEXT_FIELD) : '';
}

function postOf({ content, flags, components }: NonNullable<ModalSubmitInteraction['message']>): Post {
  const wire = components.map((component) => component.toJSON() as unknown as WireComponent);
  return flags.has(MessageFlags.IsComponentsV2) ? { content: '', layout: wire } : { content, components: wire };
}
