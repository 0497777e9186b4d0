/** Why nothing is sent, in words for those whom it concerns. */
import type { PauseReason } from './subscription.ts';
import { say, type Words } from './words.ts';

/** In a sentence. */
export function whyPaused(reason: PauseReason): Words {
  switch (reason) {
    case 'admin':
      return say('Somebody who manages the server paused it.');
    case 'missing-permission':
      return say('I am missing a permission there.');
    case 'channel-deleted':
      return say('The channel was deleted, or nobody can write in it.');
    case 'thread-archived':
      return say('The thread is closed, and I may not open it again.');
    case 'bot-removed':
      return say('I am not in that server any more.');
    case 'direct-messages-closed':
      return say('Discord does not let me write direct messages to you.');
    case 'mail-bounced':
      return say('The mail server of the address refuses mails.');
    case 'failures':
      return say('It could not be posted several times in a row.');
  }
}
