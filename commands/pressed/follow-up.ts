import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';

export const definition = {
  name: 'follow-up',
  description: 'A question that goes on from one answer.',
  category: 'answers',
  example: '',
  options: {
    question: { type: 'string', description: 'What you want to know.', required: true, maxLength: 1000 },
    answer: { type: 'string', description: 'The id of the answer.', required: true, maxLength: 40 },
    language: { type: 'string', description: 'What the answer is written in.', maxLength: 40 },
  },
} as const satisfies CommandDefinition;

export function run({ question, answer, language }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.followUpOn(question, answer, { language }, call);
}
