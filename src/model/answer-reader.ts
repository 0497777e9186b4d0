/** In: what a model writes, in any pieces. Out: the one JSON text in it, as far as it is there. */
import { createJsonPassage, findJson } from './json-passage.ts';
import type { LineLayout } from './line-layout.ts';
import { createLineReader, findLine } from './line-reader.ts';
import type { ShapeReader } from './shape-reader.ts';

/** What is made of the text while it is written. */
export interface AnswerReader {
  /** JSON that the next characters add; possibly nothing. */
  push(text: string): string;
  /** Whether the object is complete. Its last brace is then still held back, and comes with `end`. */
  complete(): boolean;
  /** Whether no answer is to be expected any more: it went on for too long without one. */
  hopeless(): boolean;
  /** The rest. @param whole whether the text came to an end of its own */
  end(whole: boolean): { readonly text: string; readonly state: 'whole' | 'empty' | 'prose' | 'broken' };
}

/** Words of introduction that are waited through; thoughts between tags do not count. */
const LONGEST_PREFACE = 4_000;
const THOUGHT = /<(think|thinking|reasoning|thought)>/i;
const THOUGHT_END = /<\/(think|thinking|reasoning|thought)>/i;
const LONGEST_TAG = '</reasoning>'.length;

/**
 * A reader for one text. Thoughts between tags, fences, and words before or after the object are passed over; a JSON
 * object is taken when its first key is one of the schema's, lines when there is a layout and they begin with one of its
 * names.
 * @param keys of the object that is expected; with none, the first object is taken
 */
export function createAnswerReader(keys: readonly string[], layout?: LineLayout): AnswerReader {
  let shape: ShapeReader | undefined;
  /** What has been written before the answer, without thoughts. */
  let preface = '';
  let thinking = false;
  let hopeless = false;
  let empty = true;

  /** Finds where the answer begins, and what of the preface belongs to it. */
  function begin(): string {
    while (true) {
      if (thinking) {
        const end = THOUGHT_END.exec(preface);
        if (!end) {
          preface = preface.slice(-LONGEST_TAG);
          return '';
        }
        preface = preface.slice(end.index + end[0].length);
        thinking = false;
      }
      // Some servers leave out the tag that opens the thoughts.
      const end = THOUGHT_END.exec(preface);
      if (end) preface = preface.slice(end.index + end[0].length);
      const thought = THOUGHT.exec(preface)?.index ?? Number.POSITIVE_INFINITY;
      const json = findJson(preface, keys) ?? Number.POSITIVE_INFINITY;
      const line = (layout && findLine(preface, layout)) ?? Number.POSITIVE_INFINITY;
      const first = Math.min(thought, json, line);
      if (first === Number.POSITIVE_INFINITY) {
        hopeless = preface.length > LONGEST_PREFACE;
        return '';
      }
      if (first === thought) {
        preface = preface.slice(thought);
        preface = preface.slice(preface.indexOf('>') + 1);
        thinking = true;
        continue;
      }
      shape = first === line && layout ? createLineReader(layout) : createJsonPassage();
      const answer = preface.slice(first);
      preface = '';
      return shape.push(answer);
    }
  }

  function push(text: string): string {
    if (text.trim()) empty = false;
    if (shape) return shape.push(text);
    if (hopeless) return '';
    preface += text;
    return begin();
  }

  return {
    push,
    complete: () => shape?.complete() ?? false,
    hopeless: () => hopeless,
    end(whole) {
      // A last line without a line break is a line.
      const begun = shape ? '' : push('\n');
      if (!shape) {
        const found = objectIn(preface, keys);
        return found ? { text: found, state: 'whole' } : { text: '', state: empty ? 'empty' : 'prose' };
      }
      const rest = shape.end(whole);
      return rest === undefined ? { text: begun, state: 'broken' } : { text: begun + rest, state: 'whole' };
    },
  };
}

/** An object that holds what is expected, only not first: some models add a key of their own before it. */
function objectIn(text: string, keys: readonly string[]): string | undefined {
  const object = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  try {
    return keys.some((key) => Object.hasOwn(JSON.parse(object), key)) ? object : undefined;
  } catch {
    return undefined;
  }
}
