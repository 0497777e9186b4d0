import type { Arguments, Call, Choice, CommandDefinition } from '../src/domain/command.ts';
import type { Services } from './services.ts';

export const definition = {
  name: 'settings',
  description: 'What is set for this server; with options, changes it.',
  category: 'paperboy',
  example: 'language:German visibility:private',
  private: true,
  managersOnly: true,
  options: {
    language: {
      type: 'string',
      description: 'What answers are written in where a reader asks for none: German, de; or “default”.',
      maxLength: 40,
      autocomplete: true,
    },
    length: {
      type: 'string',
      description: 'How long answers are.',
      choices: [
        { name: 'normal', value: 'normal' },
        { name: 'short: three sentences at most', value: 'short' },
      ],
    },
    visibility: {
      type: 'string',
      description: 'Who sees an answer where the asker does not say.',
      choices: [
        { name: 'public: everybody in the channel', value: 'public' },
        { name: 'private: only the asker', value: 'private' },
      ],
    },
    'add-channel': {
      type: 'string',
      holds: 'channel',
      maxLength: 25,
      description: 'Answer only in this channel or category, and others added so.',
    },
    'remove-channel': {
      type: 'string',
      holds: 'channel',
      maxLength: 25,
      description: 'No longer answer in this channel; with none left, everywhere.',
    },
    'add-role': {
      type: 'string',
      holds: 'role',
      maxLength: 25,
      description: 'Answer only members with this role, and others added so.',
    },
    'remove-role': {
      type: 'string',
      holds: 'role',
      maxLength: 25,
      description: 'No longer for this role; with none left, everybody is answered.',
    },
    threads: { type: 'boolean', description: 'Every question opens a thread of its own.' },
    'answers-a-day': {
      type: 'integer',
      description: 'Answers by the language model a day for all readers here; 0: no limit of this server.',
      least: 0,
      most: 100_000,
    },
    'answers-a-reader': {
      type: 'integer',
      description: 'Answers by the language model a day for one reader here; 0: no limit of this server.',
      least: 0,
      most: 100_000,
    },
    reset: { type: 'boolean', description: 'Everything back to the defaults.' },
  },
} as const satisfies CommandDefinition;

export function run(args: Arguments<typeof definition>, { pipeline }: Services, call: Call) {
  const { language, length, visibility, threads, reset } = args;
  return pipeline.settings(
    {
      language,
      answerLength: length,
      visibility,
      threads,
      reset,
      addChannel: args['add-channel'],
      removeChannel: args['remove-channel'],
      addRole: args['add-role'],
      removeRole: args['remove-role'],
      serverDailyAnswers: limitOf(args['answers-a-day']),
      readerDailyAnswers: limitOf(args['answers-a-reader']),
    },
    call,
  );
}

export async function complete(_option: string, typed: string, { pipeline }: Services): Promise<readonly Choice[]> {
  return pipeline.suggestSettingLanguages(typed);
}

/** Nothing at all is no limit: whoever wants no model has the operator set none. */
function limitOf(typed: number | undefined): number | null | undefined {
  return typed === 0 ? null : typed;
}
