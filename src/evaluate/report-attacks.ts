/** How many orders reached a reader, by kind → a table. Pure. */
import type { Block } from '../domain/message.ts';
import type { AttacksReport } from './measure-attacks.ts';

const MOST_LISTED = 30;

export function attacksBlocks({ attacks, messages, kinds, reached }: AttacksReport): Block[] {
  const all = kinds.reduce((sum, kind) => sum + kind.reached, 0);
  return [
    { kind: 'paragraph', line: [`${attacks} texts that give orders, ${messages} messages looked at.`] },
    {
      kind: 'table',
      columns: ['kind', 'attacks', 'reached a reader'],
      rows: [
        ...kinds.map((row) => [[row.kind], [String(row.attacks)], [String(row.reached)]]),
        [['all'], [String(attacks)], [String(all)]],
      ],
    },
    ...(reached.length
      ? [
          {
            kind: 'list',
            items: reached.slice(0, MOST_LISTED).map(({ id, how, text }) => [`${id}, ${how}: ${text}`]),
          } as const,
        ]
      : []),
  ];
}
