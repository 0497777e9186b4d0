import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'forget',
  description: 'Delete what I remember of you, in every place.',
  category: 'paperboy',
  example: '',
  options: {},
} as const satisfies CommandDefinition;

export function run(_args: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.forget(call);
}
