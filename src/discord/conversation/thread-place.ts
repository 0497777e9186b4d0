/** An interaction, or a message's channel, comes in; whether a thread can be opened there goes out, and if not, why. */
import { type BaseInteraction, type Channel, ChannelType, type PermissionsBitField } from 'discord.js';
import { say, type Words } from '../../domain/words.ts';
import { explainLack, lackingFor } from '../permissions.ts';

export type ThreadPlace =
  | { readonly kind: 'possible' }
  /** It is a thread already. */
  | { readonly kind: 'inside' }
  /** `why`: a sentence. */
  | { readonly kind: 'impossible'; readonly why: Words };

const NO_SERVER = say('There are threads in servers only, so I answered here. You can go on asking all the same.');
const NOT_MEMBER = say(
  'I am not a member of this server, so I cannot open threads here. Somebody who manages it can add me.',
);
const NO_THREADS = say('This kind of channel has no threads, so I answered here.');

export function threadPlaceOf(interaction: BaseInteraction): ThreadPlace {
  const { guildId, channel, appPermissions, client } = interaction;
  if (!guildId) return { kind: 'impossible', why: NO_SERVER };
  if (!isMemberThere(interaction)) return { kind: 'impossible', why: NOT_MEMBER };
  return threadPlaceIn(channel, appPermissions, client.user.username);
}

/** Of somebody who has brought us along and whose server has not, we are a guest. */
export function isMemberThere({ authorizingIntegrationOwners }: BaseInteraction): boolean {
  return authorizingIntegrationOwners[0] !== undefined;
}

/** @param channel `null` where it is not known; then Discord says whether it can be @param bot its name */
export function threadPlaceIn(
  channel: Channel | null | undefined,
  permissions: Pick<PermissionsBitField, 'has'> | null,
  bot: string,
): ThreadPlace {
  if (channel?.isDMBased()) return { kind: 'impossible', why: NO_SERVER };
  if (channel?.isThread()) return { kind: 'inside' };
  const takesThreads =
    !channel || channel.type === ChannelType.GuildText || channel.type === ChannelType.GuildAnnouncement;
  if (!takesThreads) return { kind: 'impossible', why: NO_THREADS };
  const place = { bot, ...(channel && 'name' in channel && channel.name && { channel: channel.name }) };
  const lack = permissions && explainLack('open a thread', lackingFor('open a thread', permissions), place);
  return lack ? { kind: 'impossible', why: lack } : { kind: 'possible' };
}
