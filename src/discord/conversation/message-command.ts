/** A command that was run on somebody's message comes in; what a command needs to know of it goes out. */
import type { MessageContextMenuCommandInteraction } from 'discord.js';
import { type CommandRequest, requestOf } from '../command-request.ts';
import { messageText } from './message-text.ts';

/** The option that holds what stands in the message. */
const TEXT = 'text';

/** Discord tells the whole message, whatever its content is withheld for elsewhere. */
export function readMessageCommand(interaction: MessageContextMenuCommandInteraction): CommandRequest {
  return requestOf(interaction, interaction.commandName, { [TEXT]: messageText(interaction.targetMessage) });
}
