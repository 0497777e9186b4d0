import type { Arguments, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';

export const definition = {
  name: 'sources',
  description: 'What each sentence of one answer rests on, and what was checked.',
  category: 'answers',
  example: '',
  private: true,
  options: { answer: { type: 'string', description: 'The id of the answer.', required: true, maxLength: 40 } },
} as const satisfies CommandDefinition;

export function run({ answer }: Arguments<typeof definition>, { pipeline }: Services) {
  return pipeline.sources(answer);
}
