/** What a console is given, and what it does with one line. */
import type { Readable } from 'node:stream';
import type { Command } from '../domain/command.ts';
import type { Message, MessageStatus } from '../domain/message.ts';
import { parseLine } from './parse-line.ts';
import { type Output, repaint } from './repaint.ts';
import { type OnFault, runParsed } from './run-command.ts';
import { type Look, wantsColours } from './style.ts';

export interface ConsoleOptions<Services> {
  readonly commands: readonly Command<Services>[];
  readonly services: Services;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Output;
  /** Where typed lines are kept; without it they are forgotten at the end. */
  readonly historyFile?: string;
  /** Where files that go with an answer are saved; without it they are left out. */
  readonly filesFolder?: string;
  /** Shown at the start, to a person only. */
  readonly welcome: Message;
  readonly onFault: OnFault;
  /** The person declined colours (`NO_COLOR`). */
  readonly noColours?: boolean;
}

const DEFAULT_WIDTH = 80;
/** Longer lines are tiring to read. */
const WIDEST = 100;

export function isQuit(line: string): boolean {
  return /^\s*\/?(?:quit|exit)\s*$/i.test(line);
}

export function lookOf(options: Pick<ConsoleOptions<unknown>, 'output' | 'noColours'>): Look {
  const { output, noColours } = options;
  return {
    width: Math.min(output.columns || DEFAULT_WIDTH, WIDEST),
    colours: wantsColours(output, noColours ?? false),
  };
}

/** Runs one line and shows what comes. Never throws. */
export async function answerLine<Services>(
  options: ConsoleOptions<Services>,
  line: string,
  signal: AbortSignal,
): Promise<MessageStatus> {
  const { commands, services, output, onFault, filesFolder } = options;
  const messages = runParsed(parseLine(commands, line), { services, signal, onFault, filesFolder });
  const last = await repaint(messages, output, () => lookOf(options));
  output.write('\n');
  return last?.status ?? 'failed';
}
