import type { Arguments, Call, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'Explain the papers here',
  description: 'Say what the papers of a message are about.',
  category: 'answers',
  example: '',
  target: 'message',
  private: true,
  options: { text: { type: 'string', description: 'What stands in the message.', required: true } },
} as const satisfies CommandDefinition;

export function run({ text }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.explainPapers(text, call);
}
