import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'ask',
  description: 'Ask a question; every sentence of the answer cites an abstract.',
  category: 'answers',
  example: 'how can a model decide when to search?',
  options: {
    question: { type: 'string', description: 'What you want to know.', required: true, maxLength: 1000 },
    since: {
      type: 'string',
      description: 'Only papers since then: 2026-06-01, June 2026, last week, 30 days.',
      maxLength: 60,
    },
    private: { type: 'boolean', description: 'Only you see the answer.' },
  },
} as const satisfies CommandDefinition;

export function run(
  { question, since, private: hidden }: Arguments<typeof definition>,
  { pipeline }: Services,
  call: Call,
) {
  return pipeline.ask(question, { since, private: hidden }, call);
}
