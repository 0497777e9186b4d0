/** One subscription → the lines that every message about it shares. */
import type { DeliveryStatus, UnsentState } from '../domain/delivery.ts';
import type { Block, Line } from '../domain/message.ts';
import { whyPaused } from '../domain/pause-words.ts';
import type { Pause, Subscription, Topic } from '../domain/subscription.ts';
import { say, sayCounted, type Words } from '../domain/words.ts';
import { choicesInWords } from './describe-choices.ts';
import { labelled } from './paper-lines.ts';

/** A subscription, and how it stands with it. */
export interface Shown {
  readonly subscription: Subscription;
  readonly status?: DeliveryStatus | undefined;
}

export interface Telling {
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function rowsOf(subscription: Subscription): Line[] {
  const { to, language, style, role, emptyDay, leastUpvotes } = subscription;
  return [
    ...(to.kind === 'channel' ? [labelled(say('Where'), placeOf(subscription))] : []),
    labelled(say('What'), choicesInWords(subscription)),
    ...(leastUpvotes ? [labelled(say('Least upvotes'), String(leastUpvotes))] : []),
    ...(to.kind === 'channel' ? [labelled(say('Look'), STYLES[style]())] : []),
    ...(language ? [labelled(say('Language'), languageNamed(language))] : []),
    ...(role ? [labelled(say('Told'), { kind: 'mention', of: 'role', id: role })] : []),
    labelled(
      say('On a day without papers'),
      emptyDay === 'silence' ? say('nothing is posted') : say('one line says so'),
    ),
  ];
}

const STYLES: Readonly<Record<Subscription['style'], () => Words>> = {
  cards: () => say('a card for each paper, with buttons'),
  compact: () => say('a short list'),
  thread: () => say('a headline, with the papers in a thread below it'),
};

export function nextRow(status: DeliveryStatus | undefined, subscription: Subscription, telling: Telling): Line {
  return status?.next === undefined
    ? labelled(say('Next'), say('none, it is paused'))
    : labelled(say('Next'), moment(status.next, subscription, telling));
}

export function statusLines(subscription: Subscription, status: DeliveryStatus | undefined, telling: Telling): Line[] {
  const { last, lastUnsent, next, underWay } = status ?? {};
  const pause = status?.pause ?? subscription.pause;
  return [
    ...(last
      ? [
          [
            sayCounted({ one: 'Last: {when}, {count} paper', other: 'Last: {when}, {count} papers' }, last.papers, {
              when: relative(last.sentAt, telling),
            }),
          ],
        ]
      : [[say('Nothing was sent yet.')]]),
    ...(lastUnsent && !pause ? [[unsentWords(lastUnsent.state, relative(lastUnsent.slot.at, telling))]] : []),
    ...(pause ? pauseLines(pause, telling) : []),
    ...(underWay ? [[say('It is being sent now.')]] : []),
    ...(next !== undefined && !pause ? [[say('Next: {when}', { when: moment(next, subscription, telling) })]] : []),
    ...(next !== undefined && pause ? [[say('It is tried again {when}.', { when: relative(next, telling) })]] : []),
  ];
}

function pauseLines({ reason, since, detail }: Pause, telling: Telling): Line[] {
  return [
    [{ kind: 'strong', text: say('Paused') }, ' ', relative(since, telling), '. ', whyPaused(reason)],
    ...(detail ? [[detail]] : []),
  ];
}

function unsentWords(state: UnsentState, when: Line[number]): Words {
  switch (state) {
    case 'silent':
      return say('Nothing new fitted {when}, so nothing was posted.', { when });
    case 'skipped':
      return say('The one of {when} was left out: it would have come too late.', { when });
    case 'failed':
    case 'lost':
      return say('The one of {when} could not be posted.', { when });
    case 'paused':
      return say('The one of {when} was left out while it was paused.', { when });
    case 'uncertain':
      return say('Whether the one of {when} arrived cannot be told.', { when });
  }
}

export function placeOf({ to }: Subscription): Line[number] {
  switch (to.kind) {
    case 'channel':
      return { kind: 'mention', of: 'channel', id: to.channel };
    case 'reader':
      return say('Direct message');
    case 'mail':
      return say('Mail to {address}', { address: to.address });
  }
}

/** "Monday, 23 November 2026 at 09:00, in 9 hours". */
function moment(at: number, { schedule }: Subscription, { now }: Telling): Words {
  return say('{moment}, {distance}', {
    moment: { kind: 'time', at, as: 'moment', zone: schedule.zone, now },
    distance: { kind: 'time', at, as: 'relative', now },
  });
}

function relative(at: number, { now }: Telling): Line[number] {
  return { kind: 'time', at, as: 'relative', now };
}

export function topicSpan({ text }: Topic): Line[number] {
  return { kind: 'strong', text };
}

function languageNamed(code: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
}

export function note(words: Words): Block {
  return { kind: 'note', line: [words] };
}

export function command(name: string): Line[number] {
  return { kind: 'command', name };
}

export function code(text: string): Line[number] {
  return { kind: 'code', text };
}
