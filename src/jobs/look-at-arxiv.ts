/** The papers of the last weeks in; what arXiv knows of them that the daily list does not, in the library, out: categories, new versions, withdrawals. */
import type { Clock } from '../domain/clock.ts';
import { addDays } from '../domain/days.ts';
import { arxivIdOf, type Day, type Paper } from '../domain/paper.ts';
import type { Batch, PaperIndex, Skipped } from '../domain/ports.ts';

/** What is needed of arXiv. */
export interface ArxivSource {
  byIds(ids: readonly string[], signal: AbortSignal): Promise<Batch>;
}

/** When something was done last, across restarts. */
export interface Marks {
  /** Milliseconds since 1970. */
  get(name: string): Promise<number | undefined>;
  set(name: string, at: number): Promise<void>;
}

export interface ArxivTools {
  readonly arxiv: ArxivSource;
  readonly library: PaperIndex;
  readonly marks: Marks;
  readonly clock: Clock;
}

export interface ArxivLook {
  readonly asked: number;
  readonly newVersions: number;
  readonly withdrawn: number;
  /** Entries that could not be read. */
  readonly skipped: readonly Skipped[];
}

const HOUR = 3_600_000;
/** Papers are revised and withdrawn for weeks, mostly in the first ones. */
const LOOKED_AT_DAYS = 30;
/** arXiv announces once a day; so often all of these papers are asked for. */
const WHOLE_HOURS = 24;
/** So often those that it has said nothing of: new ones, and ones that its interface does not have yet. */
const UNKNOWN_HOURS = 3;
/** A month of the busiest list. */
const MOST_PAPERS = 2_000;
const WHOLE = 'arxiv-whole';
const UNKNOWN = 'arxiv-unknown';

/**
 * Asks arXiv for the papers of the last weeks: for all once a day, in between for those that it has not told of yet.
 * @param newest the listing day under way
 * @throws SourceFault; what was learned before is kept
 */
export async function lookAtArxiv(newest: Day, tools: ArxivTools, signal: AbortSignal): Promise<ArxivLook> {
  const { arxiv, library, marks, clock } = tools;
  const isWhole = await isDue(WHOLE, WHOLE_HOURS, tools);
  if (!isWhole && !(await isDue(UNKNOWN, UNKNOWN_HOURS, tools))) return NOTHING;
  const from = addDays(newest, 1 - LOOKED_AT_DAYS);
  const papers = await library.list({ from, sort: 'newest', limit: MOST_PAPERS });
  const wanted = papers.filter((paper) => arxivIdOf(paper) && (isWhole || paper.version === undefined));
  const { papers: told, skipped } = wanted.length
    ? await arxiv.byIds(
        wanted.map(({ id }) => id),
        signal,
      )
    : { papers: [], skipped: [] };
  if (told.length) await library.upsert(told, signal);
  const now = clock.now();
  if (isWhole) await marks.set(WHOLE, now);
  await marks.set(UNKNOWN, now);
  const before = new Map(wanted.map((paper) => [paper.id, paper]));
  return {
    asked: wanted.length,
    newVersions: told.filter((paper) => isNewer(paper, before.get(paper.id))).length,
    withdrawn: told.filter(({ withdrawn }) => withdrawn).length,
    skipped,
  };
}

const NOTHING: ArxivLook = { asked: 0, newVersions: 0, withdrawn: 0, skipped: [] };

/** Also when the clock has gone back. */
async function isDue(name: string, hours: number, { marks, clock }: ArxivTools): Promise<boolean> {
  const since = clock.now() - ((await marks.get(name)) ?? Number.NEGATIVE_INFINITY);
  return since < 0 || since >= hours * HOUR;
}

function isNewer({ version }: Paper, before: Paper | undefined): boolean {
  return version !== undefined && before?.version !== undefined && version > before.version;
}
