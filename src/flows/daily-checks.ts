/** What an admin chose for a daily post → where it can go, or why it cannot be so. */
import type { Call, PostPlace } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Subscription, SubscriptionChoices } from '../domain/subscription.ts';
import { type Label, say, sayCounted } from '../domain/words.ts';
import { topicsText } from './daily-topics.ts';

/** @throws InvalidInput where nothing can be posted, or I cannot look */
export function placeFor(channel: string | undefined, call: Call): PostPlace {
  const place = call.postPlace?.(channel);
  if (place) return place;
  const [lack] = call.whatIsLacking?.(channel) ?? [];
  const help: Label = lack ?? say('Choose a text, announcement or forum channel, or a thread.');
  throw new InvalidInput(
    channel === undefined
      ? say('Nothing can be posted in this channel.')
      : say('Nothing can be posted in that channel.'),
    help,
  );
}

/** What the server is answered in holds for its posts, too. */
export function languageOf({ settings }: Call): Pick<SubscriptionChoices, 'language'> {
  return settings?.language === undefined ? {} : { language: settings.language };
}

export function checkRole(role: string | undefined, call: Call): void {
  if (role === undefined || role !== call.server) return;
  throw new InvalidInput(
    say('A daily post does not tell everybody in the server.'),
    say('Choose a role that people take by themselves, or leave it out.'),
  );
}

/** The same post twice in one channel is one too many. */
export function isTwin(one: SubscriptionChoices, other: SubscriptionChoices): boolean {
  const key = ({ edition, include, exclude, schedule: { time } }: SubscriptionChoices) =>
    JSON.stringify([edition, time, topicsText(include).toLowerCase(), topicsText(exclude).toLowerCase()]);
  return key(one) === key(other);
}

/** What a change may take away must not stay behind. */
export function withoutOptional({
  language: _,
  role: __,
  ...rest
}: Subscription): Omit<Subscription, 'language' | 'role'> {
  return rest;
}

export function sorted(value: Subscription): unknown {
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function tooMany(count: number): InvalidInput {
  return new InvalidInput(
    sayCounted(
      { one: 'This server has {count} daily post already.', other: 'This server has {count} daily posts already.' },
      count,
    ),
    say('More than that nobody reads. Remove one, or change one with /daily edit.'),
  );
}
