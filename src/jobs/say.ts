/** Lines in; on the output, where whoever started the job reads them, out. */
import { escapeText } from '../console/escape.ts';

/** @param line may hold names of files and words of a source: a terminal can only show it */
export function say(line: string, output: NodeJS.WritableStream = process.stdout): void {
  output.write(`${escapeText(line)}\n`);
}
