/** Kills over recorded days, or made ones where there are none: served on loopback, counted, as a table. */
import { startHuggingFace } from '../../test/servers/hugging-face.ts';
import { type Corpus, loadCorpus } from '../corpus.ts';
import { withRecordedDays } from '../recorded-days.ts';
import { type Findings, findingsOf, wholeNumber } from '../table.ts';
import { type KillReport, killSyncs } from './kills.ts';
import { madeDays } from './made-days.ts';

/** Six weeks: long enough for several writes, short enough for hundreds of kills. */
const RANGE = { from: '2025-11-15', to: '2025-12-31' } as const;
const PAPERS_A_MADE_DAY = 15;
const SEED = 20_260_701;
const KILLS_A_LINE = 10;

export async function benchKills(kills: number, shared: string): Promise<Findings> {
  const recorded = await withRecordedDays(shared, (days) => killOver(days, kills));
  const report = recorded ?? (await killOver(made(await loadCorpus(shared)), kills));
  const { phases, problems } = report;
  const { figures, tables } = findingsOf(`A sync killed at random moments (${recorded ? 'recorded' : 'made'} days)`, [
    {
      what: 'kills',
      figure: String(report.kills),
      beside: `${phases.opening} while opening, ${phases.days} among the days, ${phases.statistics} in statistics and vectors`,
    },
    { what: 'libraries that opened afterwards', figure: String(report.opens) },
    { what: 'and found a paper by its title', figure: String(report.found) },
    { what: 'acknowledged papers looked for', figure: wholeNumber(report.lookedFor) },
    { what: 'of these lost', figure: String(report.lost), beside: 'wanted: 0' },
    {
      what: 'runs that came to their end',
      figure: String(report.completed),
      beside: `${report.different} with another library than an undisturbed sync`,
    },
    ...[...new Set(problems)].map((figure) => ({ what: 'problem', figure })),
  ]);
  return { tables, figures: { report, rows: figures } };
}

async function killOver(days: string | ReadonlyMap<string, string>, kills: number): Promise<KillReport> {
  const server = await startHuggingFace({ days });
  try {
    const onKill = (count: number) => {
      if (count % KILLS_A_LINE === 0) process.stderr.write(`  ${count} of ${kills} kills\n`);
    };
    return await killSyncs({ kills, seed: SEED, ...RANGE, url: server.url, onKill });
  } finally {
    await server.close();
  }
}

function made(corpus: Corpus): Map<string, string> {
  return madeDays(corpus, RANGE.from, RANGE.to, PAPERS_A_MADE_DAY);
}
