import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'why',
  description: 'What each sentence of the last answer rests on, and what was checked.',
  category: 'answers',
  example: '1',
  options: {
    number: { type: 'integer', description: 'One sentence only, counted from 1.', least: 1, most: 60 },
  },
} as const satisfies CommandDefinition;

export function run({ number }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.why(number, call);
}
