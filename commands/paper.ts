import type { Arguments, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'paper',
  description: 'Show one paper: people, dates, upvotes, links and abstract.',
  category: 'papers',
  example: 'DeepSeek-R1',
  options: {
    which: {
      type: 'string',
      description: 'An arXiv id, an address, or the title.',
      required: true,
      maxLength: 400,
      autocomplete: true,
    },
  },
} as const satisfies CommandDefinition;

export function run({ which }: Arguments<typeof definition>, { pipeline }: Services) {
  return pipeline.paper(which);
}

export function complete(_option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  return pipeline.completePaper(typed);
}
