/** The guild, its channels and its members, in the shape in which the gateway sends them. */
import type { Channel, State } from './state.ts';
import type { WireUser } from './wire.ts';

/** Everything but administrator; the exact set matters to no test. */
export const allPermissions = '2248473465835073';
const joined = '2024-01-01T00:00:00.000000+00:00';

export function wireChannel({ id, name, type }: Channel, guildId: string): Record<string, unknown> {
  return {
    id,
    name,
    type,
    guild_id: guildId,
    position: 0,
    permission_overwrites: [],
    parent_id: null,
    nsfw: false,
    topic: null,
    rate_limit_per_user: 0,
    last_message_id: null,
    flags: 0,
  };
}

export function wireMember(user: WireUser): Record<string, unknown> {
  return {
    user,
    nick: null,
    avatar: null,
    roles: [],
    joined_at: joined,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
    permissions: allPermissions,
  };
}

export function wireGuild(state: State): Record<string, unknown> {
  const everyone = {
    id: state.guildId,
    name: '@everyone',
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: 0,
    permissions: allPermissions,
    managed: false,
    mentionable: false,
    flags: 0,
  };
  return {
    id: state.guildId,
    name: 'Reading group',
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: state.guildId,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: [everyone],
    emojis: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    preferred_locale: 'en-US',
    public_updates_channel_id: null,
    nsfw_level: 0,
    stickers: [],
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    joined_at: joined,
    large: false,
    unavailable: false,
    member_count: state.users.size,
    voice_states: [],
    members: [wireMember(state.bot)],
    channels: state.channels.map((channel) => wireChannel(channel, state.guildId)),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
