/** A year of deliveries in minutes: every zone, edits, pauses, outages and kills; what was missed, doubled or late. */
import { join } from 'node:path';
import { seededRandom } from '../../src/evaluate/random.ts';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { openDatabase } from '../../src/state/open-database.ts';
import { memoryOf } from '../child.ts';
import { type Findings, findingsOf, megabytes, secondsOf, wholeNumber } from '../table.ts';
import { createScenario } from './scenario.ts';
import { type Simulated, simulate } from './simulate.ts';

export interface YearOptions {
  readonly days: number;
  readonly subscriptions: number;
  readonly outages: number;
  readonly kills: number;
  readonly seed: number;
}

/** A year that begins before clocks go forward in the north, so that every change of a year is in it. */
const START = '2026-01-01';
const YEAR: YearOptions = { days: 365, subscriptions: 2_000, outages: 50, kills: 200, seed: 6 };
/** Of requests that Discord answers with a fault of its own, half of them after the message stands. */
const FAULT_SHARE = 0.002;

export async function benchDailyYear(wanted: Partial<YearOptions> = {}): Promise<Findings> {
  const options = { ...YEAR, ...wanted };
  const simulated = await simulateDays(options, (share) =>
    process.stderr.write(`\r${Math.round(share * 100)} % of ${options.days} days `),
  );
  process.stderr.write('\n');
  const { peakBytes } = await memoryOf(process.pid);
  return findingsOf(
    `Daily posts: ${wholeNumber(options.subscriptions)} subscriptions in every time zone over ${options.days} days`,
    [...rowsOf(simulated), { what: 'memory at most', figure: megabytes(peakBytes) }],
  );
}

export function simulateDays(options: YearOptions, onProgress?: (share: number) => void): Promise<Simulated> {
  return withTemporaryFolder(async (folder) => {
    const random = seededRandom(options.seed);
    const database = await openDatabase({ path: join(folder, 'state.sqlite'), survives: 'kill' });
    try {
      const scenario = createScenario({ ...options, start: START, random });
      return await simulate({ scenario, database, random, faultShare: FAULT_SHARE, ...(onProgress && { onProgress }) });
    } finally {
      await database.destroy();
    }
  });
}

function rowsOf({ verdict, repeatedPapers, tells, discord, deaths, milliseconds }: Simulated) {
  const killed = Object.entries(deaths).sort(([, one], [, other]) => other - one);
  const between = (deaths['after send'] ?? 0) + (deaths['before settle'] ?? 0);
  return [
    { what: 'slots that came', figure: wholeNumber(verdict.slots) },
    { what: 'sent', figure: wholeNumber(verdict.delivered) },
    { what: 'missed', figure: String(verdict.missed), beside: 'wanted: 0' },
    { what: 'doubled', figure: String(verdict.doubled), beside: 'wanted: 0' },
    { what: 'sent though not wanted', figure: String(verdict.unwanted), beside: 'wanted: 0' },
    { what: 'later than a minute while all was up', figure: String(verdict.late), beside: 'wanted: 0' },
    { what: 'latest while all was up', figure: secondsOf(verdict.worstLateness), beside: 'wanted: under 60 s' },
    { what: 'latest after an outage was over', figure: secondsOf(verdict.worstCatchUp) },
    { what: 'too old when the outage was over, rightly not sent', figure: wholeNumber(verdict.tooLate) },
    { what: 'came while the channel was lost', figure: wholeNumber(verdict.lost) },
    { what: 'not judged: paused, removed, lost or out at that very moment', figure: wholeNumber(verdict.open) },
    { what: 'papers twice in a channel within 90 days', figure: String(repeatedPapers), beside: 'wanted: 0' },
    { what: 'times admins were told of a pause', figure: wholeNumber(tells) },
    { what: 'kills', figure: String(killed.reduce((sum, [, times]) => sum + times, 0)) },
    { what: 'of them between sending and recording', figure: String(between) },
    ...killed.map(([step, times]) => ({ what: `  ${step}`, figure: String(times) })),
    { what: 'messages that a nonce kept from doubling', figure: wholeNumber(discord.repeated) },
    { what: 'looks at what stands in a channel', figure: wholeNumber(discord.reads) },
    { what: 'requests refused with 429', figure: wholeNumber(discord.refused) },
    { what: 'it took', figure: secondsOf(milliseconds), beside: 'wanted: under 300 s' },
    ...verdict.examples.map((example) => ({ what: 'example', figure: example })),
  ];
}
