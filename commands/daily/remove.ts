import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';
import { DAILY, WHICH } from './options.ts';

export const definition = {
  name: 'daily remove',
  group: DAILY,
  description: 'Removes a daily post; what was posted stays.',
  category: 'papers',
  example: '',
  private: true,
  managersOnly: true,
  options: { which: WHICH, confirmed: { type: 'boolean', description: 'Without asking again.' } },
} as const satisfies CommandDefinition;

export function run({ which, confirmed }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.dailyRemove(which, confirmed === true, call);
}

export { completeDaily as complete } from './options.ts';
