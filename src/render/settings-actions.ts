/** What is set for a server → what can be pressed below the panel: places, language, switches and limits. */
import type { Action, ActionButton } from '../domain/actions.ts';
import type { Settings } from '../domain/settings.ts';
import { say, type Words } from '../domain/words.ts';

export interface LanguageChoice {
  readonly name: string;
  readonly value: string;
}

/** @param languages at most 25, the one that is set among them */
export function settingsActions(settings: Settings, languages: readonly LanguageChoice[]): Action[] {
  const { language, answerLength, visibility, threads, channels, roles } = settings;
  const panel = { command: 'settings-panel', do: 'replace' } as const;
  return [
    {
      ...{
        ...panel,
        kind: 'places',
        of: 'channel',
        option: 'value',
        selected: channels,
        args: { setting: 'channels' },
      },
      placeholder: say('Answer in every channel'),
    },
    {
      ...{ ...panel, kind: 'places', of: 'role', option: 'value', selected: roles, args: { setting: 'roles' } },
      placeholder: say('Answer everybody'),
    },
    {
      ...{ kind: 'select', do: 'replace', command: 'settings', args: {}, option: 'language' },
      placeholder: say('Language of answers'),
      choices: languages.map(({ name, value }) => ({
        label: name,
        value,
        ...(value === language && { selected: true }),
      })),
    },
    answerLength === 'short'
      ? change(say('Normal answers'), { length: 'normal' })
      : change(say('Short answers'), { length: 'short' }),
    visibility === 'private'
      ? change(say('Public answers'), { visibility: 'public' })
      : change(say('Private answers'), { visibility: 'private' }),
    threads ? change(say('No threads'), { threads: false }) : change(say('Threads'), { threads: true }),
    limit(say('Answers a day'), 'serverDailyAnswers', settings.serverDailyAnswers),
    limit(say('Answers a reader'), 'readerDailyAnswers', settings.readerDailyAnswers),
    { ...change(say('Back to the defaults'), { reset: true }), style: 'danger' },
  ];
}

function change(label: Words, args: Readonly<Record<string, string | boolean>>): ActionButton {
  return { kind: 'button', label, do: 'replace', command: 'settings', args };
}

function limit(
  label: Words,
  setting: 'serverDailyAnswers' | 'readerDailyAnswers',
  now: number | undefined,
): ActionButton {
  return {
    ...{ kind: 'button', label, do: 'ask', private: true, command: 'settings-panel', args: { setting } },
    window: {
      title: label,
      label: say('A number; 0 is no limit'),
      option: 'value',
      maxLength: 7,
      ...(now !== undefined && { placeholder: String(now) }),
    },
  };
}
