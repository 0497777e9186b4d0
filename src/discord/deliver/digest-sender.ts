/** Digests come in; posts in channels, threads, forums and direct messages go out, each exactly once. The `DigestSender` of Discord. */
import type { REST } from 'discord.js';
import type { Clock } from '../../domain/clock.ts';
import type { DigestSender, SendOutcome, SentBefore } from '../../domain/delivery.ts';
import type { DigestLook, DigestMessages } from '../../domain/digest-look.ts';
import { DiscordFault } from '../../domain/errors.ts';
import type { Languages } from '../../domain/languages.ts';
import type { Log } from '../../domain/ports.ts';
import type { Destination, Subscription } from '../../domain/subscription.ts';
import { textIn } from '../../domain/words.ts';
import { threadName } from '../conversation/threads.ts';
import { explainRefusal, isRefusedForPermissions } from '../permissions.ts';
import { forumTags } from './forum-tags.ts';
import type { ChannelForm, KnownPlaces } from './known-places.ts';
import { lossOf } from './loss.ts';
import type { Pace } from './pace.ts';
import { createPoster, type Poster, type Standing } from './post.ts';
import { type PostBodies, type PostContext, postBodies } from './post-bodies.ts';
import { whatStands } from './standing.ts';
import { tellAdmins } from './tell-admins.ts';

export interface DigestSenderOptions {
  readonly rest: REST;
  readonly look: DigestLook;
  readonly languages?: Languages | undefined;
  readonly places: KnownPlaces;
  readonly pace: Pace;
  readonly posts: () => PostContext;
  readonly clock: Clock;
  readonly log: Log;
}

/** Direct channels remembered, so that each day takes one request a reader. */
const MOST_DIRECT = 20_000;
/** Deliveries of which the beginning was seen to stand already. */
const MOST_BEGUN = 1_000;
const REACHES_ALL = { has: () => true };

type Place = Extract<Destination, { readonly kind: 'channel' | 'reader' }>;

