/** What was measured in, a message with its tables out. Pure. */
import type { Block, Line, Message } from '../domain/message.ts';
import type { AttacksReport } from './measure-attacks.ts';
import type { DigestTopicsReport } from './measure-digest-topics.ts';
import type { InCorpusReport, QuestionsOutcome } from './measure-in-corpus.ts';
import type { NamesReport } from './measure-names.ts';
import type { QuestionsReport } from './measure-questions.ts';
import type { RankerScores, RetrievalReport } from './measure-retrieval.ts';
import type { SuiteReport } from './measure-suite.ts';
import type { SupportReport } from './measure-support.ts';
import type { TldrReport } from './measure-tldr.ts';
import type { TrendingReport } from './measure-trending.ts';
import type { VerificationReport } from './measure-verification.ts';
import type { Count } from './question-scores.ts';
import { attacksBlocks } from './report-attacks.ts';
import { digestTopicsBlocks } from './report-digest-topics.ts';
import { tldrBlocks } from './report-tldr.ts';
import { trendingBlocks } from './report-trending.ts';
import { verificationBlocks } from './report-verification.ts';

export type Report =
  | AttacksReport
  | DigestTopicsReport
  | RetrievalReport
  | QuestionsReport
  | SupportReport
  | NamesReport
  | InCorpusReport
  | SuiteReport
  | TldrReport
  | TrendingReport
  | VerificationReport;

export function renderReport(report: Report): Message {
  return { status: 'ok', blocks: blocksOf(report) };
}

function blocksOf(report: Report): Block[] {
  switch (report.kind) {
    case 'attacks':
      return attacksBlocks(report);
    case 'digest-topics':
      return digestTopicsBlocks(report);
    case 'retrieval':
      return retrievalBlocks(report);
    case 'questions':
      return questionsBlocks(report);
    case 'support':
      return supportBlocks(report);
    case 'names':
      return namesBlocks(report);
    case 'in-corpus':
      return inCorpusBlocks(report);
    case 'verification':
      return verificationBlocks(report);
    case 'suite':
      return suiteBlocks(report);
    case 'tldr':
      return tldrBlocks(report);
    case 'trending':
      return trendingBlocks(report);
  }
}

function retrievalBlocks(report: RetrievalReport): Block[] {
  const { tolerated } = report;
  const takingIn = report.takingIn === undefined ? '' : `, taken in within ${(report.takingIn / 1000).toFixed(1)} s`;
  const compared = report.rankers.filter((row) => row.againstBm25);
  const notes = [
    [tolerated.duplicateIds, 'Repeated document ids, the first kept'],
    [tolerated.withoutTitle, 'Documents without a title'],
    [tolerated.withoutText, 'Documents without a text'],
    [tolerated.queriesWithoutRelevant, 'Queries without a relevant document, left out'],
    [tolerated.unknownQueries, 'Judged queries that queries.jsonl does not have'],
    [tolerated.missingRelevant, 'Relevant documents that the corpus does not have'],
    [tolerated.ownDocuments, 'Queries that are a document themselves, which was left out of their ranking'],
  ] as const;
  const told = notes.filter(([count]) => count > 0).map(([count, what]): Line => [`${what}: ${thousands(count)}`]);
  return [
    paragraph(`${thousands(report.documents)} documents, ${thousands(report.queries)} queries${takingIn}.`),
    table(
      ['ranker', 'nDCG@10', 'R@20', 'R@100', 'MAP', 'ms', 'p50', 'p95'],
      report.rankers.map(({ ranker, milliseconds: { mean, p50, p95 }, ...row }) => [
        ranker,
        ...[row.ndcgAt10, row.recallAt20, row.recallAt100, row.map].map(figure),
        ...[mean, p50, p95].map((value) => value.toFixed(1)),
      ]),
    ),
    ...(compared.length
      ? [table(['against plain BM25', 'nDCG@10', '95 % interval', 'p'], compared.map(differenceRow))]
      : []),
    ...(told.length ? [{ kind: 'list', items: told } as const] : []),
  ];
}

function suiteBlocks({ sets, macro }: SuiteReport): Block[] {
  return [
    table(
      ['set', 'queries', 'nDCG@10', 'plain BM25'],
      [
        ...sets.map(({ name, queries, ndcgAt10, bm25 }) => [
          name,
          thousands(queries),
          figure(ndcgAt10),
          bm25 === undefined ? '' : figure(bm25),
        ]),
        ['mean of the sets', '', figure(macro), ''],
      ],
    ),
  ];
}

