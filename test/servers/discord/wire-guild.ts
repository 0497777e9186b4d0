/** The guild, its channels and its members, in the shape in which the gateway sends them. */
import type { Channel } from './channel.ts';
import { allPermissions } from './permissions.ts';
import type { Guild, State } from './state.ts';
import type { WireUser } from './wire.ts';
import { activeThreads, threadMember, wireChannel } from './wire-channel.ts';

const joined = '2024-01-01T00:00:00.000000+00:00';

export function wireMember(user: WireUser, permissions = allPermissions): Record<string, unknown> {
  return {
    user,
    nick: null,
    avatar: null,
    avatar_decoration_data: null,
    banner: null,
    collectibles: null,
    display_name_styles: null,
    unusual_dm_activity_until: null,
    roles: [],
    joined_at: joined,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
    permissions,
  };
}

/** Everyone's, with what the bot may do by it, and the one that Discord makes for the bot, which adds nothing. */
export function rolesOf(state: State, guild: Guild): Record<string, unknown>[] {
  const own = { id: guild.botRoleId, name: state.bot.username, position: 1, permissions: '0', managed: true };
  return [everyoneRole(guild), { ...everyoneRole(guild), ...own, tags: { bot_id: state.bot.id } }];
}

function everyoneRole({ id, botPermissions }: Guild): Record<string, unknown> {
  return {
    id,
    name: '@everyone',
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: 0,
    permissions: String(botPermissions),
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

export function wireGuild(state: State, guild: Guild): Record<string, unknown> {
  const threads = activeThreads(state, guild.id);
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.id,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: rolesOf(state, guild),
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
    preferred_locale: guild.locale,
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
    members: [{ ...wireMember(state.bot), roles: [guild.botRoleId] }],
    channels: guildChannels(state, guild.id).map((channel) => wireChannel(state, channel)),
    threads: threads.map((thread) => wireChannel(state, thread)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** What the bot asks for over REST is a little more, and without channels and members. */
export function restGuild(state: State, guild: Guild): Record<string, unknown> {
  const { members: _, channels: __, threads: ___, voice_states: ____, ...whole } = wireGuild(state, guild);
  return {
    ...whole,
    home_header: null,
    region: 'deprecated',
    widget_enabled: false,
    widget_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    premium_subscription_count: 0,
    nsfw: false,
    incidents_data: null,
  };
}

/** Its channels without threads. */
export function guildChannels(state: State, guildId: string) {
  return state.channels.filter((channel) => channel.guildId === guildId && !channel.thread);
}

export function threadList(state: State, threads: readonly Channel[]): Record<string, unknown> {
  const mine = threads.filter(({ thread }) => thread?.members.has(state.bot.id));
  return {
    threads: threads.map((thread) => wireChannel(state, thread)),
    members: mine.map((thread) => threadMember(thread, state.bot.id)),
    has_more: false,
  };
}
