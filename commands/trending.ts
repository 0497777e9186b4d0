import type { Arguments, CommandDefinition } from '../src/domain/command.ts';
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
  },
} as const satisfies CommandDefinition;

export function run({ period, topic }: Arguments<typeof definition>, { pipeline }: Services) {
  return pipeline.trending(period ?? 'today', topic);
}
