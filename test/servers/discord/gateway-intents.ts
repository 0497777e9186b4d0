/** Intents: which events a bot that asked for these gets. https://discord.com/developers/docs/events/gateway#gateway-intents */
export const Intent = {
  guilds: 1 << 0,
  members: 1 << 1,
  presences: 1 << 8,
  guildMessages: 1 << 9,
  guildReactions: 1 << 10,
  directMessages: 1 << 12,
  directReactions: 1 << 13,
  messageContent: 1 << 15,
} as const;

export const privilegedIntents = Intent.members | Intent.presences | Intent.messageContent;
/** Every bit that means something. */
export const knownIntents = 0x1ffff | (3 << 20) | (3 << 24);

/** By the start of the event's name: in servers, in direct messages. What is not named here needs no intent. */
const needed: readonly (readonly [string, number, number])[] = [
  ['MESSAGE_REACTION_', Intent.guildReactions, Intent.directReactions],
  ['MESSAGE_', Intent.guildMessages, Intent.directMessages],
  ['GUILD_', Intent.guilds, Intent.guilds],
  ['CHANNEL_', Intent.guilds, Intent.guilds],
  ['THREAD_', Intent.guilds, Intent.guilds],
];

export function isWanted(intents: number, event: string, inServer: boolean): boolean {
  const row = needed.find(([start]) => event.startsWith(start));
  return !row || Boolean(intents & (inServer ? row[1] : row[2]));
}
