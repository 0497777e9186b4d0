/** In: lines from a file or another program. Out: their answers one after the other, and whether all could be given. */
import { createInterface } from 'node:readline';
import { answerLine, type ConsoleOptions, isQuit } from './console-options.ts';
import { exitCode } from './exit-code.ts';

/** Empty lines and lines that begin with `#` are passed over; `/quit` ends. @returns 1 if any line failed, otherwise 0 */
export async function runPiped<Services>(options: ConsoleOptions<Services>): Promise<number> {
  const lines = createInterface({ input: options.input, crlfDelay: Number.POSITIVE_INFINITY });
  const { signal } = new AbortController();
  let failed = false;
  for await (const line of lines) {
    if (!line.trim() || line.trimStart().startsWith('#')) continue;
    if (isQuit(line)) break;
    if (exitCode(await answerLine(options, line, signal)) === 1) failed = true;
  }
  return failed ? 1 : 0;
}
