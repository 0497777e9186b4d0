/** Which daily post of the server is meant, and whether who asks may change it. */
import type { Call } from '../domain/command.ts';
import type { SubscriptionStore } from '../domain/delivery.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import type { Subscription } from '../domain/subscription.ts';
import { say } from '../domain/words.ts';
import { renderSaid, renderWhich } from '../render/subscriptions.ts';
import { nameOfSubscription } from './daily-names.ts';

export type Found = { readonly subscription: Subscription } | { readonly message: Message };

export function createDailyFinder(subscriptions: SubscriptionStore | undefined) {
  return { find, findOrNone, managed };

  /** Only of the server of the call: an id of another server's is not found. */
  async function find(which: string | undefined, command: string, call: Call): Promise<Found> {
    const found = await findOrNone(which, command, call);
    const setup = { kind: 'command', name: 'daily setup' } as const;
    return (
      found ?? {
        message: renderSaid(
          'not-found',
          say('There is no daily post in this server yet.'),
          say('{setup} sets one up.', { setup }),
        ),
      }
    );
  }

  async function findOrNone(which: string | undefined, command: string, call: Call): Promise<Found | undefined> {
    const { server, store } = managed(call);
    const mine = await store.ofServer(server);
    const nameOf = (one: Subscription) => nameOfSubscription(one, (channel) => call.postPlace?.(channel)?.name);
    if (which !== undefined) {
      const wanted = which.trim();
      const named = mine.filter((one) => nameOf(one).toLowerCase().includes(wanted.toLowerCase()));
      const one = mine.find(({ id }) => id === wanted) ?? (named.length === 1 ? named[0] : undefined);
      if (one) return { subscription: one };
      const list = { kind: 'command', name: 'daily list' } as const;
      return {
        message: renderSaid(
          'not-found',
          say('There is no such daily post in this server.'),
          say('Choose one while you type, or see {list}.', { list }),
        ),
      };
    }
    const here = mine.filter(({ to }) => to.kind === 'channel' && to.channel === call.place);
    const [only] = mine.length === 1 ? mine : here.length === 1 ? here : [];
    if (only) return { subscription: only };
    return mine.length ? { message: renderWhich(mine, command, nameOf) } : undefined;
  }

  /** @throws InvalidInput outside of servers, and for who does not look after this one */
  function managed(call: Call): { server: string; store: SubscriptionStore } {
    const { server, mayManage } = call;
    if (server === undefined || !subscriptions) throw notHere();
    if (mayManage) return { server, store: subscriptions };
    throw new InvalidInput(
      say('Only those who manage this server may change its daily posts.'),
      say('You need the permission “Manage Server”. /follow sends papers to you directly.'),
    );
  }
}

export function notHere(): InvalidInput {
  return new InvalidInput(
    say('Daily posts are for channels of a Discord server.'),
    say('Type it in a server that you manage. /follow sends papers to you directly.'),
  );
}
