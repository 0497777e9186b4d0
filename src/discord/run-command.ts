/** A request to run a command comes in; its states go to a reply, and so does whatever goes wrong. */
import type { REST } from 'discord.js';
import type { Clock } from '../domain/clock.ts';
import type { Command } from '../domain/command.ts';
import { describeFault, newFaultId } from '../domain/describe-fault.ts';
import { Fault, InvalidInput } from '../domain/errors.ts';
import { messageIn } from '../domain/in-language.ts';
import type { Languages } from '../domain/languages.ts';
import type { Message } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';
import type { ServerSettings } from '../domain/settings.ts';
import { untilAborted } from '../domain/until-aborted.ts';
import { say, textIn } from '../domain/words.ts';
import { hasCards, layOut } from './cards/lay-out.ts';
import { createChannelWay } from './channel-way.ts';
import { type CommandRequest, callOf, readArguments } from './command-request.ts';
import { createActionDrawer, stopRow } from './components/action-rows.ts';
import { askAgain, stoppedMessage } from './components/stopped-message.ts';
import type { Stops } from './components/stops.ts';
import type { StoredActions } from './components/stored-actions.ts';
import type { Threads } from './conversation/threads.ts';
import type { LateDelivery } from './late-delivery.ts';
import { type PendingReplies, RESTARTED } from './pending-replies.ts';
import { type Rendered, render } from './render.ts';
import type { CommandIds } from './render-line.ts';
import { createReply } from './reply.ts';
import { rulesFor } from './server-rules.ts';
import type { StartGate } from './start-gate.ts';
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
  /** What readers see the bot's own words in; English without it. */
  readonly languages?: Languages;
  /** Lets commands begin while the process keeps up; without it all begin at once. */
  readonly gate?: StartGate;
  /** Tries again what Discord would not take; without it the next start does. */
  readonly late?: LateDelivery;
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
  const words = context.languages?.of(request.locale);
  const rules = await rulesFor(request, command.definition, context.settings);
  const { settings, refusal } = rules;
  const ephemeral = request.isPrivate ?? rules.ephemeral;
  if (refusal) {
    const [sentence = ''] = render(messageIn(refusal, words), context.commandIds()).parts;
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
      isLast
        ? withActions(messageIn(message, words), request, context)
        : withStop(messageIn(message, words), request, context),
    replaces: request.replaces,
    channel: createChannelWay(rest, request),
    keep: (posts, delivered) => pending.remember(request, request.command, { posts: [...posts], delivered }),
    onLast: request.onLast,
    explain: (error, wish) => {
      const why = request.explainRefusal?.(error, wish);
      return why && textIn(why, words);
    },
    words,
    clock,
    log,
  });
  const over = new AbortController();
  const stopped = new AbortController();
  const unstoppable = context.stops.add(request.interactionId, (reason) => stopped.abort(reason));
  const signal = AbortSignal.any([stop, reply.lost, over.signal, stopped.signal]);
  clock.sleep(LONGEST_RUN, over.signal).then(
    () =>
      over.abort(
        new Fault(say('This took too long, and I gave up.'), say('Ask for less at a time, or try again later.')),
      ),
    () => undefined,
  );
  let last: Message | undefined;
  let done = false;
  try {
    await context.gate?.enter(request.userId, signal);
    const states = command.run(readArguments(command.definition, request.values), services, {
      ...callOf(request, signal, settings),
      ...thread?.call,
      ...(ephemeral && { isPrivate: true }),
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
    // It is no answer that stands there.
    last = undefined;
  } finally {
    unstoppable();
    over.abort();
  }
  if (done) await pending.forget(request.interactionId);
  else {
    const answer = last;
    context.late?.add(request.interactionId, async (how) => {
      if (how === 'delivered' && answer) await thread?.open(answer);
      if (how === 'expired') await reply.goOn();
    });
  }
}

/** A press of one of these buttons may come after months, and after other versions of this program. */
async function withActions<Services>(
  message: Message,
  { userId, replaces, locale }: CommandRequest,
  { actions, commandIds, languages }: CommandContext<Services>,
): Promise<Rendered> {
  if (hasCards(message) || replaces?.layout) {
    const drawer = createActionDrawer({ asker: userId, actions });
    const layout = layOut(message, { commandIds: commandIds(), drawer, words: languages?.of(locale) });
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
  { userId, interactionId, locale }: CommandRequest,
  { commandIds, languages }: CommandContext<Services>,
): Rendered {
  return { ...render(message, commandIds()), components: [stopRow(userId, interactionId, languages?.of(locale))] };
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
