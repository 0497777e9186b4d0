/** The key of a delivery ⇄ what the buttons below its messages carry in place of an asker: by this a message of ours is known again. */
import type { APIMessage } from 'discord.js';
import { readCustomId } from '../components/custom-id.ts';
import { everyCustomId } from '../components/every-custom-id.ts';

/** One message of a post. */
export interface Mark {
  readonly key: string;
  /** From 0. */
  readonly part: number;
  /** Messages of the whole post, at most 63. */
  readonly parts: number;
}

/** Of base64url, in the order of their values. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SIZE = 64n;
/** Longer than any id of a person, so that a mark is never taken for one. */
const SHORTEST_KEY = 22;

/** As a number in text, for `writeCustomId`. @throws Error where the key is none of a delivery's */
export function askerOf({ key, part, parts }: Mark): string {
  if (key.length < SHORTEST_KEY) throw new Error('The key of a delivery is too short to be a mark');
  const digits = [...key].map((letter) => DIGITS.indexOf(letter));
  if (digits.includes(-1)) throw new Error('The key of a delivery holds what base64url does not');
  // A one in front keeps the zeros after it.
  const number = digits.reduce((sum, digit) => sum * SIZE + BigInt(digit), 1n);
  return ((number * SIZE + BigInt(part)) * SIZE + BigInt(parts)).toString();
}

/** @returns `undefined` for the asker of an ordinary message */
export function markOf(asker: string): Mark | undefined {
  let number = BigInt(asker);
  const take = () => {
    const digit = Number(number % SIZE);
    number /= SIZE;
    return digit;
  };
  const [parts, part] = [take(), take()];
  let key = '';
  while (number > 1n) key = `${DIGITS[take()]}${key}`;
  return number === 1n && key.length >= SHORTEST_KEY ? { key, part, parts } : undefined;
}

/** What a message of ours is part of; `undefined` where it is none of a post. */
export function markIn({ components }: Pick<APIMessage, 'components'>): Mark | undefined {
  for (const customId of everyCustomId(components ?? [])) {
    const asker = readCustomId(customId)?.asker;
    const mark = asker === undefined ? undefined : markOf(asker);
    if (mark) return mark;
  }
  return undefined;
}

/** 25 characters at most: Discord takes no longer ones. */
export function nonceOf({ key, part }: Mark): string {
  return `${key.slice(0, SHORTEST_KEY)}.${part.toString(36)}`;
}
