/** The console. In: keys of a person, or piped lines. Out: answers on the output, and an exit code. */
import { createInterface } from 'node:readline';
import { newFaultId } from '../domain/describe-fault.ts';
import { type Completion, completeInTime } from './complete.ts';
import { answerLine, type ConsoleOptions, isQuit, lookOf } from './console-options.ts';
import { escapeText } from './escape.ts';
import { addToHistory, MOST_LINES, readHistory } from './history.ts';
import { runPiped } from './piped.ts';
import { renderMessage } from './render.ts';
import { SilencedOutput } from './silenced-output.ts';

export const PROMPT = 'paperboy> ';

/**
 * With a terminal on both sides: a prompt with completion and history; Ctrl+C stops the running command or clears the
 * line, Ctrl+D and `/quit` end. Otherwise every line is a command.
 * @returns 0, or 1 when a piped line failed
 */
export async function runConsole<Services>(options: ConsoleOptions<Services>): Promise<number> {
  return options.input.isTTY && options.output.isTTY ? runTerminal(options) : runPiped(options);
}

async function runTerminal<Services>(options: ConsoleOptions<Services>): Promise<number> {
  const { input, output, historyFile, onFault } = options;
  /** A convenience that fails is logged, and the console goes on without it. */
  const without =
    <T>(instead: T) =>
    (error: unknown): T => {
      onFault(error, newFaultId());
      return instead;
    };
  const known = historyFile ? await readHistory(historyFile).catch(without([])) : [];
  const echo = new SilencedOutput(output);
  output.write(`${renderMessage(options.welcome, lookOf(options))}\n\n`);
  const reader = createInterface({
    input,
    output: echo,
    terminal: true,
    prompt: PROMPT,
    history: known.toReversed(),
    historySize: MOST_LINES,
    removeHistoryDuplicates: true,
    completer: (line: string, done: (error: null, completion: Completion) => void) => {
      completeInTime({ ...options, extraNames: ['quit'] }, line)
        .catch(without<Completion>([[], line]))
        .then((completion) => done(null, completion));
    },
  });

  const waiting: { readonly line: string; readonly typedAhead: boolean }[] = [];
  let running: AbortController | undefined;
  let closed = false;
  let answering = Promise.resolve();
  const ended = Promise.withResolvers<void>();

  const answerNext = async () => {
    const next = waiting.shift();
    if (!next || closed) return;
    const { line, typedAhead } = next;
    if (typedAhead) output.write(`${PROMPT}${escapeText(line)}\n`);
    if (isQuit(line)) return reader.close();
    if (line.trim()) {
      running = new AbortController();
      const saved = historyFile && addToHistory(historyFile, line).catch(without(undefined));
      await answerLine(options, line, running.signal);
      await saved;
      running = undefined;
    }
    if (waiting.length || closed) return;
    echo.silent = false;
    reader.prompt(true);
  };

  reader.on('line', (line) => {
    waiting.push({ line, typedAhead: echo.silent });
    echo.silent = true;
    answering = answering.then(answerNext);
  });
  reader.on('SIGINT', () => {
    waiting.length = 0;
    if (running) return running.abort();
    output.write(reader.line ? '\n' : '\n/quit or Ctrl+D leaves.\n');
    // Ctrl+E and Ctrl+U: the whole line goes, wherever the cursor is.
    echo.silent = true;
    reader.write(null, { ctrl: true, name: 'e' });
    reader.write(null, { ctrl: true, name: 'u' });
    echo.silent = false;
    reader.prompt();
  });
  reader.on('close', () => {
    closed = true;
    running?.abort();
    ended.resolve();
  });
  reader.prompt();
  await ended.promise;
  await answering;
  output.write('\n');
  return 0;
}
