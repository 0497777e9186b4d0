/** `npm run eval -- KIND …`: a kind of measurement and its data on the command line in, a table or JSON out. */
import { stat } from 'node:fs/promises';
import type { Tools } from '../app.ts';
import { escapeJson } from '../console/escape.ts';
import { renderMessage } from '../console/render.ts';
import { wantsColours } from '../console/style.ts';
import { dayOf } from '../domain/days.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Paper } from '../domain/paper.ts';
import { findCorpus, readCorpus, readQueries } from '../evaluate/beir.ts';
import { ATTACKS, measureAttacks, readAttacks } from '../evaluate/measure-attacks.ts';
import { measureDigestTopics } from '../evaluate/measure-digest-topics.ts';
import { measureInCorpus, readQuestions } from '../evaluate/measure-in-corpus.ts';
import { measureNames } from '../evaluate/measure-names.ts';
import { measureQuestions, type QuestionsReport, readExpectedAnswers } from '../evaluate/measure-questions.ts';
import { measureRetrieval, RANKERS, type Ranker } from '../evaluate/measure-retrieval.ts';
import { measureSuite } from '../evaluate/measure-suite.ts';
import { measureSupport, readPairs } from '../evaluate/measure-support.ts';
import { measureTldr, readSummarisedPapers } from '../evaluate/measure-tldr.ts';
import { measureTrending } from '../evaluate/measure-trending.ts';
import { measureVerification } from '../evaluate/measure-verification.ts';
import { readRecordedDays } from '../evaluate/recorded-days.ts';
import { type Report, renderReport } from '../evaluate/report.ts';
import { paperOfDocument } from '../evaluate/temporary-library.ts';
import { readPaperFile } from '../sources/read-file.ts';
import { readFlags } from './flags.ts';
import { say } from './say.ts';

const FLAGS = {
  data: 'string',
  others: 'string',
  split: 'string',
  corpus: 'string',
  ranker: 'string',
  papers: 'string',
  days: 'string',
  questions: 'string',
  json: 'boolean',
} as const;

const USAGE = `Measures Paperboy on data of yours, with the code that answers readers.

  npm run eval -- retrieval --data DIR --split NAME [--corpus FILE] [--ranker ${RANKERS.join('|')}]
      how well papers are ranked: a folder in BEIR layout (corpus.jsonl or .gz, or CORPUS.txt; queries.jsonl; qrels/NAME.tsv)
  npm run eval -- questions --data FILE --papers FILE…
      how good the answers are: a list of {id, kind, question, gold, acceptable, expected_facts}
  npm run eval -- support --data FILE
      whether evidence supports a claim: lines of {claim, evidence, label: support, contradict or none}
  npm run eval -- tldr --data FILE
      how close one-line summaries without a model come to those of people: lines of {title, sentences, references}
  npm run eval -- attacks [--data FILE]
      whether orders in abstracts, titles and questions reach a reader, with a model that obeys all of them and without
  npm run eval -- verification --data DIR|FILE | --papers FILE…
      how many true claims and how many lies about these papers the verification shows; the claims are made by rules
  npm run eval -- names --data DIR|FILE
      whether the right paper comes first when its name is typed
  npm run eval -- in-corpus --data DIR --others DIR [--corpus FILE] [--split NAME]
      whether questions on the corpus of --data are answered and those of --others, on other fields, are refused:
      two folders in BEIR layout; --split takes only the questions of --data that it judges
  npm run eval -- digest-topics --data DIR --split NAME --days DIR [--corpus FILE]
      whether digests on a topic have papers of the topic: a folder in BEIR layout whose queries are topics, and a folder
      of recorded daily lists (YYYY-MM-DD.json, or a days.tar.gz of them); beside substring matching
  npm run eval -- trending --days DIR
      how lists of what is trending differ from plain upvotes on recorded days (as above), and how early they have the
      papers that end on top, on days simulated from their figures
  npm run eval -- suite --data DIR [--questions FILE --papers FILE…]
      how well papers are ranked on every set in a folder, and the mean over the sets

Each prints a table; with --json one JSON object on stdout (npm run --silent eval -- …). Progress goes to stderr.
`;

type Options = { readonly [Name in keyof typeof FLAGS]?: (typeof FLAGS)[Name] extends 'string' ? string : boolean };
interface Asked {
  readonly options: Options;
  readonly papers: readonly string[];
  readonly tools: Tools & { readonly onProgress: (line: string) => void };
}

