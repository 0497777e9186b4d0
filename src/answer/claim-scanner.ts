/** In: characters of a model's text, in any pieces. Out: the entries of the top-level `claims` array as they close. */

/** `entry`: one closed value of the array, parsed. `complete` and `broken` are final. */
export type ScanEvent =
  | { readonly kind: 'entry'; readonly value: unknown }
  | { readonly kind: 'complete' }
  | { readonly kind: 'broken' };

export interface ClaimScanner {
  /** What the next characters close. Nothing more may be pushed after `complete` or `broken`. */
  push(text: string): Generator<ScanEvent, void>;
  /** The value of the top-level `status`, as far as it has been read. */
  status(): unknown;
}

const THINKING = /<(think|thinking|reasoning)>$/i;
const LONGEST_TAG = '</reasoning>'.length;
const CLOSES: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/**
 * A scanner for one text.
 *
 * The path of open brackets says where a character stands: `{` is the top-level object, `{[` the array of claims when
 * the key before it was `claims`. Text of a value is kept until it closes, then read by JSON.parse: the scanner finds
 * borders, it never interprets.
 */
export function createClaimScanner(): ClaimScanner {
  /** Open brackets; empty outside the object. */
  let path = '';
  /** The last characters outside the object, where tags are looked for. */
  let tail = '';
  /** The tag that closes the thinking that is being passed over. */
  let thinkingEnd = '';
  let inString = false;
  let escaped = false;
  /** The value that is being read: a key, a value of the object, or an entry of the array. */
  let raw = '';
  let key: string | undefined;
  /** A key of ours was seen, so that this is the object, and not one in the prose before it. */
  let recognised = false;
  let status: unknown;

  const inClaims = () => key === 'claims' && path === '{[';

  function outside(character: string): void {
    tail = (tail + character).slice(-LONGEST_TAG);
    if (thinkingEnd) {
      if (tail.toLowerCase().endsWith(thinkingEnd)) thinkingEnd = '';
      return;
    }
    const tag = THINKING.exec(tail)?.[1];
    if (tag) thinkingEnd = `</${tag.toLowerCase()}>`;
    else if (character === '{') path = '{';
  }

  /** Braces of prose, or an object of something else: look for the next one. */
  function leaveObject(): void {
    path = '';
    tail = '';
    raw = '';
    key = undefined;
    inString = false;
    escaped = false;
  }

  function* push(text: string): Generator<ScanEvent, void> {
    for (const character of text) {
      if (!path) {
        outside(character);
        continue;
      }
      try {
        const event = inside(character);
        if (event) yield event;
        if (event && event.kind !== 'entry') return;
      } catch {
        if (recognised) {
          yield { kind: 'broken' };
          return;
        }
        leaveObject();
        outside(character);
      }
    }
  }

  /** @throws SyntaxError where the text is no JSON */
  function inside(character: string): ScanEvent | undefined {
    if (inString) {
      if (escaped) escaped = false;
      else if (character === '\\') escaped = true;
      else if (character === '"') inString = false;
      // Small models break lines inside strings, which JSON forbids.
      raw += character < ' ' ? ' ' : character;
      return undefined;
    }
    if (character === '"') {
      inString = true;
      raw += character;
      return undefined;
    }
    if (character === '{' || character === '[') return open(character);
    if (character === '}' || character === ']') return close(character);
    if (path === '{' && character === ':') return colon();
    if (character === ',' && path === '{') return endOfValue();
    if (character === ',' && inClaims()) return endOfEntry();
    if (path === '{' && key === undefined && character.trim()) throw new SyntaxError('a key is a string');
    if (character.trim() || raw) raw += character;
    return undefined;
  }

  function open(bracket: string): undefined {
    if (path === '{' && key === undefined) throw new SyntaxError('a key is a string');
    const array = path === '{' && key === 'claims' && bracket === '[';
    path += bracket;
    if (!array) raw += bracket;
  }

  function close(bracket: string): ScanEvent | undefined {
    const opened = path.at(-1) ?? '';
    if (CLOSES[opened] !== bracket) throw new SyntaxError('brackets do not match');
    const ofClaims = inClaims();
    if (path === '{') {
      if (key !== undefined) endOfValue();
      if (recognised) return { kind: 'complete' };
      leaveObject();
      return undefined;
    }
    const event = ofClaims ? endOfEntry() : undefined;
    path = path.slice(0, -1);
    // A comma before a closing bracket is a common slip that changes no meaning.
    if (!ofClaims) raw = raw.replace(/,\s*$/, '') + bracket;
    return event ?? (inClaims() ? endOfEntry() : undefined);
  }

  function colon(): undefined {
    if (key !== undefined) throw new SyntaxError('two colons');
    key = String(JSON.parse(raw));
    raw = '';
    recognised ||= key === 'claims' || key === 'status';
  }

  function endOfValue(): undefined {
    if (key === undefined) throw new SyntaxError('a comma where a key belongs');
    if (key !== 'claims') {
      const value: unknown = JSON.parse(raw);
      if (key === 'status') status = value;
    }
    raw = '';
    key = undefined;
  }

  function endOfEntry(): ScanEvent | undefined {
    if (!raw.trim()) return undefined;
    const value: unknown = JSON.parse(raw);
    raw = '';
    return { kind: 'entry', value };
  }

  return { push, status: () => status };
}
