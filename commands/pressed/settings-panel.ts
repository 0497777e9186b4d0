import type { Arguments, Call, CommandDefinition } from '../../src/domain/command.ts';
import type { Services } from '../services.ts';

export const definition = {
  name: 'settings-panel',
  description: 'One setting of this server, as the panel has it.',
  category: 'paperboy',
  example: '',
  private: true,
  managersOnly: true,
  options: {
    setting: {
      type: 'string',
      description: 'Which.',
      required: true,
      choices: [
        { name: 'channels', value: 'channels' },
        { name: 'roles', value: 'roles' },
        { name: 'answers a day', value: 'serverDailyAnswers' },
        { name: 'answers a reader', value: 'readerDailyAnswers' },
      ],
    },
    value: { type: 'string', description: 'Ids with commas between them, or a number.', maxLength: 1000 },
  },
} as const satisfies CommandDefinition;

export function run({ setting, value }: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  return pipeline.settingsPanel(setting, value ?? '', call);
}
