/** An address comes in; a client of discord.js as we want it goes out: what it hears, what it remembers, how it asks. */
import { Client, GatewayIntentBits, Options } from 'discord.js';

const REQUEST_TIMEOUT = 10_000;
/** discord.js sleeps out a 429 of any length; a reader does not. */
const LONGEST_RATE_LIMIT = 60_000;
/** Of everyone, and of each server; interactions bring along whom they are from. */
const MOST_PEOPLE = 200;
const HANDLER_SWEEP = 300_000;

/** @param apiUrl base of Discord's REST interface without the version */
export function createClient(apiUrl: string): Client {
  return new Client({
    // None of them is privileged: Discord tells the content of what is said to us, and that is all we look at.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    // What others say to each other is nobody's business here; and neither they nor those who ask fill the memory.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: MOST_PEOPLE, keepOverLimit: ({ id, client }) => id === client.user?.id },
      GuildMemberManager: { maxSize: MOST_PEOPLE, keepOverLimit: ({ id, client }) => id === client.user?.id },
      ThreadMemberManager: 0,
    }),
    // As many connections as the gateway asks for, all in this process: docs/decisions/2026-11-21-sharding.md.
    shards: 'auto',
    allowedMentions: { parse: [] },
    // We need to know no server to answer an interaction; waiting for them eats into the 3 s.
    waitGuildTimeout: 0,
    rest: {
      api: apiUrl,
      timeout: REQUEST_TIMEOUT,
      // discord.js would retry 5xx at once, without a pause and whatever the request did; see retry.ts.
      retries: 0,
      // Every interaction has routes of its own, and a queue a route.
      handlerSweepInterval: HANDLER_SWEEP,
      rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_RATE_LIMIT,
    },
  });
}
