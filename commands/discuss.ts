import type { Arguments, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'discuss',
  description: 'Open a thread about one paper; questions in it are answered from that paper first.',
  category: 'answers',
  example: 'DeepSeek-R1',
  options: {
    paper: {
      type: 'string',
      description: 'An arXiv id, an address, or the title.',
      required: true,
      maxLength: 400,
      autocomplete: true,
    },
  },
} as const satisfies CommandDefinition;

export function run({ paper }: Arguments<typeof definition>, { pipeline }: Services) {
  return pipeline.discuss(paper);
}

export function complete(_option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  return pipeline.completePaper(typed);
}
