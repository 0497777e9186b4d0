/** A person at the keyboard: what they type and click goes to the bot over the gateway; a handle on the reply comes back. */
import { randomUUID } from 'node:crypto';
import type { Gateway } from './gateway.ts';
import { createReplyHandle, type ReplyHandle } from './reply-handle.ts';
import type { Channel, Interaction, State } from './state.ts';
import { type TypedValues, typedCommand } from './typed-command.ts';
import { waitUntil } from './wait-until.ts';
import { InteractionType, type WireChoice, type WireMessage, type WireUser } from './wire.ts';
import { allPermissions, wireChannel, wireMember } from './wire-guild.ts';

export interface Driver {
  readonly user: WireUser;
  readonly channel: Channel;
  /** The same, as another person of this name. */
  as(username: string): Driver;
  /** The same, in another channel, by name. */
  in(channel: string): Driver;
  /** Runs a command: `slash('ask', {question: '…'})`, `slash('digest subscribe', {…})`. Throws when nobody could type that. */
  slash(command: string, values?: TypedValues): Promise<ReplyHandle>;
  /** The suggestions for the option that is being typed. Throws when there are none within 3 s. */
  autocomplete(command: string, values: TypedValues, focused: string): Promise<readonly WireChoice[]>;
}

export function createDriver(state: State, gateway: Gateway, user: WireUser, channel: Channel): Driver {
  const interact = (type: number, name: string, data: unknown, source?: WireMessage): Interaction => {
    if (!gateway.known()) throw new Error(`${name}: no bot is connected`);
    const interaction: Interaction = {
      id: state.newId(),
      token: `interaction-${randomUUID()}`,
      type,
      name,
      userId: user.id,
      channelId: channel.id,
      createdAt: state.now(),
      source,
      acknowledged: undefined,
      ephemeral: false,
      original: undefined,
      followUps: [],
      choices: undefined,
      modal: undefined,
      history: [],
    };
    state.interactions.set(interaction.token, interaction);
    gateway.dispatch('INTERACTION_CREATE', interactionEvent(state, interaction, user, channel, data));
    return interaction;
  };
  const handle = (interaction: Interaction): ReplyHandle =>
    createReplyHandle(state, interaction, async (message, component) => {
      const data = { custom_id: component.custom_id, component_type: component.type, id: component.id };
      return handle(interact(InteractionType.component, component.custom_id ?? 'a button', data, message));
    });

  return {
    user,
    channel,
    as(username) {
      const known = [...state.users.values()].find((candidate) => candidate.username === username);
      return createDriver(state, gateway, known ?? state.addUser(username), channel);
    },
    in(name) {
      const found = state.channels.find((candidate) => candidate.name === name);
      if (!found) throw new Error(`There is no channel ${name}`);
      return createDriver(state, gateway, user, found);
    },
    async slash(command, values = {}) {
      return handle(interact(InteractionType.command, `/${command}`, typedCommand(state, command, values)));
    },
    async autocomplete(command, values, focused) {
      const data = typedCommand(state, command, values, focused);
      const interaction = interact(InteractionType.autocomplete, `/${command} ${focused}`, data);
      const describe = () => `no suggestions for ${interaction.name}`;
      return waitUntil(state.changes, () => interaction.choices, { timeout: 3000, describe });
    },
  };
}

function interactionEvent(state: State, interaction: Interaction, user: WireUser, channel: Channel, data: unknown) {
  const { id, token, type, source } = interaction;
  return {
    id,
    token,
    type,
    data,
    version: 1,
    application_id: state.applicationId,
    guild: { id: state.guildId, locale: 'en-US', features: [] },
    guild_id: state.guildId,
    guild_locale: 'en-US',
    channel: { ...wireChannel(channel, state.guildId), permissions: allPermissions },
    channel_id: channel.id,
    member: wireMember(user),
    locale: 'en-US',
    app_permissions: allPermissions,
    entitlements: [],
    authorizing_integration_owners: { 0: state.guildId },
    context: 0,
    attachment_size_limit: 10_485_760,
    ...(source && { message: source }),
  };
}
