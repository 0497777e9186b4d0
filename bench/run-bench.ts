/** `npm run bench`: measures speed and size; prints a table, or one JSON object with --json. */
import { join } from 'node:path';
import { InvalidInput } from '../src/domain/errors.ts';
import { readFlags } from '../src/jobs/flags.ts';
import { benchAsk } from './ask.ts';
import { loadCorpus } from './corpus.ts';
import { benchFirstAnswer, benchImport, benchSync } from './jobs.ts';
import { ROOT, type Row } from './measure.ts';
import { benchWeight } from './weight.ts';

const FLAGS = { json: 'boolean', papers: 'string', shared: 'string', only: 'string' } as const;
const DEFAULT_PAPERS = '11000';

/** @returns the exit code */
export async function runBench(argv: readonly string[]): Promise<number> {
  const { flags } = readFlags('bench', argv, FLAGS, 0);
  const papers = Number(flags.papers ?? DEFAULT_PAPERS);
  if (!Number.isInteger(papers) || papers < 100) {
    throw new InvalidInput(
      `--papers ${flags.papers} is no number of papers.`,
      'Give a whole number of at least 100, such as 11000.',
    );
  }
  const shared = flags.shared ?? join(ROOT, '..', 'shared', 'data');
  const benches: Readonly<Record<string, () => Promise<Row[]>>> = {
    start: benchFirstAnswer,
    import: () => benchImport(shared),
    ask: async () => benchAsk(await loadCorpus(shared, papers)),
    sync: () => benchSync(shared),
    weight: benchWeight,
  };
  if (flags.only !== undefined && !Object.hasOwn(benches, flags.only)) {
    throw new InvalidInput(`There is no measurement "${flags.only}".`, `There are ${Object.keys(benches).join(', ')}.`);
  }
  const results: Record<string, Row[]> = {};
  for (const [name, run] of Object.entries(benches)) {
    if (flags.only && flags.only !== name) continue;
    process.stderr.write(`measuring: ${name}\n`);
    results[name] = await run();
  }
  process.stdout.write(flags.json ? `${JSON.stringify(results)}\n` : `${table(Object.values(results).flat())}\n`);
  return 0;
}

function table(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  return rows
    .map(({ what, figure, beside }) => `${what.padEnd(width)}  ${figure}${beside ? `  (${beside})` : ''}`)
    .join('\n');
}
