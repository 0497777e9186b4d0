/** The key of a delivery comes in; how much of it stands in a channel already goes out. */
import { type APIMessage, type REST, Routes } from 'discord.js';
import { isRefusedForPermissions } from '../permissions.ts';
import { type Mark, markIn } from './marks.ts';

const PAGE = 100;
/** A place where more was said since nobody looks through. */
const MOST_PAGES = 5;
const DISCORD_EPOCH = 1_420_070_400_000;
const CLOCKS_DIFFER = 15 * 60_000;

export type LookBack =
  /** Messages of the post that stand there, by their part. */
  | { readonly kind: 'seen'; readonly parts: ReadonlyMap<number, { readonly mark: Mark; readonly messageId: string }> }
  /** Too much was said since, or we may not read it. */
  | { readonly kind: 'unknown' };

/** @param since milliseconds since 1970 @param me the id of our account @throws discord.js's errors but for a missing permission */
export async function lookBack(
  rest: REST,
  {
    channelId,
    key,
    since,
    me,
  }: { readonly channelId: string; readonly key: string; readonly since: number; readonly me: string },
  signal: AbortSignal,
): Promise<LookBack> {
  const parts = new Map<number, { mark: Mark; messageId: string }>();
  let after = snowflakeAt(since);
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    let messages: APIMessage[];
    try {
      messages = (await rest.get(Routes.channelMessages(channelId), { query, signal })) as APIMessage[];
    } catch (error) {
      if (isRefusedForPermissions(error)) return { kind: 'unknown' };
      throw error;
    }
    for (const message of messages) {
      const mark = message.author.id === me ? markIn(message) : undefined;
      if (mark?.key === key) parts.set(mark.part, { mark, messageId: message.id });
    }
    if (messages.length < PAGE) return { kind: 'seen', parts };
    after = messages.map(({ id }) => id).reduce((one, other) => (BigInt(other) > BigInt(one) ? other : one));
  }
  return parts.size ? { kind: 'seen', parts } : { kind: 'unknown' };
}

/** Earlier by more than clocks differ: what is before the beginning is not found. */
function snowflakeAt(milliseconds: number): string {
  return (BigInt(Math.max(0, milliseconds - CLOCKS_DIFFER - DISCORD_EPOCH)) << 22n).toString();
}
