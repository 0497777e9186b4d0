/** What was measured of topics in digests in, a message with its table out. Pure. */
import type { Block } from '../domain/message.ts';
import type { DigestTopicsReport } from './measure-digest-topics.ts';

export function digestTopicsBlocks(report: DigestTopicsReport): Block[] {
  return [
    {
      kind: 'paragraph',
      line: [
        `${report.topics} topics over ${count(report.papers)} listed papers: ${report.digests} months with a paper of the ` +
          `topic, a digest of ${report.budget} each; ${report.judged} papers are judged to be on them. The lists that judge ` +
          'are not complete, so that the figures compare ways and say nothing by themselves.',
      ],
    },
    {
      kind: 'table',
      columns: ['papers on a topic by', 'chosen', 'right', 'precision', 'recall', 'retrieval, of as many', 'times'],
      rows: report.ways.map(({ way, chosen, right, precision, recall, ownPrecision }) =>
        [
          NAMES[way],
          count(chosen),
          count(right),
          figure(precision),
          figure(recall),
          way === 'retrieval' ? '' : figure(ownPrecision),
          way === 'retrieval' || !precision || ownPrecision === undefined
            ? ''
            : `${(ownPrecision / precision).toFixed(2)} ×`,
        ].map((cell) => [cell]),
      ),
    },
    {
      kind: 'paragraph',
      line: [
        '“Retrieval, of as many”: its precision where it chooses no more papers than the way of that line, those that it ' +
          'is surest of; it never chooses more than in the first line.',
      ],
    },
  ];
}

const NAMES = {
  retrieval: 'retrieval',
  'whole text': 'substring: the whole topic',
  'all words': 'substring: all of its words',
  'any word': 'substring: any of its words',
  'most words': 'substring: most of its words',
} as const;

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function figure(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(3);
}
