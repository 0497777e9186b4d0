/** In: text that begins with a JSON object. Out: that object as it arrives, without slips that small models make. */
import type { ShapeReader } from './shape-reader.ts';

/** The beginning of an object and its first key. */
const OBJECT = /\{\s*(?:"((?:[^"\\]|\\.)*)"\s*:|\})/g;

/**
 * Where the object begins; `undefined` while there is none. An object whose first key is not expected is one of something
 * else, such as braces in prose or a wrapper with a name of the model's own.
 */
export function findJson(text: string, keys: readonly string[]): number | undefined {
  for (const match of text.matchAll(OBJECT)) {
    if (!keys.length || (match[1] !== undefined && keys.includes(match[1]))) return match.index;
  }
  return undefined;
}

/** Follows brackets and strings to the end of the object; it finds borders, it does not check what stands between them. */
export function createJsonPassage(): ShapeReader {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let complete = false;
  /** A comma, and the space behind it, that may turn out to stand before a closing bracket. */
  let comma = '';

  function take(character: string): string {
    if (inString) {
      if (escaped) escaped = false;
      else if (character === '\\') escaped = true;
      else if (character === '"') inString = false;
      // Small models break lines inside strings, which JSON forbids.
      return character < ' ' ? ' ' : character;
    }
    if (character === ',' || (comma && !character.trim())) {
      const before = character === ',' ? comma : '';
      comma = character === ',' ? ',' : comma + character;
      return before;
    }
    const closes = character === '}' || character === ']';
    const held = closes ? comma.slice(1) : comma;
    comma = '';
    if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (closes) depth -= 1;
    if (depth > 0) return held + character;
    complete = true;
    return held;
  }

  return {
    push(text) {
      let out = '';
      for (const character of text) {
        if (complete) break;
        out += take(character);
      }
      return out;
    },
    complete: () => complete,
    end: () => (complete ? '}' : undefined),
  };
}
