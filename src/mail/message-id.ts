/** What a mail is ⇄ its message id, which is signed: a bounce that somebody made up stops nobody's mail. Pure. */
import type { MailSigner, SentMail } from '../domain/mail.ts';

const MESSAGE_ID = /<?paperboy\.(digest|confirmation)\.([\w-]{1,64})\.([\w-]{0,64})\.([0-9a-f]{16,64})@/gi;

/**
 * The same for the same mail sent again, so that mail programs show it once.
 * @param key of the delivery; letters, digits, `_` and `-` @param domain of the sender
 */
export function messageIdOf(mail: SentMail, key: string, domain: string, signer: MailSigner): string {
  const name = nameOf(mail);
  return `<paperboy.${mail.kind}.${name}.${key}.${signer.sign(signedText(mail, key))}@${domain}>`;
}

/** The mail that a text speaks of: a header, an envelope id. The first one whose signature is ours. */
export function readMessageId(text: string, signer: MailSigner): SentMail | undefined {
  for (const [, kind, name = '', key = '', signature = ''] of text.matchAll(MESSAGE_ID)) {
    const mail: SentMail =
      kind?.toLowerCase() === 'digest' ? { kind: 'digest', subscription: name } : { kind: 'confirmation', id: name };
    if (signer.isSigned(signedText(mail, key), signature)) return mail;
  }
  return undefined;
}

function nameOf(mail: SentMail): string {
  return mail.kind === 'digest' ? mail.subscription : mail.id;
}

function signedText(mail: SentMail, key: string): string {
  return `message:${mail.kind}:${nameOf(mail)}:${key}`;
}
