import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';
import { DAILY, WHICH } from './options.ts';

export const definition = {
  name: 'daily now',
  group: DAILY,
  description: 'Posts one now.',
  category: 'papers',
  example: '',
  private: true,
  managersOnly: true,
  options: { which: WHICH },
} as const satisfies CommandDefinition;

export function run({ which }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.dailyNow(which, call);
}

export { completeDaily as complete } from './options.ts';
