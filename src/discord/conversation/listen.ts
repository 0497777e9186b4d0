/** Every message that Discord tells us of comes in; those that ask us something are answered, politely and one at a time. */
import type { REST } from 'discord.js';
import type { Clock } from '../../domain/clock.ts';
import type { Languages } from '../../domain/languages.ts';
import type { Log } from '../../domain/ports.ts';
import { type Catalogue, say, textIn } from '../../domain/words.ts';
import type { CommandRequest } from '../command-request.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import type { MessageAddress } from '../interaction-webhook.ts';
import type { PendingReplies } from '../pending-replies.ts';
import { type GatewayMessage, type Heard, hear } from './hear.ts';
import { beginReply, createMessageWebhook } from './message-webhook.ts';
import type { Surroundings } from './surroundings.ts';
import { createTurnTaking } from './turn-taking.ts';

/** The command that a question in plain words runs, and the option it goes into. */
const COMMAND = 'ask';
const OPTION = 'question';

export interface ListenerOptions {
  readonly rest: REST;
  readonly bot: () => { readonly id: string; readonly applicationId: string } | null;
  /** The role that Discord made for us in a server. */
  readonly ownRole?: (guildId: string) => string | undefined;
  readonly surroundings: (message: GatewayMessage) => Surroundings;
  /** Why nobody is answered there, as Markdown; `undefined` where they are. */
  readonly refusal: (request: CommandRequest) => Promise<string | undefined>;
  readonly run: (request: CommandRequest) => Promise<void>;
  readonly pending: PendingReplies;
  /** English without them. */
  readonly languages?: Languages | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Listener {
  /** Never rejects. */
  hear(message: GatewayMessage): Promise<void>;
}

export function createListener(options: ListenerOptions): Listener {
  const { rest, bot, ownRole, surroundings, refusal, run, pending, languages, clock, log } = options;
  const turns = createTurnTaking();
  /** Places where it was said that questions are not answered there. */
  const refused = new Set<string>();

  const reply = (address: MessageAddress, markdown: string) =>
    createMessageWebhook(rest, address, clock).answerPrivately(markdown);

  /** @returns whether nobody is answered there, which is said once */
  const isRefused = async (request: CommandRequest, address: MessageAddress) => {
    const sentence = await refusal(request);
    const place = address.channelId;
    const isSaid = refused.has(place);
    if (sentence === undefined) refused.delete(place);
    else refused.add(place);
    if (sentence !== undefined && !isSaid) await reply(address, sentence);
    return sentence !== undefined;
  };
  const answer = async (request: CommandRequest, address: MessageAddress) => {
    // Written down before anything is shown, so that whatever is shown can be finished.
    await pending.remember(request, COMMAND);
    const begun = await beginReply(rest, address, clock, languages?.of(request.locale)).catch(
      async (error: unknown) => {
        await pending.forget(request.interactionId);
        throw error;
      },
    );
    await run({ ...request, message: begun });
  };
  const inTurn = async (
    { author, channel_id }: GatewayMessage,
    address: MessageAddress,
    words: Catalogue | undefined,
    work: () => Promise<void>,
  ) => {
    const turn = turns.enter(author.id, channel_id);
    if (turn.kind === 'wait')
      return turn.say === undefined ? undefined : reply(address, escapeMarkdown(textIn(turn.say, words)));
    await work().finally(turn.leave);
  };

  return {
    async hear(message) {
      const me = bot();
      const role = message.guild_id === undefined ? undefined : ownRole?.(message.guild_id);
      const heard: Heard = me ? hear(message, me.id, role) : { kind: 'nothing' };
      if (!me || heard.kind === 'nothing') return;
      const address = { channelId: message.channel_id, askedId: message.id };
      const question = heard.kind === 'question' ? heard : { question: '', about: [] };
      const request = requestOf(message, question, surroundings(message), address, me.applicationId);
      const words = languages?.of(request.locale);
      const sentence = heard.kind === 'withheld' ? WITHHELD[heard.by] : NO_WORDS;
      try {
        if (await isRefused(request, address)) return;
        await inTurn(message, address, words, () =>
          heard.kind === 'question' ? answer(request, address) : reply(address, textIn(sentence, words)),
        );
      } catch (error) {
        // Nothing can be said where we may not write.
        log.warn('discord-message-not-answered', { error: String(error) });
      }
    },
  };
}

const WITHHELD = {
  reply: say(
    'Discord does not show me what stands in a reply to a command’s answer. Mention me in your message, and I read it.',
  ),
  role: say(
    'You mentioned my role, and Discord does not show me what such a message says. Mention me myself, and I read it.',
  ),
} as const;
const NO_WORDS = say(
  'What would you like to know? Write your question in the same message, and I look for papers on it.',
);

function requestOf(
  message: GatewayMessage,
  { question, about }: Pick<Extract<Heard, { kind: 'question' }>, 'question' | 'about'>,
  around: Surroundings,
  address: MessageAddress,
  applicationId: string,
): CommandRequest {
  return {
    ...around,
    interactionId: message.id,
    // There is none: the answer is an ordinary message.
    interactionToken: '',
    applicationId,
    message: address,
    command: COMMAND,
    values: { [OPTION]: question },
    about,
    userId: message.author.id,
    guildId: message.guild_id ?? null,
    channelId: message.channel_id,
    maySpeak: true,
    // What is said in a channel is answered in it.
    isPrivate: false,
    whatIsLacking: () => [],
  };
}
