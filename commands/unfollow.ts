import type { Arguments, Call, Choice, CommandDefinition, Typing } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'unfollow',
  description: 'Takes away a topic that you follow, or all of them.',
  category: 'papers',
  example: 'robot learning',
  private: true,
  options: {
    what: {
      type: 'string',
      description: 'A topic that you follow, or “everything”.',
      required: true,
      maxLength: 120,
      autocomplete: true,
    },
  },
} as const satisfies CommandDefinition;

export function run({ what }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.unfollow(what, call);
}

export function complete(
  _option: string,
  typed: string,
  { pipeline }: Services,
  typing?: Typing,
): Promise<readonly Choice[]> {
  return pipeline.suggestFollowed(typed, typing);
}