function differenceRow({ ranker, againstBm25 }: RankerScores): string[] {
  if (!againstBm25) return [ranker];
  const { mean, low, high, p } = againstBm25;
  return [ranker, signed(mean), `${signed(low)} to ${signed(high)}`, p < 0.001 ? '< .001' : figure(p)];
}

function questionsBlocks(report: QuestionsReport): Block[] {
  const how = report.model ? `answers by ${report.model}` : 'answers extracted, no language model';
  const wrong = report.abstentions.reduce((sum, { wrongly, missed }) => sum + wrongly + missed, 0);
  return [
    paragraph(`${report.questions.length} questions over ${thousands(report.papers)} papers; ${how}.`),
    table(
      ['id', 'kind', 'status', 'cited', 'precision', 'recall', 'facts', 'quotes', 'numbers', 'ms'],
      [
        ...report.questions.map((row) => [
          row.id,
          row.kind,
          row.status,
          String(row.cited.length),
          figure(row.precision),
          figure(row.recall),
          ...[row.facts, row.quotes, row.numbers].map(ratio),
          row.milliseconds.toFixed(0),
        ]),
        [
          'mean',
          '',
          wrong ? `${wrong} wrong` : 'all right',
          '',
          figure(report.precision),
          figure(report.recall),
          figure(report.allFacts),
          figure(report.quotesVerbatim),
          figure(report.numbersSupported),
          report.milliseconds?.toFixed(0) ?? '',
        ],
      ],
    ),
    paragraph(
      `Facts of questions with a single paper: ${figure(report.singlePaperFacts) || 'none expected'}. ` +
        `Ranking: nDCG@10 ${figure(report.ndcgAt10) || 'not measured'}.`,
    ),
    table(
      ['kind', 'questions', 'abstained rightly', 'abstained wrongly', 'answered wrongly'],
      report.abstentions.map((row) => [row.kind, ...[row.questions, row.rightly, row.wrongly, row.missed].map(String)]),
    ),
    ...(report.missingGold.length
      ? [
          paragraph(
            `${report.missingGold.length} expected papers are not among the papers: ${report.missingGold[0]}, …`,
          ),
        ]
      : []),
  ];
}

function supportBlocks(report: SupportReport): Block[] {
  const { support, contradict, none } = report.labels;
  return [
    paragraph(
      `${thousands(report.pairs)} pairs: ${support} support, ${contradict} contradict, ${none} neither. ` +
        'The score measures whether the evidence speaks of the claim, not whether it is true.',
    ),
    table(
      ['AUC', 'macro-F1', 'threshold', 'called supported', 'AUC, support against contradiction'],
      [
        [
          report.areaUnderCurve,
          report.macroF1,
          report.threshold,
          report.calledSupported,
          report.againstContradiction,
        ].map(figure),
      ],
    ),
    paragraph(
      `With all of the evidence cited, readers would be shown ${figure(report.shown.supported)} of the supported claims ` +
        `and ${figure(report.shown.others)} of the others.`,
    ),
  ];
}

function namesBlocks(report: NamesReport): Block[] {
  return [
    paragraph(
      `${thousands(report.sampled)} of ${thousands(report.names)} names over ${thousands(report.papers)} papers.`,
    ),
    table(
      ['success@1, typed', 'ranked first', 'answered first', 'changed names', 'ranked first of these'],
      report.typings.map((row) => [
        row.typing,
        figure(row.rankedFirst),
        figure(row.answeredFirst),
        thousands(row.changed),
        figure(row.rankedFirstOfChanged),
      ]),
    ),
  ];
}

function inCorpusBlocks(report: InCorpusReport): Block[] {
  const row = (whose: string, { questions, inCorpus, answered }: QuestionsOutcome) => [
    whose,
    thousands(questions),
    ...[inCorpus, 1 - inCorpus, answered, 1 - answered].map(figure),
  ];
  const rests = report.pseudoQuestions
    ? `it rests on ${report.pseudoQuestions} questions made of the corpus`
    : 'the corpus is too small for one of its own';
  return [
    paragraph(
      `${thousands(report.documents)} documents; threshold ${report.threshold.toFixed(2)}, ${rests}; ` +
        `AUC ${figure(report.areaUnderCurve)}.`,
    ),
    table(
      ['questions', '', 'by score: in the corpus', 'not', 'as asked: answered', 'refused'],
      [row('of the corpus', report.own), row('of another field', report.others)],
    ),
  ];
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', line: [text] };
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): Block {
  return { kind: 'table', columns, rows: rows.map((row) => row.map((cell) => [cell])) };
}

/** Three decimals, or nothing for what could not be measured. */
function figure(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(3);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${figure(Math.abs(value))}`;
}

function ratio({ right, all }: Count): string {
  return all ? `${right}/${all}` : '';
}

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