export function createDigestSender(options: DigestSenderOptions): DigestSender {
  const { rest, look, places, pace, posts, clock, log } = options;
  const direct = new Map<string, string>();
  /** What stands of a post already, by its parts, as `wasSent` found it: its beginning is not posted again. */
  const begun = new Map<string, readonly Standing[]>();

  const posterFor = (signal: AbortSignal) => createPoster({ rest, clock, pace, me: places.bot().id }, signal);

  const channelFor = async (place: Place, poster: Poster): Promise<string> => {
    if (place.kind === 'channel') return place.channel;
    const known = direct.get(place.reader);
    if (known) return known;
    const id = await poster.openDirect(place.reader);
    if (direct.size >= MOST_DIRECT) direct.clear();
    direct.set(place.reader, id);
    return id;
  };

  const post = async (
    subscription: Subscription,
    { place, key, look: said }: { readonly place: Place; readonly key: string; readonly look: DigestMessages },
    poster: Poster,
  ): Promise<Standing | undefined> => {
    const role = place.kind === 'channel' ? subscription.role : undefined;
    const bodies = await postBodies(said, key, role, posts());
    const title = threadName(said.title);
    const channelId = await channelFor(place, poster);
    const form = formNow(place, places);
    const before = begun.get(key) ?? [];
    const left = (all: PostBodies['above']) => all.filter(({ mark }) => mark.part >= before.length);
    if (place.kind === 'channel' && form === 'forum') {
      const tags = forumTags(places.channel(channelId) ?? { tags: [], needsTag: false }, subscription);
      const forum = { channelId, server: place.server, tags };
      const [opening, ...others] = [...bodies.above, ...bodies.below];
      if (!opening) return undefined;
      const standing = before[0] ?? (await poster.openForumPost(forum, title, opening));
      await poster.say(standing.channelId, left(others));
      return standing;
    }
    const above = [...before.slice(0, bodies.above.length), ...(await poster.say(channelId, left(bodies.above)))];
    const [first, last] = [above[0], above.at(-1)];
    if (bodies.below.length && last) {
      const canOpen = form === 'text' || form === 'announcement';
      const thread = canOpen ? await threadBelow(poster, last, title) : channelId;
      await poster.say(thread, left(bodies.below));
    }
    if (form === 'announcement') await publish(poster, above);
    return first;
  };

  /** Where no thread may be opened, the papers stand below their headline all the same. */
  const threadBelow = (poster: Poster, at: Standing, title: string) =>
    poster.openThread(at, title).catch((error: unknown) => {
      if (!isRefusedForPermissions(error)) throw error;
      log.warn('digest-thread-not-opened', { channel: at.channelId, error: String(error) });
      return at.channelId;
    });

  /** What is said stands there; that others do not get it is for the log. */
  const publish = async (poster: Poster, above: readonly Standing[]) => {
    for (const at of above) {
      if (!at.messageId) continue;
      await poster.publish(at).catch((error: unknown) => {
        log.warn('digest-not-published', { channel: at.channelId, error: String(error) });
      });
    }
  };

  const lost = (error: unknown, place: Place): SendOutcome | undefined => {
    const isMember = place.kind === 'channel' ? places.isMember(place.server) : undefined;
    const reason = lossOf(error, isMember);
    if (!reason) return undefined;
    if (place.kind === 'reader') direct.delete(place.reader);
    const channel = place.kind === 'channel' ? places.channel(place.channel) : undefined;
    const bot = places.bot().name;
    const detail =
      reason === 'missing-permission'
        ? (channel?.lacking[0] ??
          channel?.cannotLookBack ??
          explainRefusal(error, 'write', REACHES_ALL, { bot, ...(channel && { channel: channel.name }) }))
        : undefined;
    return { kind: 'lost', reason, ...(detail && { detail: textIn(detail) }) };
  };

  return {
    async send(subscription, digest, key, signal) {
      const place = placeOf(subscription);
      if (place.kind === 'channel' && places.isUnavailable(place.server)) {
        throw new DiscordFault('Discord has trouble with this server.', 'It is tried again later.', {
          retryable: true,
        });
      }
      const poster = posterFor(signal);
      try {
        const first = await post(subscription, { place, key, look: look(subscription, digest) }, poster);
        begun.delete(key);
        return { kind: 'sent', ...(first && { reference: `${first.channelId}/${first.messageId}` }) };
      } catch (error) {
        const outcome = lost(error, place);
        if (!outcome) throw error;
        log.warn('digest-place-lost', { subscription: subscription.id, error: String(error) });
        return outcome;
      }
    },

    async wasSent(subscription, key, since, signal): Promise<SentBefore> {
      const place = placeOf(subscription);
      const form = formNow(place, places);
      // Discord shows nothing then, instead of refusing.
      if (place.kind === 'channel' && places.channel(place.channel)?.cannotLookBack) return { kind: 'unknown' };
      const poster = posterFor(signal);
      try {
        const channelId = await channelFor(place, poster);
        const forumOf = place.kind === 'channel' && form === 'forum' ? place.server : undefined;
        const hasThread = subscription.style === 'thread';
        const me = places.bot().id;
        const seen = await whatStands(rest, poster, { channelId, forumOf, hasThread, key, since, me }, signal);
        if (seen.kind === 'unknown') return seen;
        const { standing, isWhole } = seen;
        const first = standing.find((at) => at.messageId);
        if (!first) return { kind: 'not-sent' };
        if (isWhole) {
          if (form === 'announcement')
            await publish(
              poster,
              standing.filter((at) => at.channelId === channelId),
            );
          return { kind: 'sent', reference: `${first.channelId}/${first.messageId}` };
        }
        if (begun.size >= MOST_BEGUN) begun.clear();
        begun.set(key, standing);
        return { kind: 'not-sent' };
      } catch (error) {
        // Where nothing can be sent any more, sending tells why.
        if (lost(error, place)) return { kind: 'not-sent' };
        throw error;
      }
    },

    async isReachable(subscription, signal) {
      const place = placeOf(subscription);
      if (place.kind === 'reader') return true;
      if (!places.isMember(place.server) || places.isUnavailable(place.server)) return false;
      const known = places.channel(place.channel);
      if (known) return known.form !== undefined && known.lacking.length === 0 && !(known.archived && known.locked);
      // A thread that sleeps is in nobody's memory.
      return rest.get(`/channels/${place.channel}`, { signal }).then(
        (channel) => !isLocked(channel),
        (error: unknown) => {
          if (lost(error, place)) return false;
          throw error;
        },
      );
    },

    async tellAdmins(subscription, pause, signal) {
      const poster = posterFor(signal);
      await tellAdmins(subscription, pause, { poster, places, posts: posts(), languages: options.languages }, signal);
    },
  };
}

function placeOf({ to }: Subscription): Place {
  if (to.kind === 'mail') throw new Error('Discord sends no mail');
  return to;
}

/** As the channel is now, else as it was when it was chosen. */
function formNow(place: Place, places: KnownPlaces): ChannelForm | undefined {
  return place.kind === 'channel' ? (places.channel(place.channel)?.form ?? place.form) : undefined;
}

function isLocked(channel: unknown): boolean {
  const metadata = (
    channel as { readonly thread_metadata?: { readonly archived?: boolean; readonly locked?: boolean } }
  ).thread_metadata;
  return metadata?.archived === true && metadata.locked === true;
}
