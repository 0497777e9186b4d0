import type { Arguments, Call, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'compare',
  description: 'Set two to five papers side by side, both sides cited.',
  category: 'answers',
  example: 'R1-Searcher vs ConvSearch-R1',
  options: {
    papers: {
      type: 'string',
      description: 'Names, titles or ids, separated by “vs” or commas; or: best papers on a topic.',
      required: true,
      maxLength: 1000,
      autocomplete: true,
    },
    focus: { type: 'string', description: 'What to compare them on, such as: training data.', maxLength: 100 },
  },
} as const satisfies CommandDefinition;

export function run({ papers, focus }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.compare(papers, focus, call);
}

export function complete(_option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  return pipeline.completePapers(typed);
}
