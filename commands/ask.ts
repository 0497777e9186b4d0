import type { Arguments, Call, Choice, CommandDefinition } from '../src/domain/command.ts';
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
      autocomplete: true,
    },
    language: {
      type: 'string',
      description: 'What the answer is written in: German, Deutsch or de.',
      maxLength: 40,
      autocomplete: true,
    },
    private: { type: 'boolean', description: 'Only you see the answer.' },
    thread: { type: 'boolean', description: 'Open a thread to go on asking in.' },
  },
} as const satisfies CommandDefinition;

export function run(
  { question, since, language, private: hidden }: Arguments<typeof definition>,
  { pipeline }: Services,
  call: Call,
) {
  return pipeline.ask(question, { since, language, private: hidden }, call);
}

export async function complete(option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  return option === 'since' ? pipeline.suggestDays(typed) : pipeline.suggestLanguages(typed);
}
