/** Requests come in from everyone; each is run, or politely refused, and at the end all are brought to an end. */
import type { Command } from '../domain/command.ts';
import { say, sayCounted, textIn, type Words } from '../domain/words.ts';
import { type CommandRequest, callOf, readArguments } from './command-request.ts';
import { readOutcome } from './components/press.ts';
import type { PressRequest } from './components/press-request.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { type CommandContext, Restarting, runCommand } from './run-command.ts';
import { webhookFor } from './webhook-for.ts';

/** Commands that one reader may have running. */
const MOST_PER_READER = 2;
/** Milliseconds that running commands have when we stop, and then those that still have not ended: Docker kills after 10 s. */
const PATIENCE = 6_000;
const LAST_EDITS = 3_000;
/** Milliseconds for what runs unseen behind a window: it only writes something down. */
const UNSEEN = 10_000;
const STILL_BUSY = say('I am still busy with your last press. Please press again.');

export interface CommandRunner {
  /** Never rejects. */
  run(request: CommandRequest): Promise<void>;
  /** The same for a button, a choice, a window that was sent. Never rejects. */
  press(press: PressRequest): Promise<void>;
  /** Whether somebody waits for an answer. */
  answering(): boolean;
  /** Takes no more requests, waits up to 6 s for running ones, then ends them with a sentence. */
  stop(): Promise<void>;
}

export interface RunnerOptions<Services> extends CommandContext<Services> {
  readonly commands: readonly Command<Services>[];
  /** What only buttons run. */
  readonly unlisted?: readonly Command<Services>[];
}

export function createCommandRunner<Services>(options: RunnerOptions<Services>): CommandRunner {
  const { commands, unlisted = [], ...context } = options;
  const { rest, services, clock, log } = context;
  const byName = new Map([...commands, ...unlisted].map((command) => [command.definition.name, command]));
  const running = new Map<Promise<void>, string>();
  /** What was pressed and is being answered, by its place: a second press of it is the same press. */
  const answering = new Map<string, string>();
  const stop = new AbortController();
  let stopping = false;

  const refuse = async (request: CommandRequest, sentence: Words) => {
    const webhook = webhookFor(rest, request, clock);
    await acknowledged(
      request,
      webhook.answerPrivately(escapeMarkdown(textIn(sentence, context.languages?.of(request.locale)))),
    );
    if (request.message) await context.pending.forget(request.interactionId);
  };
  const acknowledged = (request: CommandRequest, answering: Promise<void>) =>
    answering.catch((error: unknown) => {
      log.warn('discord-not-acknowledged', { command: request.command, error: String(error) });
    });
  /** Nothing is shown of it: what was pressed shows something else. */
  const runUnseen = async (request: CommandRequest) => {
    const command = byName.get(request.command);
    if (!command || stopping) return;
    try {
      const call = callOf(request, AbortSignal.any([stop.signal, AbortSignal.timeout(UNSEEN)]));
      for await (const _ of command.run(readArguments(command.definition, request.values), services, call));
    } catch (error) {
      log.error('discord-command-failed', { command: request.command, error });
    }
  };
  const within = async (milliseconds: number) => {
    const waiting = new AbortController();
    const patience = clock.sleep(milliseconds, waiting.signal).catch(() => undefined);
    await Promise.race([Promise.allSettled(running.keys()), patience]);
    waiting.abort();
  };

  const runner: CommandRunner = {
    async press(press) {
      const outcome = await readOutcome(press, context);
      const { request } = outcome;
      const webhook = webhookFor(rest, request, clock);
      switch (outcome.kind) {
        case 'refuse':
          return refuse(request, outcome.sentence);
        case 'stopped':
          return acknowledged(request, webhook.acknowledgePress());
        case 'run':
          return runner.run(request);
        case 'window':
          await acknowledged(request, webhook.openWindow(outcome.modal));
          if (outcome.unseen) await runUnseen(outcome.unseen);
      }
    },
    async run(request) {
      const command = byName.get(request.command);
      if (stopping) return refuse(request, say('I am being restarted. Please ask again in a minute.'));
      if (!command) return refuse(request, say('I no longer know this command. Type / to see what I can do.'));
      const { pressedAs } = request;
      const answered = pressedAs && answering.get(pressedAs.place);
      if (answered !== undefined) {
        if (answered !== pressedAs?.what) return refuse(request, STILL_BUSY);
        return acknowledged(request, webhookFor(rest, request, clock).acknowledgePress());
      }
      const mine = [...running.values()].filter((userId) => userId === request.userId).length;
      if (mine >= MOST_PER_READER) {
        return refuse(
          request,
          sayCounted(
            {
              one: 'I am still working on {count} of your questions. Please wait for one of them.',
              other: 'I am still working on {count} of your questions. Please wait for one of them.',
            },
            mine,
          ),
        );
      }
      let isFree = pressedAs === undefined;
      // Once: what is pressed after the answer may be answered already when this run ends.
      const onLast = () => {
        if (pressedAs && !isFree) answering.delete(pressedAs.place);
        isFree = true;
      };
      const work = runCommand(command, { ...request, onLast }, context, stop.signal);
      running.set(work, request.userId);
      if (pressedAs) answering.set(pressedAs.place, pressedAs.what);
      await work.finally(() => {
        running.delete(work);
        onLast();
      });
    },
    answering: () => running.size > 0,
    async stop() {
      stopping = true;
      await within(PATIENCE);
      if (running.size === 0) return;
      stop.abort(new Restarting('I was restarted.', 'Please ask again.'));
      await within(LAST_EDITS);
    },
  };
  return runner;
}
