import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'trending',
  description: 'What readers of Daily Papers liked most.',
  category: 'papers',
  example: 'period:week topic:robots',
  options: {
    period: {
      type: 'string',
      description: 'Which days, counted back from the newest listing day.',
      choices: [
        { name: 'today', value: 'today' },
        { name: 'the last seven days', value: 'week' },
        { name: 'the last thirty days', value: 'month' },
      ],
    },
    topic: { type: 'string', description: 'Only papers on this.', maxLength: 200 },
    page: { type: 'integer', description: 'Which page of the list.', least: 1, most: 6 },
  },
} as const satisfies CommandDefinition;

export function run(options: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.trending(options, call);
}
