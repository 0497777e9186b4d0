import type { Arguments, Call, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'similar',
  description: 'Find papers like one that you know, or like several.',
  category: 'papers',
  example: 'DeepSeek-R1',
  options: {
    papers: {
      type: 'string',
      description: 'An id, address, name or title; several separated by commas.',
      required: true,
      maxLength: 1000,
      autocomplete: true,
    },
    since: {
      type: 'string',
      description: 'Only papers since then: 2026-06-01, June 2026, last week, 30 days.',
      maxLength: 60,
      autocomplete: true,
    },
    sort: {
      type: 'string',
      description: 'The order of the papers that are alike.',
      choices: [
        { name: 'most alike first', value: 'relevance' },
        { name: 'newest first', value: 'newest' },
        { name: 'most upvoted first', value: 'upvotes' },
      ],
    },
    page: { type: 'integer', description: 'Which page of the list.', least: 1, most: 40 },
  },
} as const satisfies CommandDefinition;

export function run({ papers, ...options }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.similar(papers, options, call);
}

export async function complete(option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  return option === 'since' ? pipeline.suggestDays(typed) : pipeline.completePapers(typed);
}
