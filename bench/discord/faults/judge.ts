/** What a person saw without a fault and with one comes in; how it ended goes out. It knows only what stands on Discord. */
import type { Seen } from '../people.ts';

export type Ending =
  /** The right answer: everything of it is there, once. */
  | 'answer'
  /** A sentence that says what is the matter. */
  | 'sentence'
  /** Nothing, where nothing can be shown; or Discord itself says that there was no answer. */
  | 'stop'
  /** Somebody waits for ever. */
  | 'hanging'
  /** Something stands there twice. */
  | 'twice'
  /** A part of the answer, and no word on the rest. */
  | 'cut off'
  /** Nothing, where something could have been shown. */
  | 'silent';

export const GOOD: ReadonlySet<Ending> = new Set(['answer', 'sentence', 'stop']);

export interface Sight {
  readonly seen: readonly Seen[];
  /** What stood there before anybody did anything, such as the page before the next one. */
  readonly before?: readonly Seen[];
  /** Discord shows "The application did not respond". */
  readonly ignored: boolean;
  /** The place, the message or the right to write there is gone, so that nothing can be shown. */
  readonly unreachable: boolean;
}

/** Lines that a reader would notice twice. */
const NOTICED = 40;

/** @param usual what the same story ends in when nothing goes wrong */
export function judge(usual: readonly Seen[], { seen, before = [], ignored, unreachable }: Sight): Ending {
  if (seen.some(({ unfinished }) => unfinished) && !unreachable) return 'hanging';
  const wanted = linesOf(usual);
  const there = linesOf(seen);
  // Nobody reads a file that repeats what could not be seen to arrive as a second answer.
  if (isTwice(wanted, linesOf(seen, ['text']))) return 'twice';
  if (wanted.length > 0 && wanted.every((line) => there.includes(line))) return 'answer';
  const old = linesOf(before);
  const added = there.filter((line) => !old.includes(line));
  if (added.length === 0) return ignored || unreachable ? 'stop' : 'silent';
  const isExplained = added.some((line) => !wanted.includes(line) && /[a-z][.!?…][”’)*`]*$/.test(line));
  if (isExplained) return 'sentence';
  return unreachable || ignored ? 'stop' : 'cut off';
}

/**
 * Without what differs from run to run: ids of faults, counts, marks that make questions new, spaces.
 * @param parts of each message: what it says, and what stands in its files
 */
export function linesOf(seen: readonly Seen[], parts: readonly ('text' | 'files')[] = ['text', 'files']): string[] {
  return seen
    .flatMap((message) => parts.flatMap((part) => message[part].split('\n')))
    .map((line) =>
      line
        .replace(/Id: `\w+`/g, 'Id')
        .replace(/<[@#][!&]?\d+>/g, '<mention>')
        .replace(/<t:\d+(:\w)?>/g, '<time>')
        .replace(/(?:\\?[?!])+/g, '?')
        .replace(/\d+/g, '0')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean);
}

function isTwice(wanted: readonly string[], there: readonly string[]): boolean {
  const count = (lines: readonly string[], line: string) => lines.filter((other) => other === line).length;
  return there.some((line) => line.length >= NOTICED && count(there, line) > Math.max(1, count(wanted, line)));
}
