import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'usage',
  description: 'What you used of the language model, what is left, and when it comes back.',
  category: 'paperboy',
  example: '',
  private: true,
  options: {},
} as const satisfies CommandDefinition;

export function run(_args: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.usage(call);
}
