/** What a reader follows by direct message: topics are added to one post a day, and taken away again. */
import type { Clock } from '../domain/clock.ts';
import type { Call, Choice, Typing } from '../domain/command.ts';
import type { Deliveries, SubscriptionStore } from '../domain/delivery.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import type { Subscription, SubscriptionChoices, Topic } from '../domain/subscription.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { say, sayCounted, several } from '../domain/words.ts';
import { renderFollowed, renderFollowing, renderUnfollowed } from '../render/following.ts';
import { renderSaid, type Shown } from '../render/subscriptions.ts';
import { changeChoices, defaultChoices, type TypedChoices } from './daily-choices.ts';
import { nameOfSubscription } from './daily-names.ts';
import { sendNow } from './daily-now.ts';
import { MOST_TOPICS, topicText } from './daily-topics.ts';
import { guessZone } from './daily-zones.ts';

/** By direct message and by mail. */
export const MOST_OF_A_READER = 10;
const EVERYTHING = 'everything';

export interface FollowFlowOptions {
  /** Missing where nothing is kept. */
  readonly subscriptions?: SubscriptionStore | undefined;
  /** Missing where nobody writes to readers: in the terminal. */
  readonly deliveries?: Deliveries | undefined;
  /** For `/follow mail:`. @param choices checked ones @param address as it was typed */
  readonly followByMail?:
    | ((choices: SubscriptionChoices, address: string, call: Call) => AsyncGenerator<Message>)
    | undefined;
  readonly clock: Clock;
}

