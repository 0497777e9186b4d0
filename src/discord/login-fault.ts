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

/** @param apiUrl shown by its host only */
export function loginFault(error: unknown, apiUrl: string): DiscordFault {
  if (error instanceof DiscordFault) return error;
  const { code, message } = error as { readonly code?: unknown; readonly message?: string };
  if (code === DiscordjsErrorCodes.TokenInvalid || /authentication failed/i.test(message ?? ''))
    return tokenRefused(error);
  if (/intents/i.test(message ?? '')) return intentsRefused(error);
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
