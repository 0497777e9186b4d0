import type { Arguments, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'search',
  description: 'Find papers on a topic, a method, a name.',
  category: 'papers',
  example: 'diffusion language models since:2025 sort:upvotes',
  options: {
    query: { type: 'string', description: 'Words, a name, an arXiv id.', required: true, maxLength: 1000 },
    since: {
      type: 'string',
      description: 'Only papers since then: 2026-06-01, June 2026, last week, 30 days.',
      maxLength: 60,
    },
    sort: {
      type: 'string',
      description: 'The order of the papers that fit.',
      choices: [
        { name: 'best fit first', value: 'relevance' },
        { name: 'newest first', value: 'newest' },
        { name: 'most upvoted first', value: 'upvotes' },
      ],
    },
  },
} as const satisfies CommandDefinition;

export function run({ query, since, sort }: Arguments<typeof definition>, { pipeline }: Services) {
  return pipeline.search(query, { since, sort });
}
