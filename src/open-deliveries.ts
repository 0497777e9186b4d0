/** Part of the composition root: the state database and who sends in; subscriptions, past digests and the loop that delivers out. */
import { randomUUID } from 'node:crypto';
import { createDeliveries, type DeliveryLoop } from './digest/deliveries.ts';
import { createSlotTimes } from './digest/schedule.ts';
import { createWake } from './digest/wake.ts';
import type { Clock } from './domain/clock.ts';
import type { DigestComposer, DigestSender, PastDigests, SubscriptionStore } from './domain/delivery.ts';
import { DiscordFault, MailFault } from './domain/errors.ts';
import type { Log } from './domain/ports.ts';
import type { Destination } from './domain/subscription.ts';
import { createDeliveryLedger } from './state/delivery-ledger.ts';
import { createPastDigests } from './state/past-digests.ts';
import { createSubscriptionStore } from './state/subscriptions.ts';
import type { StateDatabase } from './state/tables.ts';

export interface DeliveryTools {
  readonly clock: Clock;
  readonly log: Log;
  readonly state: () => Promise<StateDatabase>;
  /** Asked when something is due. */
  readonly composer: () => DigestComposer;
  /** Missing until Discord is connected. */
  readonly discord: () => DigestSender | undefined;
  /** Missing where no mail is sent. */
  readonly mail?: DigestSender | undefined;
  readonly catchUpMilliseconds: number;
  readonly repostMilliseconds: number;
}

export interface OpenDeliveries {
  readonly subscriptions: SubscriptionStore;
  readonly pastDigests: PastDigests;
  readonly loop: DeliveryLoop;
}

/** Nothing is opened before it is asked for. */
export function openDeliveries(tools: DeliveryTools): OpenDeliveries {
  const { clock, log, state, composer, discord, mail, catchUpMilliseconds, repostMilliseconds } = tools;
  const slots = createSlotTimes();
  const wake = createWake(clock);
  const books = { database: state, slots, clock, catchUpMilliseconds };
  const senderFor = (kind: Destination['kind']) => (kind === 'mail' ? mail : discord()) ?? nobodySends(kind);
  return {
    subscriptions: createSubscriptionStore({ ...books, onChange: () => wake.now() }),
    pastDigests: createPastDigests(state),
    loop: createDeliveries({
      ledger: createDeliveryLedger({ ...books, process: randomUUID() }),
      composer: { compose: (...asked) => composer().compose(...asked) },
      ...{ senderFor, slots, clock, log, wake, catchUpMilliseconds, repostMilliseconds },
    }),
  };
}

/** What is due is tried again within its hours: an operator may set up what is missing. */
function nobodySends(kind: Destination['kind']): DigestSender {
  return {
    async send() {
      if (kind === 'mail') throw new MailFault('No mail server is set up.', 'Set SMTP_URL and MAIL_FROM.');
      throw new DiscordFault('Discord is not connected yet.', 'It is tried again later.', { retryable: true });
    },
  };
}
