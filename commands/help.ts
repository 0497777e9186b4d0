import type { Arguments, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Message } from '../src/domain/message.ts';
import { renderCommandHelp, renderGroupHelp, renderHelp } from '../src/render/help.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'help',
  description: 'What you can ask for, and how.',
  category: 'paperboy',
  example: 'ask',
  options: {
    command: { type: 'string', description: 'The name of one command.', maxLength: 32, autocomplete: true },
  },
} as const satisfies CommandDefinition;

export async function* run(
  { command }: Arguments<typeof definition>,
  { definitions, jobs }: Services,
): AsyncGenerator<Message> {
  const wanted = command?.trim().replace(/^\//, '').replace(/\s+/g, ' ').toLowerCase();
  const one = definitions.find(({ name }) => name === wanted);
  const group = definitions.filter((definition) => definition.group && definition.group.name === wanted);
  if (group.length) return yield renderGroupHelp(group);
  yield one ? renderCommandHelp(one) : renderHelp(definitions, wanted, jobs);
}

export async function complete(_option: string, typed: string, { definitions }: Services): Promise<readonly Choice[]> {
  const wanted = typed.trim().replace(/^\//, '').toLowerCase();
  return definitions.filter(({ name }) => name.startsWith(wanted)).map(({ name }) => ({ name, value: name }));
}
