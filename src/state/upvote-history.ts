/** In: what a sync saw of papers. Out: how their upvotes and comments grew; a row where something changed, for some weeks. */
import type { Paper, PaperId } from '../domain/paper.ts';
import type { SeenCounts, UpvoteHistory } from '../domain/upvote-history.ts';
import { stateFault } from './state-fault.ts';
import type { StateDatabase, UpvoteHistoryTable } from './tables.ts';

const DAY = 86_400_000;
/** Longer than a month's list looks back, and than upvotes move. */
const KEPT_DAYS = 40;
/** Papers of one query. */
const PAPERS_A_QUERY = 500;
const PLACE = 'the history of upvotes';

export interface UpvoteRecord extends UpvoteHistory {
  /**
   * To be called with what a source said, not with what the library made of it: counts may have fallen.
   * @param at milliseconds since 1970 @throws StateFault
   */
  record(papers: readonly Paper[], at: number): Promise<void>;
  /** Forgets what is older than is of use, and what a clock that was wrong wrote into the future. @throws StateFault */
  prune(now: number): Promise<void>;
}

export function createUpvoteRecord(database: () => Promise<StateDatabase>): UpvoteRecord {
  return {
    record: (papers, at) =>
      asStateFault(async () => {
        const counted = [...new Map(papers.map((paper) => [paper.id, paper])).values()].filter(isCounted);
        for (const some of inParts(counted)) await recordSome(await database(), some, at);
      }),

    prune: (now) =>
      asStateFault(async () => {
        await (await database())
          .deleteFrom('upvote_history')
          .where((row) => row.or([row('seen_until', '<', now - KEPT_DAYS * DAY), row('seen_from', '>', now + DAY)]))
          .execute();
      }),

    of: (ids) =>
      asStateFault(async () => {
        const curves = new Map<PaperId, SeenCounts[]>();
        for (const some of inParts(ids)) {
          const rows = await (await database())
            .selectFrom('upvote_history')
            .selectAll()
            .where('paper', 'in', some)
            .orderBy('seen_from')
            .execute();
          for (const row of rows) {
            const curve = curves.get(row.paper as PaperId) ?? [];
            curves.set(row.paper as PaperId, curve);
            curve.push(seenCounts(row));
          }
        }
        return curves;
      }),
  };
}

type Counted = Pick<Paper, 'id' | 'comments'> & { readonly upvotes: number };

function isCounted(paper: Paper): paper is Paper & Counted {
  return paper.upvotes !== undefined;
}

async function recordSome(database: StateDatabase, papers: readonly Counted[], at: number): Promise<void> {
  const ids = papers.map(({ id }) => id);
  const newest = database
    .selectFrom('upvote_history')
    .select(({ fn }) => ['paper', fn.max('seen_from').as('newest_from')])
    .where('paper', 'in', ids)
    .groupBy('paper')
    .as('newest');
  const rows = await database
    .selectFrom('upvote_history')
    .innerJoin(newest, (on) =>
      on
        .onRef('newest.paper', '=', 'upvote_history.paper')
        .onRef('newest.newest_from', '=', 'upvote_history.seen_from'),
    )
    .selectAll('upvote_history')
    .execute();
  const last = new Map(rows.map((row) => [row.paper, seenCounts(row)]));
  const values = papers.map(({ id, upvotes, comments = 0 }) => {
    const before = last.get(id);
    const isSame = before?.upvotes === upvotes && before.comments === comments;
    // A clock that went back must not put the newer counts before the older ones.
    const seenUntil = Math.max(at, (before?.until ?? 0) + (isSame ? 0 : 1));
    return { paper: id, seen_from: isSame ? before.from : seenUntil, seen_until: seenUntil, upvotes, comments };
  });
  await database
    .insertInto('upvote_history')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['paper', 'seen_from']).doUpdateSet((row) => ({ seen_until: row.ref('excluded.seen_until') })),
    )
    .execute();
}

function seenCounts(row: UpvoteHistoryTable): SeenCounts {
  const { seen_from: from, seen_until: until, upvotes, comments } = row;
  return { from: Number(from), until: Number(until), upvotes, comments };
}

function inParts<Item>(items: readonly Item[]): Item[][] {
  const parts: Item[][] = [];
  for (let start = 0; start < items.length; start += PAPERS_A_QUERY)
    parts.push(items.slice(start, start + PAPERS_A_QUERY));
  return parts;
}

async function asStateFault<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw stateFault(error, PLACE);
  }
}
