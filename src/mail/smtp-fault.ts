/** What an SMTP server answered in; whether the address is lost or somebody else is at fault out. Pure. */
import { MailFault } from '../domain/errors.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';

/** Facts that nodemailer puts at its errors. */
interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  /** Of the system, where `code` is the library's. */
  readonly originalCode?: string;
}

export type SmtpVerdict =
  /** There is no such mailbox. */
  { readonly kind: 'refused'; readonly detail: string } | { readonly kind: 'fault'; readonly fault: MailFault };

const LONGEST_ANSWER = 160;
/** RFC 5321 (4.2.3): no such mailbox, not local, name not allowed. */
const NO_SUCH_MAILBOX = new Set([550, 551, 553]);
/** What ends before a mail is handed over. */
const BEFORE_ANY_MAIL = new Set([
  'EAUTH',
  'ETLS',
  'EREQUIRETLS',
  'EDNS',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const CHECK_SETTINGS = 'Check SMTP_URL and MAIL_FROM.';

/** "Relaying denied" and "looks like spam" (5.7) are about us, and stop nobody's mail. */
export function judgeSmtpError(error: unknown): SmtpVerdict {
  const { command, response } = factsOf(error);
  const said = withoutAddresses(response ?? '');
  if (command !== 'MAIL FROM' && saysAddressIsLost(response ?? '', { isOfRecipient: command === 'RCPT TO' })) {
    return { kind: 'refused', detail: said };
  }
  return { kind: 'fault', fault: faultOf(said, error) };
}

/** An answer for the log: whom the mail was to is nobody's business there. */
export function withoutAddresses(text: string): string {
  return shorten(cleanText(text).replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, '(address)'), LONGEST_ANSWER);
}

/**
 * Whether a server's answer, such as "550 5.1.1 no such user", says so of the recipient's address: by its enhanced status,
 * or by a code for it without any.
 * @param isOfRecipient whether a code alone, without a status, is about the recipient
 */
export function saysAddressIsLost(answer: string, { isOfRecipient }: { readonly isOfRecipient: boolean }): boolean {
  const [, code, subject, detail] = /^(5\d\d)(?:[ -]5\.(\d{1,3})\.(\d{1,3})\b)?/.exec(answer) ?? [];
  if (!code || isAboutSender(answer)) return false;
  if (subject && detail) return isStatusOfLostAddress(subject, detail);
  return (
    isOfRecipient &&
    NO_SUCH_MAILBOX.has(Number(code)) &&
    !/relay|spam|block|policy|spf|dkim|dmarc/i.test(withoutAddresses(answer))
  );
}

/**
 * An enhanced status 5.SUBJECT.DETAIL (RFC 3463) of the recipient's address or mailbox. 5.1.7 and 5.1.8 are of the
 * sender's address; 5.2.2 is a full mailbox, which may be emptied.
 */
export function isStatusOfLostAddress(subject: string, detail: string): boolean {
  return (subject === '1' && detail !== '7' && detail !== '8') || (subject === '2' && detail !== '2');
}

/** Postfix says of a sender that it does not know "5.1.0 …: Sender address rejected", which is no word on the recipient. */
export function isAboutSender(answer: string): boolean {
  return /\bsender\b/i.test(withoutAddresses(answer));
}

function faultOf(said: string, cause: unknown): MailFault {
  const { code, command, responseCode, originalCode } = factsOf(cause);
  const answer = said ? ` It said: “${said}”` : '';
  const retryable = !responseCode || responseCode < 500;
  const notSent = Boolean(responseCode) || [code, originalCode].some((one) => one && BEFORE_ANY_MAIL.has(one));
  const fault = (message: string, help: string, passes = retryable) =>
    new MailFault(message, help, { cause: withoutRecipient(cause), retryable: passes, notSent });
  if (code === 'EAUTH') {
    return fault(`The mail server refused the user name or the password.${answer}`, 'Correct them in SMTP_URL.');
  }
  if (code === 'ETLS' || code === 'EREQUIRETLS' || isCertificate(cause)) {
    return fault(
      `The connection to the mail server could not be encrypted.${answer}`,
      'smtps:// is for port 465, smtp:// for 587 and 25; the certificate must be valid for the name in SMTP_URL.',
      true,
    );
  }
  if (responseCode && (command === 'MAIL FROM' || (responseCode >= 500 && isAboutSender(said)))) {
    return fault(`The mail server does not take mail from this sender.${answer}`, 'Correct MAIL_FROM.');
  }
  if (responseCode && responseCode >= 500) {
    return fault(`The mail server refused the mail.${answer}`, CHECK_SETTINGS);
  }
  if (responseCode) return fault(`The mail server cannot take the mail now.${answer}`, 'It is tried again by itself.');
  if (code === 'ETIMEDOUT') {
    return fault('The mail server did not answer in time.', 'It is tried again by itself.');
  }
  return fault(`The mail server cannot be reached (${code ?? 'no reason given'}).`, CHECK_SETTINGS, true);
}

function factsOf(error: unknown): SmtpError {
  return error && typeof error === 'object' ? (error as SmtpError) : {};
}

function isCertificate(error: unknown): boolean {
  return error instanceof Error && /certificate|self-signed|altname/i.test(error.message);
}

/** Whatever the library put at its error may hold the address; the log gets what happened and nothing of whom. */
function withoutRecipient(error: unknown): Error {
  const { code, command, responseCode } = factsOf(error);
  const message = error instanceof Error ? withoutAddresses(error.message) : 'unknown';
  return new Error([message, code, command, responseCode].filter(Boolean).join(' · '));
}
