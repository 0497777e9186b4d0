/** In: what Python's `repr` writes for plain data. Out: the same data as JSON would give it. */

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
const NAMES: Readonly<Record<string, unknown>> = { True: true, False: false, None: null };
const SPACE = /\s*/y;
const WORD = /[A-Za-z]+/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const STRING = /'([^'\\\n]*(?:\\.[^'\\\n]*)*)'|"([^"\\\n]*(?:\\.[^"\\\n]*)*)"/y;
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g;
const DEEPEST = 64;

/**
 * Reads dictionaries with string keys, lists, tuples, strings, numbers, `True`, `False` and `None`
 * (Python language reference, section 2.4). Nothing is evaluated.
 * @returns objects, arrays, strings, numbers, booleans and null
 * @throws SyntaxError with the position, for everything else
 */
export function readPythonLiteral(text: string): unknown {
  let position = 0;

  function take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match) position = pattern.lastIndex;
    return match ?? undefined;
  }

  function next(character: string): boolean {
    take(SPACE);
    if (text[position] !== character) return false;
    position++;
    return true;
  }

  function fail(): never {
    throw new SyntaxError(`no Python literal at character ${position + 1}`);
  }

  function items<T>(end: string, item: () => T): T[] {
    const found: T[] = [];
    while (!next(end)) {
      found.push(item());
      if (!next(',')) return next(end) ? found : fail();
    }
    return found;
  }

  function string(): string | undefined {
    const match = take(STRING);
    return match && (match[1] ?? match[2] ?? '').replace(ESCAPE, unescaped);
  }

  function entry(depth: number): [string, unknown] {
    take(SPACE);
    const key = string();
    return key !== undefined && next(':') ? [key, value(depth)] : fail();
  }

  function value(depth: number): unknown {
    if (depth > DEEPEST) fail();
    if (next('{')) return Object.fromEntries(items('}', () => entry(depth + 1)));
    if (next('[')) return items(']', () => value(depth + 1));
    if (next('(')) return items(')', () => value(depth + 1));
    const quoted = string();
    if (quoted !== undefined) return quoted;
    const number = take(NUMBER);
    if (number) return Number(number[0]);
    const name = take(WORD)?.[0] ?? '';
    return Object.hasOwn(NAMES, name) ? NAMES[name] : fail();
  }

  const result = value(0);
  take(SPACE);
  return position === text.length ? result : fail();
}

function unescaped(whole: string, byte?: string, unit?: string, point?: string, single?: string): string {
  const code = byte ?? unit ?? point;
  if (code === undefined) return ESCAPES[single ?? ''] ?? whole;
  const value = Number.parseInt(code, 16);
  return value > 0x10ffff ? whole : String.fromCodePoint(value);
}
