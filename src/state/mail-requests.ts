/** In: mail addresses that somebody asked for. Out: tokens to confirm them with; addresses are kept no longer than it takes. */
import { createHash, randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../domain/clock.ts';
import type { ConfirmOutcome, MailRequest, MailRequestOutcome, MailRequests, PendingMail } from '../domain/mail.ts';
import type { SubscriptionChoices } from '../domain/subscription.ts';
import type { MailKey } from './mail-key.ts';
import { stateFault } from './state-fault.ts';
import type { MailRequestTable, StateDatabase } from './tables.ts';

export interface MailRequestsOptions {
  readonly database: () => Promise<StateDatabase>;
  readonly key: () => Promise<MailKey>;
  /** The same text for every spelling that reaches the same person. */
  readonly mailboxOf: (address: string) => string;
  readonly clock: Clock;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long a token can be used. */
export const CONFIRM_WITHIN = 48 * HOUR;
const CLAIM_MILLISECONDS = 60_000;
/** Mails that ask for a confirmation, within a day: whoever is written to without having asked gets few. */
const MOST_OF_ADDRESS = 3;
const MOST_OF_READER = 5;
const TOKEN_BYTES = 32;
const PLACE = 'the record of mail addresses';
/** Written by us; what stands in it is checked when the subscription is made. */
const storedChoices = z.custom<SubscriptionChoices>((value) => typeof value === 'object' && value !== null);

export function createMailRequests({ database, key, mailboxOf, clock }: MailRequestsOptions): MailRequests {
  const guarded = async <T>(work: (on: StateDatabase, key: MailKey) => Promise<T>): Promise<T> => {
    try {
      return await work(await database(), await key());
    } catch (error) {
      throw stateFault(error, PLACE);
    }
  };
  const keyOf = (hash: MailKey['hash'], address: string) => hash(`address:${mailboxOf(address)}`);
  const find = async (on: StateDatabase, token: string) =>
    on.selectFrom('mail_request').selectAll().where('token_hash', '=', hashOf(token)).executeTakeFirst();
  const end = (id: string, state: 'used' | 'dropped') =>
    guarded(async (on) => {
      await on
        .updateTable('mail_request')
        .set({ ...NOBODY, state })
        .where('id', '=', id)
        .execute();
    });

  return {
    request: (request) =>
      guarded(async (on, { hash }) => {
        const now = clock.now();
        const addressKey = keyOf(hash, request.address);
        const readerKey = hash(`reader:${request.reader}`);
        const refusal = await on
          .selectFrom('mail_refusal')
          .select('address_key')
          .where('address_key', '=', addressKey)
          .executeTakeFirst();
        if (refusal) return { kind: 'refused-before' };
        const made = newRequest(request, now);
        const row = { ...made.row, address_key: addressKey, reader_key: readerKey };
        // Written before it is counted: of several that come at once, none gets past the limit.
        await on.insertInto('mail_request').values(row).execute();
        const tooMany =
          (await countedTo(on, 'address_key', addressKey, MOST_OF_ADDRESS, now)) ??
          (await countedTo(on, 'reader_key', readerKey, MOST_OF_READER, now));
        if (!tooMany) return made.outcome;
        await deleteRow(on, row.id);
        return tooMany;
      }),

    look: (token) => guarded(async (on) => outcomeOf(await find(on, token), clock.now())),

    claim: (token) =>
      guarded(async (on) => {
        const now = clock.now();
        const outcome = outcomeOf(await find(on, token), now);
        if (outcome.kind !== 'claimed') return outcome;
        const { numUpdatedRows } = await on
          .updateTable('mail_request')
          .set({ claimed_until: now + CLAIM_MILLISECONDS })
          .where('id', '=', outcome.pending.id)
          .where('state', '=', 'pending')
          .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<=', now)]))
          .executeTakeFirst();
        return numUpdatedRows > 0n ? outcome : { kind: 'used' };
      }),

    finish: (id) => end(id, 'used'),
    drop: (id) => end(id, 'dropped'),
    withdraw: (id) => guarded((on) => deleteRow(on, id)),

    release: (id) =>
      guarded(async (on) => {
        await on.updateTable('mail_request').set({ claimed_until: null }).where('id', '=', id).execute();
      }),

    refuse: (token) =>
      guarded(async (on, { hash }) => {
        const row = await find(on, token);
        if (!row) return undefined;
        const { address_key } = row;
        await on
          .insertInto('mail_refusal')
          .values({ address_key, refused_at: clock.now() })
          .onConflict((conflict) => conflict.column('address_key').doNothing())
          .execute();
        const dropped = { ...NOBODY, state: 'dropped' };
        await on.updateTable('mail_request').set(dropped).where('address_key', '=', address_key).execute();
        return (address: string) => keyOf(hash, address) === address_key;
      }),

    deleteExpired: () =>
      guarded(async (on) => {
        await on.deleteFrom('mail_request').where('expires_at', '<=', clock.now()).execute();
      }),

    forget: (reader) =>
      guarded(async (on, { hash }) => {
        // The row stays without a name until it is too old: forgetting gives nobody new mails to send.
        const dropped = { ...NOBODY, state: 'dropped' };
        await on
          .updateTable('mail_request')
          .set(dropped)
          .where('reader_key', '=', hash(`reader:${reader}`))
          .execute();
      }),
  };
}

const NOBODY = { address: null, reader: null, choices: null };

async function deleteRow(on: StateDatabase, id: string): Promise<void> {
  await on.deleteFrom('mail_request').where('id', '=', id).execute();
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function newRequest({ address, reader, choices }: MailRequest, now: number) {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const id = randomBytes(12).toString('base64url');
  const outcome: MailRequestOutcome = { kind: 'pending', token, pending: { id, address, reader, choices } };
  const row = {
    ...{ id, address, reader, choices: JSON.stringify(choices), token_hash: hashOf(token) },
    ...{ created_at: now, expires_at: now + CONFIRM_WITHIN, claimed_until: null, state: 'pending' },
  };
  return { outcome, row };
}

/** @returns what is said where there are more than so many of a day, this one among them */
async function countedTo(
  on: StateDatabase,
  column: 'address_key' | 'reader_key',
  value: string,
  most: number,
  now: number,
): Promise<MailRequestOutcome | undefined> {
  const rows = await on
    .selectFrom('mail_request')
    .select('created_at')
    .where(column, '=', value)
    .where('created_at', '>', now - DAY)
    .orderBy('created_at')
    .execute();
  if (rows.length <= most) return undefined;
  return {
    kind: 'too-many',
    of: column === 'address_key' ? 'address' : 'reader',
    until: Number(rows[0]?.created_at ?? now) + DAY,
  };
}

function outcomeOf(row: Selectable<MailRequestTable> | undefined, now: number): ConfirmOutcome {
  if (!row || Number(row.expires_at) <= now) return { kind: 'unknown' };
  const pending = row.state === 'pending' ? pendingOf(row) : undefined;
  if (pending) return { kind: 'claimed', pending };
  return row.state === 'used' ? { kind: 'used' } : { kind: 'unknown' };
}

function pendingOf({ id, address, reader, choices }: Selectable<MailRequestTable>): PendingMail | undefined {
  if (address === null || reader === null || choices === null) return undefined;
  return { id, address, reader, choices: storedChoices.parse(JSON.parse(choices)) };
}
