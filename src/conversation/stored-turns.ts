/** What the cache holds of one reader → turns that can be worked with, and back within bounds. */
import { z } from 'zod';
import type { RememberedAnswer, Turn } from '../domain/conversation.ts';
import type { PaperId } from '../domain/paper.ts';

const id = z.custom<PaperId>((value) => typeof value === 'string' && /^(?:arxiv|title):./.test(value));
const text = z.string();
const mention = z.object({ id, title: text, publishedAt: text.optional(), listedOn: text.optional() });
/** Our own writing: the parts that only `/why` shows are looked at there, and what it does not know it passes over. */
const answer = z.custom<RememberedAnswer>(
  (value) =>
    z
      .looseObject({
        mode: text,
        dropped: z.array(text),
        claims: z.array(
          z.looseObject({
            text,
            citations: z.array(z.looseObject({ paper: mention, sentence: z.number(), quote: text })),
          }),
        ),
      })
      .safeParse(value).success,
);
export const turnSchema = z.object({
  at: z.number(),
  command: text,
  asked: text,
  isPrivate: z.literal(true).optional(),
  question: text.optional(),
  frame: text.optional(),
  leant: z.boolean(),
  shown: z.array(mention),
  first: z.number(),
  focus: z.array(id),
  said: text,
  answer: answer.optional(),
});
const stored = z.record(text, z.array(turnSchema));

/** The turns of each place, oldest first; the place that was spoken in last comes last. */
export type TurnsByPlace = Readonly<Record<string, readonly Turn[]>>;

export interface Bounds {
  readonly turns: number;
  readonly places: number;
  /** Of the whole, written as JSON. */
  readonly bytes: number;
  readonly milliseconds: number;
}

/** @returns nothing for what an older version or an accident left there */
export function readTurns(value: unknown, now: number, { milliseconds }: Bounds): TurnsByPlace {
  const parsed = stored.safeParse(value);
  if (!parsed.success) return {};
  const places = Object.entries(parsed.data as TurnsByPlace).map(
    // The future is a clock that was put back; such turns would never end.
    ([place, turns]) => [place, turns.filter(({ at }) => at > now - milliseconds && at <= now)] as const,
  );
  return Object.fromEntries(places.filter(([, turns]) => turns.length));
}

/** Adds a turn and drops what is beyond the bounds: earlier answers first, then the oldest places, then turns. */
export function withTurn(all: TurnsByPlace, place: string, added: Turn, bounds: Bounds): TurnsByPlace {
  const { [place]: before = [], ...others } = all;
  // Others see no private answer: it does not take the place of the last one that they saw.
  const isReplaced = ({ isPrivate }: Turn) => added.answer && (isPrivate || !added.isPrivate);
  const earlier = before.map((turn) => (isReplaced(turn) ? withoutItsAnswer(turn) : turn));
  let kept = Object.entries({ ...others, [place]: [...earlier, added].slice(-bounds.turns) }).slice(-bounds.places);
  while (Buffer.byteLength(JSON.stringify(kept)) > bounds.bytes) {
    const [oldest, turns = []] = kept[0] ?? [];
    if (kept.length === 1 && turns.length === 1) return withoutAnswer(kept[0] as [string, readonly Turn[]], bounds);
    kept = turns.length > 1 && kept.length === 1 ? [[oldest as string, turns.slice(1)]] : kept.slice(1);
  }
  return Object.fromEntries(kept);
}

/** One turn alone that is too large is kept for follow-ups, and cannot be explained. */
function withoutAnswer([place, [last]]: [string, readonly Turn[]], { bytes }: Bounds): TurnsByPlace {
  if (!last) return {};
  const rest = withoutItsAnswer(last);
  return Buffer.byteLength(JSON.stringify(rest)) > bytes ? {} : { [place]: [rest] };
}

function withoutItsAnswer({ answer: _, ...rest }: Turn): Turn {
  return rest;
}
