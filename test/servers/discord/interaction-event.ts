/** What a person did comes in; the interaction as Discord writes it down, and tells it to the bot, goes out. */
import { randomUUID } from 'node:crypto';
import { type Channel, ChannelType } from './channel.ts';
import { attachmentSizeLimit } from './messages.ts';
import { allPermissions, botPermissions, guestPermissions, Permission } from './permissions.ts';
import type { Interaction, State } from './state.ts';
import { Context, Installation, type WireMessage, type WireUser } from './wire.ts';
import { interactionChannel } from './wire-channel.ts';
import { wireMember } from './wire-guild.ts';

/** Who acts, and as whom. */
export interface Person {
  readonly user: WireUser;
  readonly locale: string;
  /** Bits, as Discord sends them. */
  readonly permissions: string;
}

/** Where: the kind of place, and whose application it is there. */
export interface Surroundings {
  /** 0 = server, 1 = with the bot, 2 = between people. */
  readonly context: number;
  /** Whether the server has installed the application; otherwise a person brought it. */
  readonly member: boolean;
  readonly guildId: string | undefined;
}

export function surroundingsOf(state: State, channel: Channel): Surroundings {
  if (channel.type === ChannelType.direct) {
    const withBot = channel.recipients.length === 1;
    return { context: withBot ? Context.botDirect : Context.privateChannel, member: withBot, guildId: undefined };
  }
  const guild = state.guilds.find(({ id }) => id === channel.guildId);
  return { context: Context.guild, member: guild?.joined ?? false, guildId: channel.guildId };
}

export interface Deed {
  readonly type: number;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly source?: WireMessage | undefined;
  readonly before?: Interaction | undefined;
  readonly targetId?: string | undefined;
}

export function newInteraction(state: State, { user, permissions }: Person, channel: Channel, deed: Deed): Interaction {
  const { context, member } = surroundingsOf(state, channel);
  return {
    id: state.newId(),
    token: `interaction-${randomUUID()}`,
    type: deed.type,
    name: deed.name,
    userId: user.id,
    channelId: channel.id,
    createdAt: state.now(),
    owners: ownersOf(state, channel, user, deed.source),
    onlyPrivate: context === Context.guild && !member && !(BigInt(permissions) & Permission.useExternalApps),
    source: deed.source,
    before: deed.before,
    targetId: deed.targetId,
    acknowledged: undefined,
    ephemeral: false,
    original: undefined,
    followUpsSent: 0,
    followUps: [],
    choices: undefined,
    modal: undefined,
    history: [],
  };
}

/** By whom the application came: what is pressed belongs to whoever called for it. */
function ownersOf(
  state: State,
  channel: Channel,
  user: WireUser,
  source: WireMessage | undefined,
): Readonly<Record<string, string>> {
  const { context, member, guildId } = surroundingsOf(state, channel);
  const earlier = source?.interaction_metadata?.authorizing_integration_owners;
  if (earlier && !member) return earlier as Readonly<Record<string, string>>;
  if (context === Context.botDirect) return { [Installation.guild]: '0' };
  return member && guildId ? { [Installation.guild]: guildId } : { [Installation.user]: user.id };
}

export function interactionEvent(
  state: State,
  interaction: Interaction,
  { user, locale, permissions }: Person,
  channel: Channel,
  data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { id, token, type, source } = interaction;
  const { context, member, guildId } = surroundingsOf(state, channel);
  const guild = state.guilds.find((candidate) => candidate.id === guildId);
  const own = member ? String(botPermissions(state, channel)) : guestPermissions;
  return {
    id,
    token,
    type,
    data,
    version: 1,
    application_id: state.applicationId,
    channel: interactionChannel(state, channel, user.id, permissions),
    channel_id: channel.id,
    ...(guild
      ? {
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_id: guild.id,
          guild_locale: guild.locale,
          member: wireMember(user, permissions),
        }
      : { user }),
    locale,
    app_permissions: context === Context.botDirect ? allPermissions : own,
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: interaction.owners,
    context,
    attachment_size_limit: attachmentSizeLimit,
    ...(source && { message: source }),
  };
}
