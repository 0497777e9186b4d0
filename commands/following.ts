import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'following',
  description: 'What you follow, and when it comes next.',
  category: 'papers',
  example: '',
  private: true,
  options: {},
} as const satisfies CommandDefinition;

export function run(_args: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.following(call);
}
