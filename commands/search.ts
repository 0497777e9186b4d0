import type { Arguments, Call, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'search',
  description: 'Find papers on a topic, a method, a name.',
  category: 'papers',
  example: 'diffusion language models -images since:2025 sort:upvotes',
  options: {
    query: {
      type: 'string',
      description: 'Words, “a phrase”, -excluded, by Somebody, since March.',
      required: true,
      maxLength: 1000,
    },
    since: {
      type: 'string',
      description: 'Only papers since then: 2026-06-01, June 2026, last week, 30 days.',
      maxLength: 60,
      autocomplete: true,
    },
    until: {
      type: 'string',
      description: 'Only papers until then: 2026-06-30, June 2026, 2025.',
      maxLength: 60,
      autocomplete: true,
    },
    author: {
      type: 'string',
      description: 'Only papers by this author, or by all of several.',
      maxLength: 200,
      autocomplete: true,
    },
    organisation: {
      type: 'string',
      description: 'Only papers from this organisation.',
      maxLength: 100,
      autocomplete: true,
    },
    exclude: { type: 'string', description: 'No papers with these words, separated by commas.', maxLength: 200 },
    sort: {
      type: 'string',
      description: 'The order of the papers that fit.',
      choices: [
        { name: 'best fit first', value: 'relevance' },
        { name: 'newest first', value: 'newest' },
        { name: 'most upvoted first', value: 'upvotes' },
      ],
    },
    page: { type: 'integer', description: 'Which page of the list.', least: 1, most: 40 },
  },
} as const satisfies CommandDefinition;

export function run({ query, ...options }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.search(query, options, call);
}

export async function complete(option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  if (option === 'author' || option === 'organisation') return pipeline.completePeople(option, typed);
  return pipeline.suggestDays(typed);
}
