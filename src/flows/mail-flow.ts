/** "Send it to this address" → a mail that asks the address, and what the reader is told; the rest waits for a confirmation. */
import type { Call } from '../domain/command.ts';
import { MailFault } from '../domain/errors.ts';
import type { MailRequests } from '../domain/mail.ts';
import type { Message, MessageStatus } from '../domain/message.ts';
import type { Log } from '../domain/ports.ts';
import type { SubscriptionChoices } from '../domain/subscription.ts';
import { say, type Words } from '../domain/words.ts';
import type { MailSender } from '../mail/digest-sender.ts';
import { hintOf, readMailAddress } from '../mail/mail-address.ts';

export interface MailRooms {
  readonly requests: MailRequests;
  readonly sender: Pick<MailSender, 'askForConfirmation'>;
}

export type MailFlow = ReturnType<typeof createMailFlow>;

/** @param mail missing where no mail server is set up, or no public address for the links in mails */
export function createMailFlow(mail: MailRooms | undefined, log: Log) {
  return {
    /** Whether `/follow` may offer it. */
    sendsMail: mail !== undefined,

    /**
     * For `/follow mail:`. Nothing is subscribed to yet: the address is asked first (double opt-in), and the subscription
     * begins when the button on the page is pressed. All messages are for the reader alone, for the address is personal.
     * @param choices checked ones, as for a direct message @param typed the address as the reader typed it
     * @throws StateFault
     */
    async *followByMail(choices: SubscriptionChoices, typed: string, call: Call): AsyncGenerator<Message> {
      if (!mail) return yield told('failed', NO_MAIL, NO_MAIL_HELP);
      const address = readMailAddress(typed);
      if (!address) return yield told('invalid', say('That is no mail address that I can write to.'), ADDRESS_HELP);
      yield told('progress', say('Sending a mail that asks for your confirmation …'));
      const asked = await mail.requests.request({ address, reader: call.reader, choices });
      if (asked.kind === 'refused-before') return yield told('failed', REFUSED, REFUSED_HELP);
      if (asked.kind === 'too-many') {
        const until = {
          kind: 'time',
          at: asked.until,
          as: 'moment',
          zone: choices.schedule.zone,
          now: asked.until,
        } as const;
        return yield told('failed', TOO_MANY[asked.of], say('You can ask again from {until}.', { until }));
      }
      const { pending, token } = asked;
      try {
        const outcome = await mail.sender.askForConfirmation(pending, token, call.signal);
        if (outcome.kind === 'sent') {
          return yield told('ok', say('I sent a mail to {address}.', { address: hintOf(address) }), SENT_HELP);
        }
        log.warn('mail-confirmation-refused', { detail: outcome.detail });
        await mail.requests.drop(pending.id);
        yield told(
          'invalid',
          say('The mail server of {address} says that there is no such address.', { address: hintOf(address) }),
          ADDRESS_HELP,
        );
      } catch (error) {
        const isNotSent = error instanceof MailFault && error.notSent;
        await (isNotSent ? mail.requests.withdraw(pending.id) : mail.requests.drop(pending.id));
        if (!(error instanceof MailFault)) throw error;
        log.error('mail-confirmation-not-sent', { error });
        yield told(
          'failed',
          say('The mail could not be sent.'),
          say('Try again later; whoever runs this bot finds the reason in its log.'),
        );
      }
    },
  };
}

const NO_MAIL = say('This bot does not send mail.');
const NO_MAIL_HELP = say('Without an address, the papers come to you as a direct message.');
const ADDRESS_HELP = say('Write one address, such as ada@example.org.');
const REFUSED = say('Whoever reads mail at this address asked never to be written to.');
const REFUSED_HELP = say('Use another address, or let the papers come as a direct message.');
const SENT_HELP = say(
  'Open the link in it within 48 hours and press the button: the papers come from then on. If it does not arrive, look among the junk mail.',
);
const TOO_MANY: Readonly<Record<'address' | 'reader', Words>> = {
  address: say('This address was asked several times within a day.'),
  reader: say('You asked for several confirmations within a day.'),
};

function told(status: MessageStatus, line: Words, help?: Words): Message {
  return {
    status,
    private: true,
    blocks: [{ kind: 'paragraph', line: [line] }, ...(help ? [{ kind: 'note', line: [help] } as const] : [])],
  };
}
