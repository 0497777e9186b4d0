/** One interaction's way to answer: what is to be shown comes in, Discord's REST requests go out. */
import {
  type APIApplicationCommandOptionChoice,
  type APIMessage,
  DiscordAPIError,
  InteractionResponseType,
  MessageFlags,
  type RawFile,
  type REST,
  Routes,
} from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import { withRetries } from './retry.ts';

/** What stands in one message. */
export interface Post {
  readonly content: string;
  /** Text of an attached `answer.md`. */
  readonly file?: string;
}

/** Where an interaction is answered. The token is worth 15 minutes; whoever has it can write there. */
export interface InteractionAddress {
  readonly interactionId: string;
  readonly interactionToken: string;
  readonly applicationId: string;
}

/** Every method rejects with the errors of discord.js; none retries except `acknowledge` and `answerPrivately`. */
export interface InteractionWebhook {
  /** "Thinking…". @param ephemeral whether the reply is for the asker only; cannot be changed later */
  acknowledge(ephemeral: boolean): Promise<void>;
  /** Answers at once instead of acknowledging; only the asker sees it. */
  answerPrivately(content: string): Promise<void>;
  suggest(choices: readonly APIApplicationCommandOptionChoice<string>[]): Promise<void>;
  edit(post: Post): Promise<void>;
  followUp(post: Post, ephemeral: boolean): Promise<void>;
  fetchOriginal(): Promise<APIMessage>;
  deleteOriginal(): Promise<void>;
}

/** Discord has 3 s for the first answer; a second try after that is in vain. */
const acknowledging = { tries: 3, firstPause: 150 };
const ALREADY_ACKNOWLEDGED = 40060;

export function createInteractionWebhook(rest: REST, address: InteractionAddress, clock: Clock): InteractionWebhook {
  const { interactionId, interactionToken, applicationId } = address;
  const original = Routes.webhookMessage(applicationId, interactionToken, '@original');
  const answer = async (type: InteractionResponseType, data: unknown) => {
    let tried = 0;
    const request = async () => {
      tried += 1;
      const body = { type, data };
      await rest.post(Routes.interactionCallback(interactionId, interactionToken), { auth: false, body });
    };
    await withRetries(request, { clock, ...acknowledging }).catch((error: unknown) => {
      // The try before got through, and only its answer was lost.
      if (tried > 1 && hasCode(error, ALREADY_ACKNOWLEDGED)) return;
      throw error;
    });
  };
  return {
    acknowledge: (ephemeral) =>
      answer(InteractionResponseType.DeferredChannelMessageWithSource, {
        flags: ephemeral ? MessageFlags.Ephemeral : 0,
      }),
    answerPrivately: (content) =>
      answer(
        InteractionResponseType.ChannelMessageWithSource,
        messageRequest({ content }, MessageFlags.Ephemeral).body,
      ),
    suggest: (choices) => answer(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices }),
    async edit(post) {
      await rest.patch(original, { auth: false, ...messageRequest(post) });
    },
    async followUp(post, ephemeral) {
      const request = messageRequest(post, ephemeral ? MessageFlags.Ephemeral : 0);
      await rest.post(Routes.webhook(applicationId, interactionToken), { auth: false, ...request });
    },
    fetchOriginal: async () => (await rest.get(original, { auth: false })) as APIMessage,
    async deleteOriginal() {
      await rest.delete(original, { auth: false });
    },
  };
}

/** Nobody is pinged and nothing unfolds, whatever the text says. */
export function messageRequest(
  { content, file }: Post,
  flags = 0,
): { body: Record<string, unknown>; files?: RawFile[] } {
  const body = { content, allowed_mentions: { parse: [] }, flags: flags | MessageFlags.SuppressEmbeds };
  if (file === undefined) return { body };
  const files = [{ name: 'answer.md', data: Buffer.from(file), contentType: 'text/markdown; charset=utf-8' }];
  return { body: { ...body, attachments: [{ id: '0', filename: 'answer.md' }] }, files };
}

export function hasCode(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof DiscordAPIError && codes.includes(Number(error.code));
}
