/** A mail that came back in; which of our mails it was, and whether the address is lost, out. */
import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { MailSigner, SentMail } from '../domain/mail.ts';
import { readMessageId } from './message-id.ts';
import { isAboutSender, isStatusOfLostAddress, saysAddressIsLost, withoutAddresses } from './smtp-fault.ts';

export type Bounce =
  /** It will never arrive. @param detail the server's reason, without addresses */
  | { readonly kind: 'failed'; readonly mail: SentMail; readonly detail: string }
  /** Late, delivered, relayed; or refused for what passes: its looks, its sender, a full mailbox. Nothing to do. */
  | { readonly kind: 'passing'; readonly mail: SentMail }
  /** A delivery report, of no mail of ours that can be told. */
  | { readonly kind: 'not-ours' }
  /** An answer of a person or of a machine. */
  | { readonly kind: 'no-report' };

const REPORT_PARTS = new Set(['message/delivery-status', 'message/global-delivery-status']);
const RETURNED_PARTS = /^(?:message\/(?:rfc822|global)(?:-headers)?|text\/rfc822-headers)$/;
/** A returned mail may come whole; its headers are at its beginning. */
const LONGEST_PART = 200_000;

/**
 * Delivery status notifications as RFC 3464 describes them. Which mail it was is told by the envelope id (RFC 3461) or
 * by the message id in what was returned; both are signed, so that nobody can stop another's mail by a made-up report.
 * @param raw at most a few megabytes @throws Error when it is no mail at all
 */
export async function readBounce(raw: Uint8Array, signer: MailSigner): Promise<Bounce> {
  const email = await PostalMime.parse(raw, { forceRfc822Attachments: true });
  const reports = partsOf(email, (type) => REPORT_PARTS.has(type));
  if (!reports.length) return { kind: 'no-report' };
  const returned = partsOf(email, (type) => RETURNED_PARTS.test(type));
  const mail = [...reports, ...returned].map((text) => readMessageId(unfolded(text), signer)).find(Boolean);
  if (!mail) return { kind: 'not-ours' };
  const fields = reports.map(unfolded).join('\n');
  const reason = /^Diagnostic-Code:\s*(?:[\w-]+;)?\s*(.+)$/im.exec(fields)?.[1];
  const status = /^Status:\s*([\d.]+)/im.exec(fields)?.[1] ?? '';
  const isFailed = /^Action:\s*failed\s*$/im.test(fields) && isOfLostAddress(status, reason ?? '');
  return isFailed ? { kind: 'failed', mail, detail: withoutAddresses(reason ?? status) } : { kind: 'passing', mail };
}

/** By the same rule as an answer to ourselves; where the report knows nothing closer than "failed", by what it quotes. */
function isOfLostAddress(status: string, reason: string): boolean {
  const [, kind, subject = '0', detail = '0'] = /^(\d)\.(\d{1,3})\.(\d{1,3})$/.exec(status) ?? [];
  if (kind && kind !== '5') return false;
  if (subject === '0' && detail === '0') return saysAddressIsLost(reason, { isOfRecipient: true });
  return !isAboutSender(reason) && isStatusOfLostAddress(subject, detail);
}

function partsOf(email: Email, isWanted: (type: string) => boolean): string[] {
  return email.attachments.filter(({ mimeType }) => isWanted(mimeType)).map(textOf);
}

function textOf({ content }: Attachment): string {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content.slice(0, LONGEST_PART));
  return text.slice(0, LONGEST_PART);
}

/** Long fields go on in lines that begin with white space. */
function unfolded(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/\n[ \t]+/g, ' ');
}
