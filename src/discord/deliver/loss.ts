/** What Discord refused comes in; why a place is lost until somebody does something about it goes out. */
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { PauseReason } from '../../domain/subscription.ts';
import { hasCode } from '../interaction-webhook.ts';

const ARCHIVED = 50083;
const LOCKED = 160_005;
const CHANNEL_GONE = [RESTJSONErrorCodes.UnknownChannel, RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel];
const SERVER_GONE = [RESTJSONErrorCodes.UnknownGuild];
const NOT_ALLOWED = [RESTJSONErrorCodes.MissingAccess, RESTJSONErrorCodes.MissingPermissions];
/** Nobody can be written to: closed to us, or the account is gone. */
const READER_CLOSED = [
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.InvalidRecipients,
];
const INVALID_BODY = 50_035;

export function isAsleep(error: unknown): boolean {
  return hasCode(error, ARCHIVED, LOCKED);
}

/**
 * @param isMember whether we are still in the server; `undefined` for a direct message
 * @returns `undefined` for what may pass, and for what is a mistake of ours
 */
export function lossOf(error: unknown, isMember: boolean | undefined): PauseReason | undefined {
  if (!(error instanceof DiscordAPIError)) return undefined;
  if (isMember === undefined) {
    const isNobody = error.code === INVALID_BODY && /recipient/i.test(error.message);
    return hasCode(error, ...READER_CLOSED, ...NOT_ALLOWED) || isNobody ? 'direct-messages-closed' : undefined;
  }
  if (hasCode(error, ...SERVER_GONE) || (!isMember && hasCode(error, ...NOT_ALLOWED, ...CHANNEL_GONE))) {
    return 'bot-removed';
  }
  if (hasCode(error, ...CHANNEL_GONE)) return 'channel-deleted';
  if (isAsleep(error)) return 'thread-archived';
  return hasCode(error, ...NOT_ALLOWED) ? 'missing-permission' : undefined;
}
