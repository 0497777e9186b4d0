/** What an admin types for the daily posts of their server → set up, listed, changed, paused, posted at once. */
import type { Clock } from '../domain/clock.ts';
import type { Call, Choice, Typing } from '../domain/command.ts';
import type { Deliveries, SubscriptionStore } from '../domain/delivery.ts';
import type { Message } from '../domain/message.ts';
import type { Destination, Subscription, SubscriptionChoices } from '../domain/subscription.ts';
import { cleanText } from '../domain/text/clean.ts';
import { say } from '../domain/words.ts';
import {
  renderDailyList,
  renderPaused,
  renderRemoveQuestion,
  renderSaid,
  renderSetUp,
  type SetUp,
  type Shown,
} from '../render/subscriptions.ts';
import { checkRole, isTwin, languageOf, placeFor, sorted, tooMany, withoutOptional } from './daily-checks.ts';
import { changeChoices, defaultChoices, type TypedChoices } from './daily-choices.ts';
import { createDailyFinder, notHere } from './daily-find.ts';
import { nameOfSubscription } from './daily-names.ts';
import { gone, sendNow } from './daily-now.ts';
import { guessZone } from './daily-zones.ts';

/** Daily posts of one server. */
export const MOST_OF_A_SERVER = 25;
/** Of a list in the terminal, where all servers are one list. */
const MOST_LISTED = 100;

export interface DailyFlowOptions {
  /** Missing where nothing is kept. */
  readonly subscriptions?: SubscriptionStore | undefined;
  /** Missing where nothing is posted: in the terminal. */
  readonly deliveries?: Deliveries | undefined;
  previewDigest(choices: SubscriptionChoices, call: Call): AsyncGenerator<Message>;
  readonly clock: Clock;
}

export interface TypedDaily extends TypedChoices {
  /** The id of a channel; the place of the call without it. */
  readonly channel?: string | undefined;
}