export function createFollowFlow(options: FollowFlowOptions) {
  const { subscriptions, deliveries, followByMail, clock } = options;
  const telling = () => ({ now: clock.now() });

  return {
    /** Without topics it is what readers upvote most. @throws InvalidInput, StateFault */
    async *follow(typed: TypedChoices, mail: string | undefined, call: Call): AsyncGenerator<Message> {
      const store = kept();
      const mine = await store.ofReader(call.reader);
      const edition = typed.edition ?? 'daily';
      const zoneBefore = mine.at(-1)?.schedule.zone ?? guessZone(call.locale);
      if (mail !== undefined && followByMail) {
        if (mine.length >= MOST_OF_A_READER) throw tooMany(mine.length);
        return yield* followByMail(changeChoices(defaultChoices(edition, zoneBefore), typed), mail, call);
      }
      if (!deliveries) throw needsDiscord();
      const before = mine.find(({ to, edition: other }) => to.kind === 'reader' && other === edition);
      const zoneGuessed = typed.zone === undefined && !mine.length;
      if (!before) {
        if (mine.length >= MOST_OF_A_READER) throw tooMany(mine.length);
        const choices = changeChoices(defaultChoices(edition, zoneBefore), typed);
        const made = await store.add({
          ...choices,
          to: { kind: 'reader', reader: call.reader },
          createdBy: call.reader,
        });
        return yield renderFollowed(await shownOf(made), { added: made.include, isNew: true, zoneGuessed }, telling());
      }
      const after = await store.change(before.id, (now) => {
        const next = changeChoices(now, typed);
        return { ...now, ...next, include: together(now.include, typed.topics === undefined ? [] : next.include) };
      });
      if (!after) return yield gone();
      const added = after.include.filter((topic) => !before.include.some((other) => isSame(other, topic)));
      yield renderFollowed(await shownOf(after), { added, isNew: false, zoneGuessed: false }, telling());
    },

    async *following(call: Call): AsyncGenerator<Message> {
      const mine = await kept().ofReader(call.reader);
      yield renderFollowing(await Promise.all(mine.map(shownOf)), telling());
    },

    /** @param what a topic, an id, or `everything` */
    async *unfollow(what: string, call: Call): AsyncGenerator<Message> {
      const store = kept();
      const mine = await store.ofReader(call.reader);
      const wanted = cleanText(what).toLowerCase();
      const whole = mine.find(({ id }) => id.toLowerCase() === wanted);
      if (wanted === EVERYTHING || whole) {
        const taken = whole ? [whole] : mine;
        for (const { id } of taken) await store.remove(id);
        if (!taken.length) return yield renderFollowing([], telling());
        const names = taken.map((one) => nameOfSubscription(one));
        return yield renderUnfollowed(several(names), []);
      }
      const isMeant = (topic: Topic) => [topicText(topic).toLowerCase(), topic.text.toLowerCase()].includes(wanted);
      const holding = mine.filter(({ include }) => include.some(isMeant));
      const topic = holding.flatMap(({ include }) => include).find(isMeant);
      if (!topic) {
        return yield renderSaid(
          'not-found',
          say('You do not follow “{what}”.', { what: shorten(cleanText(what), 60) }),
          say('Choose one while you type, or see {following}.', { following: { kind: 'command', name: 'following' } }),
        );
      }
      const left: Topic[] = [];
      for (const { id } of holding) {
        const after = await store.change(id, (now) => {
          const include = now.include.filter((other) => !isMeant(other));
          // Without any topic it would be every paper, and that is not what was asked for.
          return include.length ? { ...now, include } : undefined;
        });
        if (after?.include.some(isMeant)) await store.remove(id);
        else left.push(...(after?.include ?? []));
      }
      yield renderUnfollowed({ kind: 'strong', text: topic.text }, left);
    },

    async *followNow(which: string, call: Call): AsyncGenerator<Message> {
      const mine = await kept().ofReader(call.reader);
      const one = mine.find(({ id }) => id === which);
      if (one) yield* sendNow(deliveries, one, call);
      else yield gone();
    },

    async suggestFollowed(typed: string, typing: Typing | undefined): Promise<Choice[]> {
      if (!subscriptions || !typing) return [];
      const mine = await subscriptions.ofReader(typing.reader);
      const topics = mine
        .flatMap(({ include }) => include)
        .filter((topic, at, all) => all.findIndex((other) => isSame(other, topic)) === at);
      const choices = [
        ...topics.map((topic) => ({ name: shorten(topicText(topic), 100), value: topicText(topic) })),
        ...mine.map((one) => ({ name: shorten(`all of: ${nameOfSubscription(one)}`, 100), value: one.id })),
        ...(mine.length ? [{ name: 'everything', value: EVERYTHING }] : []),
      ];
      const wanted = cleanText(typed).toLowerCase();
      return choices.filter(({ name, value }) => name.toLowerCase().includes(wanted) && value.length <= 100);
    },
  };

  function kept(): SubscriptionStore {
    if (subscriptions) return subscriptions;
    throw needsDiscord();
  }

  async function shownOf(subscription: Subscription): Promise<Shown> {
    const statuses = await subscriptions?.statusOf([subscription.id]);
    return { subscription, status: statuses?.get(subscription.id) };
  }
}

/** @throws InvalidInput where they are too many */
function together(before: readonly Topic[], added: readonly Topic[]): Topic[] {
  const all = [...before, ...added.filter((topic) => !before.some((other) => isSame(other, topic)))];
  if (all.length <= MOST_TOPICS) return all;
  throw new InvalidInput(
    sayCounted({ one: 'You would follow {count} topic.', other: 'You would follow {count} topics.' }, all.length),
    say('At most {most} fit. /unfollow takes one away.', { most: MOST_TOPICS }),
  );
}

function isSame(one: Topic, other: Topic): boolean {
  return one.kind === other.kind && one.text.toLowerCase() === other.text.toLowerCase();
}

function gone(): Message {
  return renderSaid('not-found', say('You do not follow that any more.'));
}

function tooMany(count: number): InvalidInput {
  return new InvalidInput(
    sayCounted({ one: 'You follow {count} thing already.', other: 'You follow {count} things already.' }, count),
    say('/unfollow takes one away.'),
  );
}

function needsDiscord(): InvalidInput {
  return new InvalidInput(
    say('Following needs Discord: what you follow comes as a direct message.'),
    say('Type /follow in Discord. Here /trending shows what is new.'),
  );
}
