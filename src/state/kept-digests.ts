/** In: digests. Out: their rows, each content once, however many had it; and back, pictures and all. */
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Digest } from '../domain/digest.ts';
import type { PaperId } from '../domain/paper.ts';
import type { DeliveryDigestTable, StateTables } from './tables.ts';

/** The papers of so many digests are remembered: those of some weeks. */
const MOST_REMEMBERED = 20_000;
const BYTES = '$bytes';

export interface KeptDigests {
  /** Of its content. */
  idOf(digest: Digest): string;
  /** Unless it is there. */
  keep(on: Kysely<StateTables>, digest: Digest): Promise<void>;
  /** What `keep` wrote is on record. */
  isKept(id: string): void;
  read(on: Kysely<StateTables>, id: string): Promise<Digest | undefined>;
  /** The papers of those that are there. */
  papersOf(on: Kysely<StateTables>, ids: readonly string[]): Promise<ReadonlyMap<string, readonly PaperId[]>>;
}

export function createKeptDigests(): KeptDigests {
  const rows = new WeakMap<Digest, DeliveryDigestTable>();
  const kept = new Set<string>();
  const remembered = new Map<string, readonly PaperId[]>();
  const remember = (id: string, papers: readonly PaperId[]) => {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(id, papers);
  };
  const rowOf = (digest: Digest) => {
    const known = rows.get(digest);
    if (known) return known;
    // A Buffer would have turned itself into a list of numbers before it is given as `value`.
    const body = JSON.stringify(digest, function (this: Record<string, unknown>, key, value) {
      const original = this[key];
      return original instanceof Uint8Array ? { [BYTES]: Buffer.from(original).toString('base64') } : value;
    });
    const papers = digest.entries.map(({ paper }) => paper.id);
    const row = { id: createHash('sha256').update(body).digest('base64url'), body, papers: JSON.stringify(papers) };
    rows.set(digest, row);
    return row;
  };

  return {
    idOf: (digest) => rowOf(digest).id,

    isKept(id) {
      if (kept.size >= MOST_REMEMBERED) kept.clear();
      kept.add(id);
    },

    async keep(on, digest) {
      const row = rowOf(digest);
      if (kept.has(row.id)) return;
      await on
        .insertInto('delivery_digest')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async read(on, id) {
      const row = await on.selectFrom('delivery_digest').select('body').where('id', '=', id).executeTakeFirst();
      return row && readDigest(row.body);
    },

    async papersOf(on, ids) {
      const papersOf = new Map<string, readonly PaperId[]>();
      const unknown: string[] = [];
      for (const id of ids) {
        const papers = remembered.get(id);
        if (papers) papersOf.set(id, papers);
        else unknown.push(id);
      }
      if (!unknown.length) return papersOf;
      const read = await on.selectFrom('delivery_digest').select(['id', 'papers']).where('id', 'in', unknown).execute();
      for (const { id, papers } of read) {
        papersOf.set(id, JSON.parse(papers) as PaperId[]);
        remember(id, papersOf.get(id) ?? []);
      }
      return papersOf;
    },
  };
}

export function readDigest(body: string): Digest {
  return JSON.parse(body, (_, value) =>
    value && typeof value === 'object' && typeof value[BYTES] === 'string'
      ? new Uint8Array(Buffer.from(value[BYTES], 'base64'))
      : value,
  ) as Digest;
}
