import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';
import { CHOICES, DAILY, typedOf, WHICH } from './options.ts';

export const definition = {
  name: 'daily edit',
  group: DAILY,
  description: 'Changes a daily post; what you leave out stays as it is.',
  category: 'papers',
  example: 'papers:10 style:compact',
  private: true,
  managersOnly: true,
  options: { which: WHICH, ...CHOICES, 'no-role': { type: 'boolean', description: 'No role is told any more.' } },
} as const satisfies CommandDefinition;

export function run({ which, ...choices }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.dailyEdit(which, { ...typedOf(choices), noRole: choices['no-role'] }, call);
}

export { completeDaily as complete } from './options.ts';
