import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';
import { DAILY } from './options.ts';

export const definition = {
  name: 'daily list',
  group: DAILY,
  description: 'What is posted where, when the last one was and when the next one is.',
  category: 'papers',
  example: '',
  private: true,
  managersOnly: true,
  options: {},
} as const satisfies CommandDefinition;

export function run(_args: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.dailyList(call);
}
