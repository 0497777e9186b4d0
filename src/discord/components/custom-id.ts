/**
 * What a press means ⇄ the custom_id that Discord hands back with it: `v1:r:2n9c:0:["paper",{"which":"2501.1"}]`.
 *
 * A version, what to do, the asker in base 36, the place among the message's actions (Discord wants ids that differ),
 * and the action itself, or `#` and the key under which it was stored when it does not fit in.
 */
import { z } from 'zod';

/** https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id */
export const LONGEST_CUSTOM_ID = 100;
const VERSION = 'v1';

/** `send`: the window of an `ask` comes back with a text. */
export type Verb = 'run' | 'replace' | 'ask' | 'send' | 'stop';
const LETTERS = { run: 'r', replace: 'p', ask: 'a', send: 't', stop: 's' } as const satisfies Record<Verb, string>;

const ONE = z.literal(1).optional();
const actionWindow = z.object({
  title: z.string(),
  label: z.string(),
  option: z.string(),
  placeholder: z.string().optional(),
  maxLength: z.number().optional(),
  optional: z.literal(true).optional(),
  runsAtOnce: z.literal(true).optional(),
});
const details = z.object({
  private: ONE,
  fresh: ONE,
  asker: ONE,
  /** The option that what was chosen goes into. */
  option: z.string().optional(),
  window: actionWindow.optional(),
});
/** The command, its options, and the rest where there is any. */
export const payloadSchema = z.union([
  z.tuple([z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))]),
  z.tuple([z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), details]),
]);
export type Payload = z.infer<typeof payloadSchema>;

export interface Press {
  readonly verb: Verb;
  /** The id of whom the message answers. */
  readonly asker: string;
  /** JSON of a payload, `#` and a key, or of `stop` the interaction to be stopped. */
  readonly body: string;
}

/** @returns `undefined` when it is longer than Discord takes */
export function writeCustomId({ verb, asker, body }: Press, place: number): string | undefined {
  const id = [VERSION, LETTERS[verb], BigInt(asker).toString(36), place.toString(36), body].join(':');
  return id.length <= LONGEST_CUSTOM_ID ? id : undefined;
}

/** @returns `undefined` for ids of another version, or of nobody we know */
export function readCustomId(customId: string): Press | undefined {
  const match = /^v1:([a-z]):([0-9a-z]+):[0-9a-z]+:(.+)$/s.exec(customId);
  const [, letter, asker = '', body = ''] = match ?? [];
  const verb = (Object.keys(LETTERS) as Verb[]).find((candidate) => LETTERS[candidate] === letter);
  return verb && { verb, asker: fromBase36(asker), body };
}

/** @returns `undefined` where it is no payload of ours */
export function readPayload(json: unknown): Payload | undefined {
  try {
    const parsed = payloadSchema.safeParse(typeof json === 'string' ? JSON.parse(json) : json);
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function fromBase36(text: string): string {
  return [...text].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n).toString();
}
