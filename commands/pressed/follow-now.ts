import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';

export const definition = {
  name: 'follow-now',
  description: 'Sends now what you follow.',
  category: 'papers',
  example: '',
  private: true,
  options: { which: { type: 'string', description: 'Its id.', required: true, maxLength: 40 } },
} as const satisfies CommandDefinition;

export function run({ which }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.followNow(which, call);
}
