/** "Now" → a subscription's digest is sent at once, and who asked is told what came of it. */
import type { Call } from '../domain/command.ts';
import type { Deliveries } from '../domain/delivery.ts';
import type { Message } from '../domain/message.ts';
import { whyPaused } from '../domain/pause-words.ts';
import type { Subscription } from '../domain/subscription.ts';
import { say, sayCounted } from '../domain/words.ts';
import { renderProgress } from '../render/notices.ts';
import { renderSaid } from '../render/subscriptions.ts';

/** @param deliveries missing where nothing is posted: in the terminal */
export async function* sendNow(
  deliveries: Deliveries | undefined,
  subscription: Subscription,
  call: Call,
): AsyncGenerator<Message> {
  if (!deliveries) {
    yield renderSaid('invalid', say('Posting needs Discord.'), say('Start the bot, and try it in the server.'));
    return;
  }
  yield renderProgress(say('Choosing the papers…'));
  const outcome = await deliveries.now(subscription.id, call.signal);
  const { to } = subscription;
  const channel = to.kind === 'channel' ? ({ kind: 'mention', of: 'channel', id: to.channel } as const) : '';
  switch (outcome.kind) {
    case 'sent': {
      const count = outcome.digest.entries.length;
      const words =
        to.kind === 'channel'
          ? sayCounted(
              { one: 'Posted in {channel}: {count} paper.', other: 'Posted in {channel}: {count} papers.' },
              count,
              { channel },
            )
          : sayCounted({ one: 'Sent: {count} paper.', other: 'Sent: {count} papers.' }, count);
      return yield renderSaid('ok', words);
    }
    case 'silent':
      return yield renderSaid(
        'ok',
        say('Nothing was posted: no new paper fits.'),
        say('Fewer topics, fewer upvotes or another day may bring some.'),
      );
    case 'lost':
      return yield renderSaid(
        'failed',
        whyPaused(outcome.reason),
        outcome.detail ? say('{detail}', { detail: outcome.detail }) : undefined,
      );
    case 'under-way':
      return yield renderSaid('ok', say('It is being posted at this moment.'));
    case 'not-found':
      return yield gone();
  }
}

export function gone(): Message {
  return renderSaid('not-found', say('That daily post is gone; somebody has removed it.'));
}
