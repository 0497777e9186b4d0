/** A daily post is paused: those whom it concerns are told, once, where they will see it. */
import { messageIn } from '../../domain/in-language.ts';
import type { Languages } from '../../domain/languages.ts';
import type { Pause, Subscription } from '../../domain/subscription.ts';
import type { KnownPlaces } from './known-places.ts';
import { pauseMessage } from './pause-message.ts';
import type { Poster } from './post.ts';
import { type PostContext, postBodies } from './post-bodies.ts';

export interface TellingTools {
  readonly poster: Poster;
  readonly places: KnownPlaces;
  readonly posts: PostContext;
  readonly languages?: Languages | undefined;
}

/**
 * In the channel itself, else to whoever set it up, else where the server wants to be told of things.
 * @throws the last of Discord's errors where nobody could be told
 */
export async function tellAdmins(
  subscription: Subscription,
  pause: Pause,
  { poster, places, posts, languages }: TellingTools,
  signal: AbortSignal,
): Promise<void> {
  const { to, createdBy, language } = subscription;
  // Whoever takes no messages cannot be told so; `/following` says it.
  if (to.kind === 'reader' && pause.reason === 'direct-messages-closed') return;
  const message = messageIn(pauseMessage(subscription, pause), languages?.of(language));
  const said = { messages: [message], inThread: [] };
  const { above } = await postBodies(said, tellingKey(subscription, pause), undefined, posts);
  const server = to.kind === 'channel' && places.isMember(to.server) ? to.server : undefined;
  const ways = [
    ...(to.kind === 'channel' && canSpeakIn(to.channel, places) ? [async () => to.channel] : []),
    () => poster.openDirect(createdBy),
    ...(server ? [async () => places.systemChannel(server)] : []),
  ];
  let problem: unknown = new Error('Nobody could be told');
  for (const way of ways) {
    try {
      const channelId = await way();
      if (!channelId) continue;
      await poster.say(channelId, above);
      return;
    } catch (error) {
      signal.throwIfAborted();
      problem = error;
    }
  }
  throw problem;
}

/** Each refusal counts with Discord, so that nothing is tried that is known to be refused. */
function canSpeakIn(id: string, places: KnownPlaces): boolean {
  const known = places.channel(id);
  return known?.form !== undefined && known.form !== 'forum' && !known.lacking.length;
}

/** The same for the same pause, so that it is told once. */
function tellingKey({ id }: Subscription, { since }: Pause): string {
  return `${id}${since.toString(36)}`
    .replace(/[^A-Za-z0-9_-]/g, '')
    .padEnd(22, '-')
    .slice(-22);
}
