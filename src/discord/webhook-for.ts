/** Where somebody is to be answered comes in; the way to answer goes out: an interaction's, or that of an ordinary message. */
import type { REST } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import { createMessageWebhook } from './conversation/message-webhook.ts';
import { createInteractionWebhook, type InteractionAddress, type InteractionWebhook } from './interaction-webhook.ts';

export function webhookFor(rest: REST, address: InteractionAddress, clock: Clock): InteractionWebhook {
  const { message } = address;
  return message ? createMessageWebhook(rest, message, clock) : createInteractionWebhook(rest, address, clock);
}
