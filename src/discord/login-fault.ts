/** What discord.js throws while connecting comes in; a DiscordFault that says what to do goes out. */
import { DiscordjsErrorCodes, HTTPError } from 'discord.js';
import { DiscordFault } from '../domain/errors.ts';

const WHERE_THE_TOKEN_IS =
  'Copy it anew from https://discord.com/developers/applications → your application → Bot → Reset Token, and set DISCORD_TOKEN in .env.';
/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const AUTHENTICATION_FAILED = 4004;
const DISALLOWED_INTENTS = 4014;

export function tokenRefused(cause?: unknown): DiscordFault {
  return new DiscordFault('Discord does not accept the token.', WHERE_THE_TOKEN_IS, { cause });
}

function intentsRefused(cause?: unknown): DiscordFault {
  const help =
    'Open https://discord.com/developers/applications → your application → Bot, and check that it is not restricted.';
  return new DiscordFault('Discord does not allow the intents that Paperboy asks for.', help, { cause });
}

/** A bot that is started again and again has used up the connections of the day. */
function noSessionsLeft(message: string, cause: unknown): DiscordFault {
  const [at] = /\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(message) ?? [];
  const until = at ? `until ${at.replace('T', ' ')} UTC` : 'today';
  const help = 'Find out why Paperboy was started so often, and start it then.';
  return new DiscordFault(`Discord allows this bot no more new connections ${until}.`, help, {
    cause,
    retryable: true,
  });
}

/** Where the bot is invited to a server, with its commands. */
export function invitation(applicationId: string): string {
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands`;
}

/** The server that commands are to be registered in does not know the bot, or not with the right to have commands. */
export function notInServer(applicationId?: string, cause?: unknown): DiscordFault {
  const invite = applicationId ? ` with ${invitation(applicationId)}` : '';
  const help = `Invite the bot to it${invite} (the scope applications.commands is needed), or correct the id of the server: DISCORD_DEVELOPMENT_GUILD in .env, or --guild.`;
  return new DiscordFault('The bot is not in that server, or may not have commands there.', help, { cause });
}

/** @param apiUrl shown by its host only */
export function loginFault(error: unknown, apiUrl: string): DiscordFault {
  if (error instanceof DiscordFault) return error;
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  if (code === DiscordjsErrorCodes.TokenInvalid || /authentication failed/i.test(message ?? ''))
    return tokenRefused(error);
  if (/intents/i.test(message ?? '')) return intentsRefused(error);
  if (/sessions remaining/i.test(message ?? '')) return noSessionsLeft(message ?? '', error);
  const answered = error instanceof HTTPError ? ` (it answers ${error.status})` : '';
  const host = URL.canParse(apiUrl) ? new URL(apiUrl).host : apiUrl;
  const help =
    'Check the network, and DISCORD_API_URL if it is set; https://discordstatus.com tells whether Discord is down.';
  return new DiscordFault(`Discord cannot be reached at ${host}${answered}.`, help, { cause: error, retryable: true });
}

/** The connection was closed for good. */
export function closeFault(code: number): DiscordFault {
  if (code === AUTHENTICATION_FAILED) return tokenRefused();
  if (code === DISALLOWED_INTENTS) return intentsRefused();
  return new DiscordFault(
    `Discord closed the connection for good (code ${code}).`,
    'Start Paperboy again; if it stays, update it.',
  );
}
