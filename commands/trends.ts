import type { Arguments, Call, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'trends',
  description: 'What the papers of a period are about: themes, what is new, and a picture of the counts.',
  category: 'answers',
  example: 'topic:robots period:month',
  options: {
    topic: { type: 'string', description: 'Only papers on this.', maxLength: 200 },
    period: {
      type: 'string',
      description: 'Such as week (default), month, June 2026, last 10 days, 2026-06-01 to 2026-06-15.',
      maxLength: 60,
      autocomplete: true,
    },
  },
} as const satisfies CommandDefinition;

export function run({ topic, period }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.trends(topic, period, call);
}

export function complete(_option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  return pipeline.suggestPeriods(typed);
}
