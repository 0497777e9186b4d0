import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'compare',
  description: 'Set two to five papers side by side, both sides cited.',
  category: 'answers',
  example: 'R1-Searcher vs ConvSearch-R1',
  options: {
    papers: {
      type: 'string',
      description: 'Ids, addresses, names or titles, separated by “vs”, “and” or commas.',
      required: true,
      maxLength: 1000,
    },
    focus: { type: 'string', description: 'What to compare them on, such as: training data.', maxLength: 100 },
  },
} as const satisfies CommandDefinition;

export function run({ papers, focus }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.compare(papers, focus, call);
}
