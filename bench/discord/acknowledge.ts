/** Interactions that come all at once: how long each person looks at nothing before Discord says "thinking…". */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { withTemporaryFolder } from '../../src/evaluate/temporary-library.ts';
import { type LoopbackDiscord, startDiscord } from '../../test/servers/discord/start-discord.ts';
import type { Interaction } from '../../test/servers/discord/state.ts';
import type { Corpus } from '../corpus.ts';
import { summary, type Times } from '../measure.ts';
import { type Findings, findingsOf, rounded, secondsOf, wholeNumber } from '../table.ts';
import { startBotChild } from './bot-child.ts';
import { libraryFor } from './library-for.ts';
import { isUnfinished } from './people.ts';

/** Interactions, and the milliseconds in which they come. */
const BURSTS = [
  { count: 200, within: 1_000 },
  { count: 2_000, within: 10_000 },
] as const;
/** After so long Discord says that the application did not respond. */
const TOO_LATE = 3_000;
const WARM_UP = 8;
const ANSWER_PATIENCE = 240_000;
const LOOK_AGAIN = 50;

export interface Burst {
  readonly count: number;
  readonly within: number;
  readonly acknowledged: Times;
  /** Acknowledged after 3 s, or never. */
  readonly late: number;
  /** Without an answer in the end. */
  readonly unanswered: number;
  /** Milliseconds from the first question to the last answer. */
  readonly lastAnswerAfter: number;
}

export async function benchAcknowledge(papers: number, corpus: Corpus): Promise<Findings> {
  const { what, bursts } = await measureAcknowledge(papers, corpus, BURSTS);
  const load = loadavg()[0] ?? 0;
  return findingsOf(`Acknowledgement of /ask by different people at once, over ${what}`, [
    ...bursts.flatMap(({ count, within, acknowledged, late, unanswered, lastAnswerAfter }) => {
      const where = `${wholeNumber(count)} in ${secondsOf(within)}`;
      const { p50, p95, p99, longest } = acknowledged;
      return [
        {
          what: `${where}: milliseconds, p50 / p95 / p99 / longest`,
          figure: [p50, p95, p99, longest].map(rounded).join(' / '),
          beside: count === BURSTS[0].count ? 'wanted: p99 under 250' : 'wanted: none over 3,000',
        },
        { what: `${where}: later than 3 s`, figure: String(late), beside: 'wanted: 0' },
        { what: `${where}: without an answer in the end`, figure: String(unanswered), beside: 'wanted: 0' },
        { what: `${where}: from the first question to the last answer`, figure: secondsOf(lastAnswerAfter) },
      ];
    }),
    { what: 'load average of the machine at the end', figure: rounded(load) },
  ]);
}

export function measureAcknowledge(
  papers: number,
  corpus: Corpus,
  sizes: readonly { readonly count: number; readonly within: number }[],
): Promise<{ what: string; bursts: Burst[] }> {
  return withTemporaryFolder(async (folder) => {
    const { what, questions } = await libraryFor(folder, papers, corpus);
    const discord = await startDiscord();
    const bot = startBotChild(discord, folder);
    try {
      await bot.connected();
      await burst(discord, questions, WARM_UP, 1_000);
      const bursts: Burst[] = [];
      for (const { count, within } of sizes) bursts.push(await burst(discord, questions, count, within));
      return { what, bursts };
    } finally {
      await bot.stop();
      await discord.close();
    }
  });
}

/** @param count people, each with one question, evenly over so many milliseconds */
async function burst(
  discord: LoopbackDiscord,
  questions: readonly string[],
  count: number,
  within: number,
): Promise<Burst> {
  const people = Array.from({ length: count }, (_, number) => discord.driver.as(`asker ${number}`));
  const asked: Interaction[] = [];
  const start = performance.now();
  for (const [number, person] of people.entries()) {
    const due = start + (number * within) / count;
    if (due > performance.now()) await sleep(due - performance.now());
    const question = questions[number % questions.length] ?? '';
    asked.push((await person.slash('ask', { question })).interaction);
  }
  const isWaiting = ({ original, acknowledged }: Interaction) =>
    acknowledged === undefined || original === undefined || isUnfinished(original);
  const end = performance.now() + ANSWER_PATIENCE;
  while (asked.some(isWaiting) && performance.now() < end) await sleep(LOOK_AGAIN);
  const waits = asked.map(({ history, createdAt }) => (history[0]?.at ?? Number.POSITIVE_INFINITY) - createdAt);
  const found = {
    ...{ count, within },
    acknowledged: summary(waits, within),
    late: waits.filter((wait) => wait > TOO_LATE).length,
    unanswered: asked.filter(isWaiting).length,
    lastAnswerAfter: performance.now() - start,
  };
  discord.forget();
  return found;
}
