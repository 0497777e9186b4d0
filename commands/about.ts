import type { Arguments, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'about',
  description: 'What the library holds, how fresh it is, which model answers, and privacy.',
  category: 'paperboy',
  example: '',
  options: {},
} as const satisfies CommandDefinition;

export function run(_args: Arguments<typeof definition>, { pipeline }: Services) {
  return pipeline.about();
}
