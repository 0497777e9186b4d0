/** A subscription ⇄ what proves that its unsubscribe link came from us. It lasts as long as the key, and needs no table. Pure. */
import type { MailSigner } from '../domain/mail.ts';
import type { SubscriptionId } from '../domain/subscription.ts';

export function unsubscribeSignature(id: SubscriptionId, signer: MailSigner): string {
  return signer.sign(textOf(id));
}

export function isUnsubscribeSignature(id: SubscriptionId, signature: string, signer: MailSigner): boolean {
  return signer.isSigned(textOf(id), signature);
}

function textOf(id: SubscriptionId): string {
  return `unsubscribe:${id}`;
}
