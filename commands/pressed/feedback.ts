import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';

export const definition = {
  name: 'feedback',
  description: 'What you think of one answer.',
  category: 'paperboy',
  example: '',
  private: true,
  options: {
    answer: { type: 'string', description: 'The id of the answer.', required: true, maxLength: 40 },
    verdict: {
      type: 'string',
      description: 'Good or not.',
      required: true,
      choices: [
        { name: 'good', value: 'up' },
        { name: 'not good', value: 'down' },
      ],
    },
    word: { type: 'string', description: 'What is wrong with it.', maxLength: 1000 },
  },
} as const satisfies CommandDefinition;

export function run({ answer, verdict, word }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.feedback(answer, verdict, word, call);
}
