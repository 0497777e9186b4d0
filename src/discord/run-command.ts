/** A request to run a command comes in; its states go to a reply, and so does whatever goes wrong. */
import { type REST, Routes } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Command } from '../domain/command.ts';
import { describeFault, newFaultId } from '../domain/describe-fault.ts';
import { Fault, InvalidInput } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';
import { untilAborted } from '../domain/until-aborted.ts';
import { type CommandRequest, callOf, readArguments } from './command-request.ts';
import { createInteractionWebhook, messageRequest, type Post } from './interaction-webhook.ts';
import { type PendingReplies, RESTARTED } from './pending-replies.ts';
import { render } from './render.ts';
import type { CommandIds } from './render-line.ts';
import { createReply } from './reply.ts';

/** A minute before the interaction's token expires, so that the reader still hears of it. */
const LONGEST_RUN = 14 * 60_000;

export interface CommandContext<Services> {
  readonly rest: REST;
  readonly services: Services;
  readonly pending: PendingReplies;
  readonly commandIds: () => CommandIds;
  readonly clock: Clock;
  readonly log: Log;
}

/** Why a run is broken off because the process ends: what was shown stays, with a sentence below it. */
export class Restarting extends Fault {}

/**
 * Acknowledges, runs, replies. Never rejects.
 * @param stop aborted with `Restarting` when the process ends
 */
export async function runCommand<Services>(
  command: Command<Services>,
  request: CommandRequest,
  context: CommandContext<Services>,
  stop: AbortSignal,
): Promise<void> {
  const { rest, services, pending, clock, log } = context;
  const webhook = createInteractionWebhook(rest, request, clock);
  const ephemeral = request.values.private === true;
  try {
    await Promise.all([webhook.acknowledge(ephemeral), pending.remember(request, request.command)]);
  } catch (error) {
    log.warn('discord-not-acknowledged', { command: request.command, error: String(error) });
    return pending.forget(request.interactionId);
  }

  const reply = createReply({
    webhook,
    ephemeral,
    render: (message) => render(message, context.commandIds()),
    post: channelPost(rest, request),
    keep: (posts, delivered) => pending.remember(request, request.command, { posts: [...posts], delivered }),
    clock,
    log,
  });
  const over = new AbortController();
  const signal = AbortSignal.any([stop, reply.lost, over.signal]);
  clock.sleep(LONGEST_RUN, over.signal).then(
    () => over.abort(new Fault('This took too long, and I gave up.', 'Ask for less at a time, or try again later.')),
    () => undefined,
  );
  let last: Message | undefined;
  let done = false;
  try {
    const states = command.run(readArguments(command.definition, request.values), services, callOf(request, signal));
    for await (const message of untilAborted(states, signal)) {
      last = message;
      reply.show(message);
    }
    if (!last) throw new Error(`/${request.command} yielded nothing`);
    done = await reply.finish(last);
  } catch (error) {
    done = await reply.finish(afterFault(error, last, request.command, stop, log));
  } finally {
    over.abort();
  }
  if (done) await pending.forget(request.interactionId);
}

function afterFault(error: unknown, last: Message | undefined, command: string, stop: AbortSignal, log: Log): Message {
  if (stop.aborted && stop.reason instanceof Restarting) {
    log.info('discord-reply-interrupted', { command });
    const sentence = { kind: 'paragraph', line: [RESTARTED] } as const;
    return { status: 'failed', blocks: [...(last?.blocks ?? []), sentence] };
  }
  const id = newFaultId();
  // What a person typed is theirs: the message of an InvalidInput may repeat it.
  if (error instanceof InvalidInput) log.info('discord-invalid-input', { id, command });
  else log.error('discord-command-failed', { id, command, error });
  return describeFault(error, id);
}

/** Ordinary messages to the channel. The nonce makes each of them one message, however often it is sent. */
function channelPost(rest: REST, request: CommandRequest): ((post: Post, part: number) => Promise<void>) | undefined {
  const { channelId, interactionId, maySpeak } = request;
  if (!maySpeak || !channelId) return undefined;
  return async (post, part) => {
    const { body, files } = messageRequest(post);
    const nonce = `${interactionId}.${part}`;
    await rest.post(Routes.channelMessages(channelId), { body: { ...body, nonce, enforce_nonce: true }, files });
  };
}
