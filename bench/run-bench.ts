/** `npm run bench`: measures speed and size; prints tables, or one JSON object with --json. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvalidInput } from '../src/domain/errors.ts';
import { withTemporaryFolder } from '../src/evaluate/temporary-library.ts';
import { readFlags } from '../src/jobs/flags.ts';
import { benchAnswers } from './answers/answers.ts';
import { ROOT } from './child.ts';
import { loadCorpus } from './corpus.ts';
import { benchDailyMonth } from './daily/daily-month.ts';
import { benchDailyRush } from './daily/daily-rush.ts';
import { benchDailyYear } from './daily/daily-year.ts';
import { benchDigestCompose } from './digest-compose.ts';
import { benchAcknowledge } from './discord/acknowledge.ts';
import { benchDiscordFaults } from './discord/faults/report-faults.ts';
import { benchConversationKills } from './discord/kills.ts';
import { benchDiscordMemory } from './discord/memory.ts';
import { benchDiscordProperty } from './discord/property/report-property.ts';
import { benchStaleness } from './discord/staleness.ts';
import { benchFirstAnswer, benchImport, benchSync, benchSyncDay } from './jobs.ts';
import { benchKills } from './kills/report-kills.ts';
import { benchAutocomplete } from './libraries/autocomplete.ts';
import { createLibraries } from './libraries/libraries.ts';
import { benchSizes } from './libraries/sizes.ts';
import { benchOthers } from './others/compare.ts';
import { benchSyncQuestions } from './sync-questions.ts';
import { type Findings, renderTable } from './table.ts';
import { benchWeight } from './weight.ts';

const FLAGS = {
  json: 'boolean',
  shared: 'string',
  only: 'string',
  sizes: 'string',
  others: 'string',
  keep: 'string',
  kills: 'string',
  interactions: 'string',
  papers: 'string',
  messages: 'string',
} as const;
const DEFAULT_SIZES = '11000';
const DEFAULT_KILLS = '10';
/** What a busy bot is asked in a day. */
const DEFAULT_INTERACTIONS = '50000';
const DEFAULT_MESSAGES = '5000';
/** In a larger library the others would be asked for hours. */
const MOST_FOR_OTHERS = 200_000;
const LEAST_PAPERS = 100;

/** @returns the exit code */
export async function runBench(argv: readonly string[]): Promise<number> {
  const { flags } = readFlags('bench', argv, FLAGS, 0);
  const shared = resolve(flags.shared ?? join(ROOT, '..', 'shared', 'data'));
  const sizes = numbersOf('sizes', flags.sizes ?? DEFAULT_SIZES, LEAST_PAPERS);
  const others = flags.others
    ? numbersOf('others', flags.others, LEAST_PAPERS)
    : sizes.filter((size) => size <= MOST_FOR_OTHERS);
  const [kills = 0] = numbersOf('kills', flags.kills ?? DEFAULT_KILLS, 1);
  const [interactions = 0] = numbersOf('interactions', flags.interactions ?? DEFAULT_INTERACTIONS, 1);
  const [papers = 0] = numbersOf('papers', flags.papers ?? '0', 0);
  const [messages = 0] = numbersOf('messages', flags.messages ?? DEFAULT_MESSAGES, 1);
  const results = await withFolder(flags.keep, async (folder) => {
    const corpus = await loadCorpus(shared);
    const libraries = createLibraries(folder, shared, corpus);
    const all = {
      start: benchFirstAnswer,
      import: () => benchImport(shared),
      sizes: () => benchSizes(sizes, libraries),
      others: () => benchOthers(others, libraries, shared),
      sync: () => benchSync(shared),
      'sync-day': () => benchSyncDay(shared),
      'sync-questions': () => benchSyncQuestions(shared),
      kills: () => benchKills(kills, shared),
      answers: () => benchAnswers(corpus),
      autocomplete: () => benchAutocomplete(corpus),
      weight: benchWeight,
      'daily-year': () => benchDailyYear(),
      'daily-month': benchDailyMonth,
      'daily-rush': () => benchDailyRush(),
      'digest-compose': () => benchDigestCompose(shared),
      'discord-faults': benchDiscordFaults,
      'discord-property': () => benchDiscordProperty(messages),
      'discord-acknowledge': () => benchAcknowledge(papers, corpus),
      'discord-staleness': benchStaleness,
      'discord-kills': () => benchConversationKills(kills),
      'discord-memory': () => benchDiscordMemory(interactions),
    };
    return measured(all, wantedOf(flags.only, Object.keys(all)));
  });
  const figures = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, result.figures]));
  const tables = Object.values(results).flatMap((result) => result.tables);
  process.stdout.write(`${flags.json ? JSON.stringify(figures) : tables.map(renderTable).join('\n\n')}\n`);
  return 0;
}

async function measured(
  all: Readonly<Record<string, () => Promise<Findings>>>,
  wanted: ReadonlySet<string>,
): Promise<Record<string, Findings>> {
  const results: Record<string, Findings> = {};
  for (const [name, run] of Object.entries(all)) {
    if (!wanted.has(name)) continue;
    process.stderr.write(`measuring: ${name}\n`);
    results[name] = await run();
  }
  return results;
}

/** @param keep where the libraries stay for the next run; without it they are gone when the run ends */
async function withFolder<T>(keep: string | undefined, work: (folder: string) => Promise<T>): Promise<T> {
  if (!keep) return withTemporaryFolder(work);
  const folder = resolve(keep);
  await mkdir(folder, { recursive: true });
  return work(folder);
}

function wantedOf(only: string | undefined, names: readonly string[]): ReadonlySet<string> {
  const wanted = only === undefined ? names : only.split(',');
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined) return new Set(wanted);
  throw new InvalidInput(`There is no measurement "${unknown}".`, `There are ${names.join(', ')}.`);
}

function numbersOf(flag: string, value: string, least: number): number[] {
  const numbers = value.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number >= least)) return numbers;
  throw new InvalidInput(
    `--${flag} ${value} cannot be meant.`,
    `Give whole numbers of at least ${least} with commas between them, such as 11000,200000.`,
  );
}
