/** In: messages that replace each other. Out: on a terminal the current one, repainted in place; elsewhere the last one only. */
import type { Message } from '../domain/message.ts';
import { renderMessage } from './render.ts';
import type { Look } from './style.ts';

/** Where text goes; a terminal also has a size. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Some terminals say 0. */
const DEFAULT_ROWS = 24;

/**
 * @param look asked for each painting, for a window changes its width
 * @returns the last message; `undefined` when there was none
 */
export async function repaint(
  messages: AsyncIterable<Message>,
  output: Output,
  look: () => Look,
): Promise<Message | undefined> {
  let last: Message | undefined;
  let painted = 0;
  let cut = false;
  for await (const message of messages) {
    last = message;
    if (!output.isTTY) continue;
    const lines = renderMessage(message, look()).split('\n');
    // What has scrolled away cannot be repainted, so a tall message shows its end until it is whole.
    const shown = lines.slice(-Math.max(1, (output.rows || DEFAULT_ROWS) - 1));
    cut = shown.length < lines.length;
    output.write(`${erase(painted)}${shown.join('\n')}\n`);
    painted = shown.length;
  }
  if (last && (cut || !output.isTTY)) output.write(`${erase(painted)}${renderMessage(last, look())}\n`);
  return last;
}

/** Up by so many lines, and everything from there is cleared (ECMA-48: CUU, ED). */
function erase(lines: number): string {
  return lines ? `\x1b[${lines}A\r\x1b[0J` : '';
}
