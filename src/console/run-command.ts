/** In: a command and its arguments. Out: its messages, and always a last one: an abort or a fault becomes a message too. */
import type { Call, Command } from '../domain/command.ts';
import { describeFault, newFaultId } from '../domain/describe-fault.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Block, Message } from '../domain/message.ts';
import type { ParsedArguments } from './parse-arguments.ts';
import { type Parsed, problemMessage } from './parse-line.ts';
import { saveFiles } from './save-files.ts';

/** Where the detail of a fault goes; the id is the one that the person sees. */
export type OnFault = (error: unknown, id: string) => void;

/** One person sits before it, and everything said there is one conversation. */
export const TERMINAL = 'terminal';

export interface RunOptions<Services> {
  readonly services: Services;
  readonly signal: AbortSignal;
  readonly onFault: OnFault;
  /** Where files that go with an answer are saved; without it they are left out. */
  readonly filesFolder?: string;
}

/** The messages of what was typed; a problem is one message. Never throws. */
export async function* runParsed<Services>(
  parsed: Parsed<Services>,
  options: RunOptions<Services>,
): AsyncGenerator<Message> {
  if (parsed.kind === 'problem') yield problemMessage(parsed.problem);
  else yield* runCommand(parsed.command, parsed.args, options);
}

/** Never throws. When the signal is aborted it ends at once, also if the command does not listen. */
export async function* runCommand<Services>(
  command: Command<Services>,
  args: ParsedArguments,
  { services, signal, onFault, filesFolder }: RunOptions<Services>,
): AsyncGenerator<Message> {
  let last: Message | undefined;
  const aborted = Promise.withResolvers<undefined>();
  const abort = () => aborted.resolve(undefined);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    const call: Call = { signal, reader: TERMINAL, place: TERMINAL, mayManage: true, isPrivate: true };
    const messages = command.run(args, services, call);
    for (;;) {
      const next = await Promise.race([messages.next(), aborted.promise]);
      if (!next) {
        // Not awaited: a command that hangs would hang here too.
        messages.return(undefined).catch((error) => onFault(error, newFaultId()));
        return yield stopped(last);
      }
      if (next.done) break;
      const isLast = next.value.status !== 'progress';
      last = filesFolder && isLast ? await saveFiles(next.value, filesFolder) : next.value;
      yield last;
    }
    if (!last) throw new Error(`/${command.definition.name} ended without a message`);
  } catch (error) {
    if (signal.aborted) return yield stopped(last);
    const id = newFaultId();
    // What a person typed is theirs: the message of an InvalidInput may repeat it.
    if (!(error instanceof InvalidInput)) onFault(error, id);
    yield describeFault(error, id);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function stopped(last: Message | undefined): Message {
  const note: Block = { kind: 'note', line: ['Stopped.'] };
  return { status: 'failed', blocks: [...(last?.blocks ?? []), note] };
}