/** Which flags each kind takes beside --json; another one would be passed over in silence. */
const KINDS: Readonly<
  Record<string, { readonly flags: readonly (keyof Options)[]; run(asked: Asked): Promise<Report> }>
> = {
  retrieval: { flags: ['data', 'split', 'corpus', 'ranker'], run: evaluateRetrieval },
  questions: { flags: ['data', 'papers'], run: evaluateQuestions },
  support: { flags: ['data'], run: evaluateSupport },
  attacks: {
    flags: ['data'],
    run: async ({ options, tools }) => measureAttacks(await readAttacks(options.data ?? ATTACKS), tools),
  },
  verification: { flags: ['data', 'papers'], run: evaluateVerification },
  names: { flags: ['data'], run: evaluateNames },
  tldr: { flags: ['data'], run: evaluateTldr },
  suite: { flags: ['data', 'questions', 'papers'], run: evaluateSuite },
  trending: { flags: ['days'], run: evaluateTrending },
  'digest-topics': { flags: ['data', 'split', 'days', 'corpus'], run: evaluateDigestTopics },
  'in-corpus': { flags: ['data', 'others', 'corpus', 'split'], run: evaluateInCorpus },
};

/** @returns the exit code: 0 when something was measured, or when it is told how to */
export async function runEval(argv: readonly string[], tools: Tools): Promise<number> {
  if (!argv.length) {
    process.stdout.write(USAGE);
    return 0;
  }
  const { flags: options, words, papers } = readCommandLine(argv);
  const [name = ''] = words;
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  const kinds = Object.keys(KINDS).join(', ');
  if (!kind) {
    const what = name ? `"${name}" is nothing that can be measured.` : 'What is to be measured is missing.';
    throw new InvalidInput(what, `Begin with one of: ${kinds}.`);
  }
  const foreign = Object.keys(options).find((flag) => flag !== 'json' && !kind.flags.some((known) => known === flag));
  if (foreign) {
    const known = kind.flags.map((flag) => `--${flag}`).join(', ');
    throw new InvalidInput(`--${foreign} says nothing to ${name}.`, `It takes ${known}, and --json.`);
  }
  const onProgress = (line: string) => say(line, process.stderr);
  const report = await kind.run({ options, papers, tools: { ...tools, onProgress } });
  process.stdout.write(`${options.json ? escapeJson(JSON.stringify(report)) : table(report, tools)}\n`);
  return 0;
}

/** A shell turns `--papers pages/*.txt` into many words, so every word after the kind is a file where --papers stands. */
function readCommandLine(argv: readonly string[]) {
  const spelled = argv.flatMap((word) => (word.startsWith('--papers=') ? ['--papers', word.slice(9)] : word));
  if (!spelled.includes('--papers')) return { ...readFlags('eval', argv, FLAGS, 1), papers: [] };
  const others = spelled.filter((word) => word !== '--papers');
  const { flags, words } = readFlags('eval', others, FLAGS, Number.POSITIVE_INFINITY);
  return { flags: { ...flags, papers: '' }, words, papers: words.slice(1) };
}

async function evaluateRetrieval({ options, tools }: Asked): Promise<Report> {
  const folder = wanted(options.data, '--data', 'a folder in BEIR layout');
  const split = wanted(options.split, '--split', 'a file of qrels/, such as test');
  const rankers = options.ranker === undefined ? RANKERS : [rankerOf(options.ranker)];
  await expectFolder(folder);
  const judged = await readQueries(folder, split);
  const corpus = await readCorpus(options.corpus ?? (await findCorpus(folder)));
  return measureRetrieval(corpus, judged, rankers, tools);
}

async function evaluateQuestions({ options, papers, tools }: Asked): Promise<QuestionsReport> {
  const expected = await readExpectedAnswers(wanted(options.data, '--data', 'a file of questions'));
  if (!papers.length) wanted(undefined, '--papers', 'the files of the papers to answer from');
  return measureQuestions(expected, await readPapers(papers, tools), tools);
}

async function evaluateSuite({ options, papers, tools }: Asked): Promise<Report> {
  const folder = wanted(options.data, '--data', 'a folder of folders in BEIR layout');
  await expectFolder(folder);
  const questions =
    options.questions && (await evaluateQuestions({ options: { data: options.questions }, papers, tools }));
  return measureSuite(folder, questions || undefined, tools);
}

