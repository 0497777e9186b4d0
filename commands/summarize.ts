import type { Arguments, Call, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'summarize',
  description: 'Summarise one paper from its abstract.',
  category: 'answers',
  example: 'DeepSeek-R1 style:one-liner',
  options: {
    paper: {
      type: 'string',
      description: 'An arXiv id, an address, or the title.',
      required: true,
      maxLength: 400,
      autocomplete: true,
    },
    style: {
      type: 'string',
      description: 'How long, or for whom.',
      choices: [
        { name: 'one line', value: 'one-liner' },
        { name: 'short', value: 'short' },
        { name: 'detailed', value: 'detailed' },
        { name: 'for a beginner', value: 'beginner' },
        { name: 'for a practitioner', value: 'practitioner' },
        { name: 'for an expert', value: 'expert' },
      ],
    },
  },
} as const satisfies CommandDefinition;

/** What a style means: how long, and for which reader. */
const STYLES = {
  'one-liner': ['one-liner', 'practitioner'],
  short: ['short', 'practitioner'],
  detailed: ['detailed', 'practitioner'],
  beginner: ['short', 'beginner'],
  practitioner: ['short', 'practitioner'],
  expert: ['short', 'expert'],
} as const;

export function run({ paper, style }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  const [length, reader] = STYLES[style ?? 'short'];
  return pipeline.summarize(paper, length, reader, call);
}

export function complete(_option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  return pipeline.completePaper(typed);
}
