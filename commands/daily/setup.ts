import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';
import { CHOICES, DAILY, typedOf } from './options.ts';

export const definition = {
  name: 'daily setup',
  group: DAILY,
  description: 'Posts papers in a channel, each day at its hour; everything has a default.',
  category: 'papers',
  example: 'time:08:30 timezone:Europe/Berlin topics:robot learning, org:Qwen',
  private: true,
  managersOnly: true,
  options: { ...CHOICES },
} as const satisfies CommandDefinition;

export function run(args: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.dailySetup(typedOf(args), call);
}

export { completeDaily as complete } from './options.ts';
