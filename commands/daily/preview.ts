import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';
import { DAILY, EDITION, PAPERS, TOPICS, WHICH, WITHOUT } from './options.ts';

export const definition = {
  name: 'daily preview',
  group: DAILY,
  description: 'Shows you alone what would be posted now.',
  category: 'papers',
  example: 'topics:robot learning papers:3',
  private: true,
  managersOnly: true,
  options: { which: WHICH, topics: TOPICS, without: WITHOUT, papers: PAPERS, edition: EDITION },
} as const satisfies CommandDefinition;

export function run({ which, ...choices }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.dailyPreview(which, choices, call);
}

export { completeDaily as complete } from './options.ts';
