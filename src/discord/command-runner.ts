/** Requests come in from everyone; each is run, or politely refused, and at the end all are brought to an end. */
import type { Command } from '../domain/command.ts';
import type { CommandRequest } from './command-request.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { createInteractionWebhook } from './interaction-webhook.ts';
import { type CommandContext, Restarting, runCommand } from './run-command.ts';

/** Commands that one reader may have running. */
const MOST_PER_READER = 2;
/** Milliseconds that running commands have when we stop, and then those that still have not ended: Docker kills after 10 s. */
const PATIENCE = 6_000;
const LAST_EDITS = 3_000;

export interface CommandRunner {
  /** Never rejects. */
  run(request: CommandRequest): Promise<void>;
  /** Takes no more requests, waits up to 6 s for running ones, then ends them with a sentence. */
  stop(): Promise<void>;
}

export interface RunnerOptions<Services> extends CommandContext<Services> {
  readonly commands: readonly Command<Services>[];
}

export function createCommandRunner<Services>({ commands, ...context }: RunnerOptions<Services>): CommandRunner {
  const { rest, clock, log } = context;
  const byName = new Map(commands.map((command) => [command.definition.name, command]));
  const running = new Map<Promise<void>, string>();
  const stop = new AbortController();
  let stopping = false;

  const refuse = async (request: CommandRequest, sentence: string) => {
    const webhook = createInteractionWebhook(rest, request, clock);
    await webhook.answerPrivately(escapeMarkdown(sentence)).catch((error: unknown) => {
      log.warn('discord-not-acknowledged', { command: request.command, error: String(error) });
    });
  };
  const within = async (milliseconds: number) => {
    const waiting = new AbortController();
    const patience = clock.sleep(milliseconds, waiting.signal).catch(() => undefined);
    await Promise.race([Promise.allSettled(running.keys()), patience]);
    waiting.abort();
  };

  return {
    async run(request) {
      const command = byName.get(request.command);
      if (stopping) return refuse(request, 'I am being restarted. Please ask again in a minute.');
      if (!command) return refuse(request, 'I no longer know this command. Type / to see what I can do.');
      const mine = [...running.values()].filter((userId) => userId === request.userId).length;
      if (mine >= MOST_PER_READER) {
        return refuse(request, `I am still working on ${mine} of your questions. Please wait for one of them.`);
      }
      const work = runCommand(command, request, context, stop.signal);
      running.set(work, request.userId);
      await work.finally(() => running.delete(work));
    },
    async stop() {
      stopping = true;
      await within(PATIENCE);
      if (running.size === 0) return;
      stop.abort(new Restarting('I was restarted.', 'Please ask again.'));
      await within(LAST_EDITS);
    },
  };
}
