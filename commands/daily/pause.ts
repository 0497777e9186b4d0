import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';
import { DAILY, WHICH } from './options.ts';

export const definition = {
  name: 'daily pause',
  group: DAILY,
  description: 'Posts nothing until you resume it.',
  category: 'papers',
  example: '',
  private: true,
  managersOnly: true,
  options: { which: WHICH },
} as const satisfies CommandDefinition;

export function run({ which }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.dailyPause(which, call);
}

export { completeDaily as complete } from './options.ts';