export function createDailyFlow(options: DailyFlowOptions) {
  const { subscriptions, deliveries, clock, previewDigest } = options;
  const { find, findOrNone, managed } = createDailyFinder(subscriptions);
  const telling = () => ({ now: clock.now() });

  return {
    /** Nothing typed is a good daily post in this channel. @throws InvalidInput, StateFault */
    async *dailySetup(typed: TypedDaily, call: Call): AsyncGenerator<Message> {
      const { server, store } = managed(call);
      const place = placeFor(typed.channel, call);
      const mine = await store.ofServer(server);
      const zoneBefore = mine.at(-1)?.schedule.zone;
      const zone = zoneBefore ?? guessZone(call.locale);
      const choices = changeChoices({ ...defaultChoices(typed.edition ?? 'daily', zone), ...languageOf(call) }, typed);
      checkRole(typed.role, call);
      const twin = mine.find((one) => one.to.kind === 'channel' && one.to.channel === place.id && isTwin(one, choices));
      if (twin) return yield await setUp(twin, 'unchanged', call);
      if (mine.length >= MOST_OF_A_SERVER) throw tooMany(mine.length);
      const to: Destination = { kind: 'channel', server, channel: place.id, form: place.form };
      const made = await store.add({ ...choices, to, createdBy: call.reader });
      const zoneGuessed = typed.zone === undefined && zoneBefore === undefined;
      yield await setUp(made, 'set-up', call, { zoneGuessed });
    },

    async *dailyEdit(which: string | undefined, typed: TypedDaily, call: Call): AsyncGenerator<Message> {
      const { server, store } = managed(call);
      const found = await find(which, 'daily edit', call);
      if ('message' in found) return yield found.message;
      checkRole(typed.role, call);
      const place = typed.channel === undefined ? undefined : placeFor(typed.channel, call);
      const before = found.subscription;
      const change = (now: Subscription): Subscription => ({
        ...withoutOptional(now),
        ...changeChoices(now, typed),
        to: place ? { kind: 'channel', server, channel: place.id, form: place.form } : now.to,
      });
      const after = await store.change(before.id, change);
      if (!after) return yield gone();
      const what = JSON.stringify(sorted(after)) === JSON.stringify(sorted(before)) ? 'unchanged' : 'changed';
      yield await setUp(after, what, call);
    },

    async *dailyList(call: Call): AsyncGenerator<Message> {
      if (call.server === undefined) return yield await listElsewhere(call);
      const { server, store } = managed(call);
      yield renderDailyList(await shownOf(await store.ofServer(server)), telling());
    },

    async *dailyPause(which: string | undefined, call: Call): AsyncGenerator<Message> {
      const { store } = managed(call);
      const found = await find(which, 'daily pause', call);
      if ('message' in found) return yield found.message;
      const pause = { reason: 'admin', since: clock.now() } as const;
      const after = await store.change(found.subscription.id, (now) =>
        now.pause?.reason === 'admin' ? now : { ...now, pause },
      );
      yield after ? renderPaused({ subscription: after }) : gone();
    },

    async *dailyResume(which: string | undefined, call: Call): AsyncGenerator<Message> {
      const { store } = managed(call);
      const found = await find(which, 'daily resume', call);
      if ('message' in found) return yield found.message;
      const after = await store.change(found.subscription.id, ({ pause: _, ...now }) => now);
      yield after ? await setUp(after, 'resumed', call) : gone();
    },

    async *dailyRemove(which: string | undefined, confirmed: boolean, call: Call): AsyncGenerator<Message> {
      const { store } = managed(call);
      const found = await find(which, 'daily remove', call);
      if ('message' in found) return yield found.message;
      const { subscription } = found;
      if (!confirmed) return yield renderRemoveQuestion({ subscription });
      const wasThere = await store.remove(subscription.id);
      const setup = { setup: { kind: 'command', name: 'daily setup' } } as const;
      yield wasThere
        ? renderSaid('ok', say('The daily post is removed.'), say('{setup} sets up another.', setup))
        : gone();
    },

    async *dailyNow(which: string | undefined, call: Call): AsyncGenerator<Message> {
      managed(call);
      const found = await find(which, 'daily now', call);
      if ('message' in found) return yield found.message;
      yield* sendNow(deliveries, found.subscription, call);
    },

    /** What would come now; of a subscription, or in the terminal of what is typed. */
    async *dailyPreview(which: string | undefined, typed: TypedChoices, call: Call): AsyncGenerator<Message> {
      const isTyped = Object.values(typed).some((value) => value !== undefined);
      const isMine = call.server !== undefined;
      if (isMine) managed(call);
      const base =
        isMine && (which !== undefined || !isTyped) ? await findOrNone(which, 'daily preview', call) : undefined;
      if (base && 'message' in base) return yield base.message;
      const choices = base?.subscription ?? defaultChoices(typed.edition ?? 'daily', guessZone(call.locale));
      const wanted = isTyped ? changeChoices(choices, typed) : choices;
      for await (const message of previewDigest(wanted, call)) yield { ...message, private: true };
    },

    /** What `which` can be: the value is an id. */
    async suggestDaily(typed: string, typing: Typing | undefined): Promise<Choice[]> {
      if (!subscriptions || !typing?.server || !typing.mayManage) return [];
      const wanted = cleanText(typed).toLowerCase();
      const mine = await subscriptions.ofServer(typing.server);
      return mine
        .map((one) => ({ name: nameOfSubscription(one, typing.channelName), value: one.id }))
        .filter(({ name }) => name.toLowerCase().includes(wanted));
    },

    /** Zones that this server uses are offered first, to who looks after it. */
    async zonesInUse(typing: Typing | undefined): Promise<string[]> {
      const isMine = subscriptions && typing?.server && typing.mayManage;
      const mine = isMine ? await subscriptions.ofServer(typing.server) : [];
      return [...new Set([...mine.map(({ schedule }) => schedule.zone).reverse(), guessZone(typing?.locale)])];
    },
  };

  async function setUp(
    subscription: Subscription,
    what: SetUp['what'],
    call: Call,
    { zoneGuessed = false }: { readonly zoneGuessed?: boolean } = {},
  ): Promise<Message> {
    const [shown] = await shownOf([subscription]);
    const { to, role } = subscription;
    const place = to.kind === 'channel' ? call.postPlace?.(to.channel) : undefined;
    const untold = role ? call.whyNotTell?.(role) : undefined;
    // A thread and a picture take more than a message does.
    const takesMore = subscription.style === 'thread' || subscription.edition !== 'daily';
    const lacks = takesMore && place ? call.whatIsLacking?.(place.id) : place?.lacking;
    const lacking = [...(lacks ?? []), ...[place?.cannotLookBack, untold].filter((lack) => lack !== undefined)];
    return renderSetUp({ subscription, status: shown?.status, what, zoneGuessed, lacking }, telling());
  }

  async function shownOf(all: readonly Subscription[]): Promise<Shown[]> {
    const statuses = await subscriptions?.statusOf(all.map(({ id }) => id));
    return all.map((subscription) => ({ subscription, status: statuses?.get(subscription.id) }));
  }

  /** Of every server, for who runs the program; a reader in direct messages is told where to type it. */
  async function listElsewhere(call: Call): Promise<Message> {
    if (!call.mayManage || !subscriptions) throw notHere();
    const all: Subscription[] = [];
    for await (const one of subscriptions.all()) {
      if (one.to.kind === 'channel') all.push(one);
      if (all.length >= MOST_LISTED) break;
    }
    const where = say('Daily posts are set up in Discord, with /daily setup in a server.');
    return renderDailyList(await shownOf(all), telling(), where);
  }
}
