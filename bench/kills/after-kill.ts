/** A data folder in, whether it holds what it must out: after a kill what was acknowledged, after a whole run everything. */
import { createSources, openJournal, type Tools } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { daysBetween } from '../../src/domain/days.ts';
import type { Day, Paper, PaperId } from '../../src/domain/paper.ts';
import type { Candidate, PaperIndex } from '../../src/domain/ports.ts';
import { openOwnLibrary } from '../../src/own-library.ts';
import type { SyncCommand } from './killed-sync.ts';

/** One paper says as much as a thousand. */
const PROBLEMS_SHOWN = 3;
const SILENT = { info() {}, warn() {}, error() {} };

/** What an undisturbed sync of the same days leaves behind. */
export interface Expected {
  readonly papers: ReadonlyMap<PaperId, Paper>;
  readonly idsOfDay: ReadonlyMap<Day, readonly PaperId[]>;
}

export interface Checked {
  readonly opened: boolean;
  /** A paper that the library has was found by its title; so is nothing in a library without papers. */
  readonly found: boolean;
  readonly lookedFor: number;
  readonly lost: number;
  readonly problems: readonly string[];
}

/** @param undisturbed a sync that came to its end */
export async function expectedOf(undisturbed: SyncCommand): Promise<Expected> {
  const { huggingFace } = createSources(toolsOf(undisturbed));
  const idsOfDay = new Map<Day, readonly PaperId[]>();
  for (const day of daysBetween(undisturbed.from, undisturbed.to)) {
    const { papers } = await huggingFace.day(day, AbortSignal.timeout(60_000));
    idsOfDay.set(
      day,
      papers.map(({ id }) => id),
    );
  }
  const papers = await withLibrary(undisturbed.dataFolder, papersOf);
  const missing = [...idsOfDay.values()].flat().filter((id) => !papers.has(id));
  if (missing.length) throw new Error(`A sync that nobody killed left out ${missing.length} papers: ${missing[0]}.`);
  return { papers, idsOfDay };
}

/**
 * Acknowledged are the days that the journal has, and those that the program had said were done.
 * @param doneUntil the last day that it had said
 */
export async function checkAfterKill(
  command: SyncCommand,
  expected: Expected,
  doneUntil: Day | undefined,
): Promise<Checked> {
  const said = doneUntil ? daysBetween(command.from, doneUntil) : [];
  const checked = { opened: false, found: false, lookedFor: 0, lost: 0 };
  try {
    const recorded = await recordedDays(command);
    const problems = said
      .filter((day) => !recorded.has(day))
      .map((day) => `${day} was done and is not in the journal.`);
    const ids = new Set([...recorded, ...said].flatMap((day) => expected.idsOfDay.get(day) ?? []));
    checked.lookedFor = ids.size;
    await withLibrary(command.dataFolder, async (library) => {
      const there = new Map((await library.get([...ids])).map((paper) => [paper.id, paper]));
      const gone = [...ids].filter((id) => !isSameText(there.get(id), expected.papers.get(id)));
      checked.lost = gone.length;
      problems.push(
        ...gone.slice(0, PROBLEMS_SHOWN).map((id) => `${id} was acknowledged and is lost (${gone.length} are).`),
      );
      checked.opened = true;
      const last = [...there.values()].at(-1);
      checked.found = !last || (await foundByTitle(library, last)) !== undefined;
      if (!checked.found) problems.push(`${last?.id} is in the library and its title does not find it.`);
    });
    return { ...checked, problems };
  } catch (error) {
    return { ...checked, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** @returns what is wrong with a library after a sync that came to its end; nothing when all is as it must be */
export async function checkWhole(dataFolder: string, expected: Expected): Promise<string[]> {
  return withLibrary(dataFolder, async (library) => {
    const papers = await papersOf(library);
    const differing = [...new Set([...papers.keys(), ...expected.papers.keys()])].filter(
      (id) => JSON.stringify(papers.get(id)) !== JSON.stringify(expected.papers.get(id)),
    );
    const problems = differing
      .slice(0, PROBLEMS_SHOWN)
      .map((id) => `${id} is not as an undisturbed sync leaves it (${differing.length} are not).`);
    const last = [...papers.values()].at(-1);
    const found = last && (await foundByTitle(library, last));
    if (last && !found) problems.push(`${last.id} is in the library and its title does not find it.`);
    if (found?.vectorScore === 0) problems.push(`${found.id} has no vector.`);
    return problems;
  });
}

async function recordedDays(command: SyncCommand): Promise<ReadonlySet<Day>> {
  const { journal, close } = await openJournal(toolsOf(command));
  try {
    return new Set((await journal.completed(command.from, command.to)).keys());
  } finally {
    await close();
  }
}

async function withLibrary<T>(dataFolder: string, work: (library: PaperIndex) => Promise<T>): Promise<T> {
  const library = await openOwnLibrary(toolsOf({ dataFolder }));
  try {
    return await work(library);
  } finally {
    await library.close();
  }
}

async function papersOf(library: PaperIndex): Promise<Map<PaperId, Paper>> {
  const { papers } = await library.statistics();
  const listed = await library.list({ sort: 'newest', limit: papers + 1 });
  return new Map(listed.map((paper) => [paper.id, paper]));
}

async function foundByTitle(library: PaperIndex, { id, title }: Paper): Promise<Candidate | undefined> {
  return (await library.candidates({ text: title, depth: 100 })).find((candidate) => candidate.id === id);
}

function isSameText(one: Paper | undefined, other: Paper | undefined): boolean {
  return one?.title === other?.title && one?.abstract === other?.abstract;
}

function toolsOf({ dataFolder, url }: { readonly dataFolder: string; readonly url?: string }): Tools {
  const config = readConfig({ DATA_FOLDER: dataFolder, HUGGING_FACE_URL: url });
  return { config, clock: systemClock, log: SILENT };
}
