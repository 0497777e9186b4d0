import { expect, it } from 'vitest';
import { completeInTime, completeLine } from '../../src/console/complete.ts';
import { ask, commands } from './commands.ts';

const complete = (line: string) => completeLine({ commands, services: { runs: [] }, extraNames: ['quit'] }, line);

it.each([
  ['/', [...commands.map(({ definition }) => `/${definition.name} `), '/quit '], '/'],
  ['/a', ['/ask ', '/about '], '/a'],
  ['/SUM', ['/summarize '], '/SUM'],
  ['how can', [], 'how can'],
  ['/nonsense x', [], '/nonsense x'],
  ['/ask ', ['question:', 'since:', '--private '], ''],
  ['/ask why --', ['--question=', '--since=', '--private '], '--'],
  ['/ask why --s', ['--since='], '--s'],
  ['/ask why since:2026 s', [], 's'],
  ['/ask why si', ['since:'], 'si'],
  ['/summarize 2501.00001 style:', ['one-liner', 'short'], ''],
  ['/summarize 2501.00001 --style o', ['one-liner'], 'o'],
  ['/summarize 2501.00001 --style=s', ['short'], 's'],
  ['/trending we', ['week'], 'we'],
])('%s', async (line, candidates, replaced) => {
  expect(await complete(line)).toEqual([candidates, replaced]);
});

it('suggestions of a command are told apart by their names, and the only one becomes what is sent', async () => {
  expect(await complete('/summarize knowing ')).toEqual([['Knowing When to Look', 'Knowing Nothing'], 'knowing ']);
  expect(await complete('/summarize Knowing Wh')).toEqual([['2501.00001'], 'Knowing Wh']);
  expect(await complete('/summarize paper:"knowing wh')).toEqual([['2501.00001'], '"knowing wh']);
});

it('a command that takes too long suggests nothing', async () => {
  const slow = {
    ...ask,
    definition: {
      ...ask.definition,
      options: { paper: { type: 'string', description: '', autocomplete: true } },
    } as const,
    complete: () => new Promise<never>(() => {}),
  };
  const clock = { now: () => 0, sleep: async () => {} };
  const options = { commands: [slow], services: { runs: [] } };
  expect(await completeInTime(options, '/ask x', clock)).toEqual([[], '/ask x']);
});