async function evaluateSupport({ options }: Asked): Promise<Report> {
  return measureSupport(await readPairs(wanted(options.data, '--data', 'a file of pairs')));
}

async function evaluateTldr({ options }: Asked): Promise<Report> {
  return measureTldr(await readSummarisedPapers(wanted(options.data, '--data', 'a file of papers with summaries')));
}

async function evaluateTrending({ options, tools }: Asked): Promise<Report> {
  const path = wanted(options.days, '--days', 'a folder of recorded daily lists');
  return measureTrending(await readRecordedDays(path), tools.onProgress);
}

async function evaluateVerification({ options, papers, tools }: Asked): Promise<Report> {
  if (papers.length) return measureVerification(await readPapers(papers, tools), tools);
  const path = wanted(
    options.data,
    '--data',
    'a folder in BEIR layout, a corpus.jsonl, or --papers with files of papers',
  );
  return measureVerification(await readNamedPapers(path, tools), tools);
}

async function evaluateNames({ options, tools }: Asked): Promise<Report> {
  const path = wanted(options.data, '--data', 'a folder in BEIR layout, a corpus.jsonl, or a file of papers');
  return measureNames(await readNamedPapers(path, tools), tools);
}

async function evaluateInCorpus({ options, tools }: Asked): Promise<Report> {
  const folder = wanted(options.data, '--data', 'a folder in BEIR layout');
  const otherFolder = wanted(options.others, '--others', 'a folder in BEIR layout with questions of another field');
  await expectFolder(folder);
  const own = await readQuestions(folder, options.split);
  const others = await readQuestions(otherFolder);
  const corpus = await readCorpus(options.corpus ?? (await findCorpus(folder)));
  return measureInCorpus(corpus, own, others, tools);
}

async function evaluateDigestTopics({ options, tools }: Asked): Promise<Report> {
  const folder = wanted(options.data, '--data', 'a folder in BEIR layout whose queries are topics');
  const split = wanted(options.split, '--split', 'a file of qrels/, such as tune');
  const days = wanted(options.days, '--days', 'a folder of recorded daily lists');
  await expectFolder(folder);
  const judged = await readQueries(folder, split);
  const recorded = await readRecordedDays(days);
  const corpus = await readCorpus(options.corpus ?? (await findCorpus(folder)));
  return measureDigestTopics(corpus, judged, recorded, tools);
}

/** A corpus has `_id`s; everything else is read as a file of papers. */
async function readNamedPapers(path: string, tools: Asked['tools']): Promise<Paper[]> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder && !/corpus[^/]*\.jsonl(?:\.gz)?$/.test(path)) return readPapers([path], tools);
  const { documents } = await readCorpus(isFolder ? await findCorpus(path) : path);
  return documents.map(paperOfDocument);
}

async function readPapers(paths: readonly string[], { clock, onProgress }: Asked['tools']): Promise<Paper[]> {
  const papers: Paper[] = [];
  for (const path of paths) {
    const batch = await readPaperFile(path, { today: dayOf(clock.now()) });
    onProgress(
      `${batch.label}: ${batch.records} records${batch.skipped.length ? `, ${batch.skipped.length} left over` : ''}`,
    );
    papers.push(...batch.papers);
  }
  if (!papers.length) throw new InvalidInput('There are no papers in these files.', 'Name files that hold papers.');
  return papers;
}

function wanted(value: string | undefined, flag: string, what: string): string {
  if (value?.trim()) return value;
  throw new InvalidInput(`${flag} is missing.`, `Give ${what}. "npm run eval" alone shows how.`);
}

function rankerOf(name: string): Ranker {
  const ranker = RANKERS.find((known) => known === name);
  if (ranker) return ranker;
  throw new InvalidInput(`"${name}" is no ranker.`, `There are: ${RANKERS.join(', ')}.`);
}

async function expectFolder(path: string): Promise<void> {
  const problem = await stat(path).then(
    (found) => (found.isDirectory() ? undefined : 'is a file'),
    () => 'does not exist',
  );
  if (problem) throw new InvalidInput(`${path} ${problem}.`, 'Give --data the folder of a set in BEIR layout.');
}

function table(report: Report, { config }: Tools): string {
  const width = Math.max(process.stdout.columns || 120, 80);
  return renderMessage(renderReport(report), { width, colours: wantsColours(process.stdout, config.noColours) });
}
