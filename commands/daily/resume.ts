import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';
import { DAILY, WHICH } from './options.ts';

export const definition = {
  name: 'daily resume',
  group: DAILY,
  description: 'Goes on with a post that is paused.',
  category: 'papers',
  example: '',
  private: true,
  managersOnly: true,
  options: { which: WHICH },
} as const satisfies CommandDefinition;

export function run({ which }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.dailyResume(which, call);
}

export { completeDaily as complete } from './options.ts';
