/** One command from the shell. In: argv after the program's name. Out: the answer on the output, and an exit code. */
import { type Clock, systemClock } from '../domain/clock.ts';
import type { Command } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import { escapeJson } from './escape.ts';
import { exitCode } from './exit-code.ts';
import { parseArgv } from './parse-line.ts';
import { type Output, repaint } from './repaint.ts';
import { type OnFault, runParsed } from './run-command.ts';
import { messageToJson } from './to-json.ts';

export interface OnceOptions<Services> {
  readonly commands: readonly Command<Services>[];
  readonly services: Services;
  /** `ask "how …" --since 2026-06-01 --json` */
  readonly argv: readonly string[];
  /** What the shell can start beside commands; told where a command is not known. */
  readonly jobs?: readonly string[];
  readonly output: Output;
  /** Columns. */
  readonly width: number;
  readonly colours: boolean;
  readonly onFault: OnFault;
  readonly filesFolder?: string;
  /** Aborted by the caller on Ctrl+C. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** With `--json` exactly one line with one object is printed, whatever happens. `--help` asks the help command. */
export async function runOnce<Services>(options: OnceOptions<Services>): Promise<number> {
  const { commands, services, output, width, colours, onFault, filesFolder, clock = systemClock } = options;
  const started = clock.now();
  const { argv, json } = takeJson(askForHelp(options.argv, commands));
  const parsed = parseArgv(commands, argv, options.jobs);
  const signal = options.signal ?? new AbortController().signal;
  const messages = runParsed(parsed, { services, signal, onFault, filesFolder });
  if (!json) {
    const last = await repaint(messages, output, () => ({ width, colours }));
    return exitCode(last?.status ?? 'failed');
  }
  let last: Message = { status: 'failed', blocks: [] };
  for await (const message of messages) last = message;
  const object = messageToJson(parsed.command?.definition.name ?? null, last, Math.round(clock.now() - started));
  output.write(`${escapeJson(JSON.stringify(object))}\n`);
  return exitCode(last.status);
}

function takeJson(argv: readonly string[]): { argv: readonly string[]; json: boolean } {
  const end = argv.indexOf('--');
  const position = argv.indexOf('--json');
  const json = position >= 0 && (end < 0 || position < end);
  return json ? { argv: argv.toSpliced(position, 1), json } : { argv, json };
}

/** `ask --help` is `help ask`. */
function askForHelp<Services>(argv: readonly string[], commands: readonly Command<Services>[]): readonly string[] {
  const [name = ''] = argv;
  const wanted = argv.length === 2 && (argv[1] === '--help' || argv[1] === '-h');
  const help = commands.find(({ definition }) => definition.name === 'help');
  return wanted && help && Object.keys(help.definition.options).length ? ['help', name] : argv;
}
