/**
 * In: the durable database. Out: the key that mails, their links and the hashes of addresses are made with.
 *
 * It lies in the database because every process that shares the database must know the links that another one sent.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { MailSigner } from '../domain/mail.ts';
import { stateFault } from './state-fault.ts';
import type { StateDatabase } from './tables.ts';

export interface MailKey extends MailSigner {
  /** Names something without telling what it is. */
  hash(text: string): string;
}

const KEY_BYTES = 32;
/** 80 bits: what is tried over the network is slow, and a message id has to fit into 100 characters (RFC 3461, 4.4). */
const SIGNATURE_LENGTH = 20;

/** Makes the key where there is none; of two processes that start together one makes it, and both use it. @throws StateFault */
export async function openMailKey(database: StateDatabase): Promise<MailKey> {
  try {
    await database
      .insertInto('mail_key')
      .values({ id: 1, secret: randomBytes(KEY_BYTES).toString('base64url') })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const { secret } = await database
      .selectFrom('mail_key')
      .select('secret')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow();
    return createMailKey(secret);
  } catch (error) {
    throw stateFault(error, 'the key of mails');
  }
}

export function createMailKey(secret: string): MailKey {
  const digest = (purpose: string, text: string) => createHmac('sha256', secret).update(`${purpose}\n${text}`);
  const sign = (text: string) => digest('sign', text).digest('hex').slice(0, SIGNATURE_LENGTH);
  return {
    sign,
    isSigned(text, signature) {
      const [expected, given] = [Buffer.from(sign(text)), Buffer.from(signature.toLowerCase())];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
    hash: (text) => digest('hash', text).digest('base64url'),
  };
}
