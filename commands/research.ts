import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'research',
  description: 'A short review of what the papers say, with a table, open questions and BibTeX.',
  category: 'answers',
  example: 'how can a model decide when to search? depth:quick',
  options: {
    question: { type: 'string', description: 'What the review is on.', required: true, maxLength: 1000 },
    depth: {
      type: 'string',
      description: 'How far it goes; deep takes some minutes.',
      choices: [
        { name: 'quick', value: 'quick' },
        { name: 'standard', value: 'standard' },
        { name: 'deep', value: 'deep' },
      ],
    },
    private: { type: 'boolean', description: 'Only you see the review.' },
  },
} as const satisfies CommandDefinition;

export function run(
  { question, depth, private: hidden }: Arguments<typeof definition>,
  { pipeline }: Services,
  call: Call,
) {
  return pipeline.research(question, { depth, private: hidden }, call);
}
