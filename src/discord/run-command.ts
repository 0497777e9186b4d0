/** A request to run a command comes in; its states go to a reply, and so does whatever goes wrong. */
import { type REST, Routes } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Command } from '../domain/command.ts';
import { describeFault, newFaultId } from '../domain/describe-fault.ts';
import { Fault, InvalidInput } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';
import type { ServerSettings } from '../domain/settings.ts';
import { untilAborted } from '../domain/until-aborted.ts';
import { hasCards, layOut } from './cards/lay-out.ts';
import { type CommandRequest, callOf, readArguments } from './command-request.ts';
import { createActionDrawer, stopRow } from './components/action-rows.ts';
import { askAgain, stoppedMessage } from './components/stopped-message.ts';
import type { Stops } from './components/stops.ts';
import type { StoredActions } from './components/stored-actions.ts';
import type { Threads } from './conversation/threads.ts';
import { messageRequest, type Post } from './interaction-webhook.ts';
import { type PendingReplies, RESTARTED } from './pending-replies.ts';
import { type Rendered, render } from './render.ts';
import type { CommandIds } from './render-line.ts';
import { createReply } from './reply.ts';
import { rulesFor } from './server-rules.ts';
import { webhookFor } from './webhook-for.ts';

/** A minute before the interaction's token expires, so that the reader still hears of it. */
const LONGEST_RUN = 14 * 60_000;

export interface CommandContext<Services> {
  readonly rest: REST;
  readonly services: Services;
  readonly pending: PendingReplies;
  readonly commandIds: () => CommandIds;
  /** What buttons do that holds more than an id can. */
  readonly actions: StoredActions;
  readonly stops: Stops;
  /** What admins set for their servers; nothing is set without it. */
  readonly settings?: Pick<ServerSettings, 'settingsOf'>;
  /** Answers become the beginning of threads where that is wanted. */
  readonly threads?: Threads;
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
  const webhook = webhookFor(rest, request, clock);
  const rules = await rulesFor(request, command.definition, context.settings);
  const { settings, refusal } = rules;
  const ephemeral = request.isPrivate ?? rules.ephemeral;
  if (refusal) {
    const [sentence = ''] = render(refusal, context.commandIds()).parts;
    return webhook.answerPrivately(sentence).catch((error: unknown) => {
      log.warn('discord-not-acknowledged', { command: request.command, error: String(error) });
    });
  }
  try {
    const first = request.replaces
      ? // What it replaces says more than that we were restarted.
        webhook.acknowledgePress()
      : Promise.all([webhook.acknowledge(ephemeral), pending.remember(request, request.command)]);
    await first;
  } catch (error) {
    log.warn('discord-not-acknowledged', { command: request.command, error: String(error) });
    return pending.forget(request.interactionId);
  }

  const { definition } = command;
  const thread = await context.threads?.prepare({ request, definition, settings, ephemeral, webhook });
  const reply = createReply({
    webhook,
    ephemeral,
    render: (message, isLast) =>
      isLast ? withActions(message, request, context) : withStop(message, request, context),
    replaces: request.replaces,
    post: channelPost(rest, request),
    keep: (posts, delivered) => pending.remember(request, request.command, { posts: [...posts], delivered }),
    clock,
    log,
  });
  const over = new AbortController();
  const stopped = new AbortController();
  const unstoppable = context.stops.add(request.interactionId, (reason) => stopped.abort(reason));
  const signal = AbortSignal.any([stop, reply.lost, over.signal, stopped.signal]);
  clock.sleep(LONGEST_RUN, over.signal).then(
    () => over.abort(new Fault('This took too long, and I gave up.', 'Ask for less at a time, or try again later.')),
    () => undefined,
  );
  let last: Message | undefined;
  let done = false;
  try {
    const states = command.run(readArguments(command.definition, request.values), services, {
      ...callOf(request, signal, settings),
      ...thread?.call,
    });
    for await (const message of untilAborted(states, signal)) {
      last = message;
      reply.show(message);
    }
    if (!last) throw new Error(`/${request.command} yielded nothing`);
    done = await reply.finish(last);
    if (done) await thread?.open(last);
  } catch (error) {
    const instead = stopped.signal.aborted
      ? { ...stoppedMessage(last), actions: [askAgain(request)] }
      : afterFault(error, last, request.command, stop, log);
    done = await reply.finish(instead);
  } finally {
    unstoppable();
    over.abort();
  }
  if (done) await pending.forget(request.interactionId);
}

/** A press of one of these buttons may come after months, and after other versions of this program. */
async function withActions<Services>(
  message: Message,
  { userId, replaces }: CommandRequest,
  { actions, commandIds }: CommandContext<Services>,
): Promise<Rendered> {
  if (hasCards(message) || replaces?.layout) {
    const drawer = createActionDrawer({ asker: userId, actions });
    const layout = layOut(message, { commandIds: commandIds(), drawer });
    await drawer.stored();
    return { parts: [''], layout };
  }
  const rendered = render(message, commandIds());
  if (!message.actions?.length) return rendered;
  const replaceable = rendered.parts.length === 1;
  const drawer = createActionDrawer({ asker: userId, actions, replaceable });
  const components = drawer.rows(message.actions);
  await drawer.stored();
  return { ...rendered, components };
}

function withStop<Services>(
  message: Message,
  { userId, interactionId }: CommandRequest,
  { commandIds }: CommandContext<Services>,
): Rendered {
  return { ...render(message, commandIds()), components: [stopRow(userId, interactionId)] };
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
