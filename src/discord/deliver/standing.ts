/** A delivery and its place come in; what stands of it there already, part after part, goes out. */
import { type REST, RESTJSONErrorCodes } from 'discord.js';
import { hasCode } from '../interaction-webhook.ts';
import { isRefusedForPermissions } from '../permissions.ts';
import { type LookBack, lookBack } from './look-back.ts';
import type { Poster, Standing } from './post.ts';

export type WhatStands =
  | { readonly kind: 'seen'; readonly standing: readonly Standing[]; readonly isWhole: boolean }
  /** Too much was said since, or we may not read it. */
  | { readonly kind: 'unknown' };

export interface Whereabouts {
  readonly channelId: string;
  /** Where the channel is a forum: the server that it is in. */
  readonly forumOf?: string | undefined;
  /** Whether what does not stand in the channel may stand in a thread below it. */
  readonly hasThread: boolean;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** The id of our account. */
  readonly me: string;
}

const NOTHING: WhatStands = { kind: 'seen', standing: [], isWhole: false };

/** @throws discord.js's errors but for a missing permission */
export async function whatStands(
  rest: REST,
  poster: Poster,
  { channelId, forumOf, hasThread, ...what }: Whereabouts,
  signal: AbortSignal,
): Promise<WhatStands> {
  const post = forumOf === undefined ? channelId : await postIn(poster, { channelId, server: forumOf }, what.key);
  if (post === 'unknown') return { kind: 'unknown' };
  if (post === undefined) return NOTHING;
  const seen = await lookBack(rest, { channelId: post, ...what }, signal);
  if (seen.kind === 'unknown') return seen;
  const standing = inOrder(post, seen.parts);
  const last = standing.at(-1);
  if (!last) return NOTHING;
  const parts = Math.max(...[...seen.parts.values()].map(({ mark }) => mark.parts));
  if (standing.length < parts && hasThread && forumOf === undefined) {
    // The thread below a message has its id.
    const below = await lookBack(rest, { channelId: last.messageId, ...what }, signal).catch(nothingWhereNoThreadIs);
    if (below.kind === 'unknown') return below;
    standing.push(...inOrder(last.messageId, below.parts, standing.length));
  }
  return { kind: 'seen', standing, isWhole: standing.length >= parts };
}

/** @returns the thread of the post in a forum; `undefined` where there is none */
async function postIn(
  poster: Poster,
  forum: { readonly channelId: string; readonly server: string },
  key: string,
): Promise<string | 'unknown' | undefined> {
  try {
    return (await poster.findForumPost(forum, key))?.channelId;
  } catch (error) {
    if (isRefusedForPermissions(error)) return 'unknown';
    throw error;
  }
}

/** A post is said from its beginning on, so that what stands before a part that was found stands, too. */
function inOrder(
  channelId: string,
  found: Extract<LookBack, { readonly kind: 'seen' }>['parts'],
  from = 0,
): Standing[] {
  const count = Math.max(from - 1, ...found.keys()) + 1 - from;
  return Array.from({ length: count }, (_, index) => {
    const messageId = found.get(from + index)?.messageId ?? '';
    return { channelId, messageId };
  });
}

function nothingWhereNoThreadIs(error: unknown): LookBack {
  if (!hasCode(error, RESTJSONErrorCodes.UnknownChannel)) throw error;
  return { kind: 'seen', parts: new Map() };
}
