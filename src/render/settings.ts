/** What is set for a server → a panel that says each setting, its value and what it means; for those who manage the server. */
import type { Block, Line, Message, Span } from '../domain/message.ts';
import type { SettingName, Settings } from '../domain/settings.ts';
import { counted, labelled } from './paper-lines.ts';

/** What holds where a server sets nothing. */
export interface SettingDefaults {
  /** The name of a language, in English. */
  readonly language: string;
}

/** One setting, as a person reads it. */
export interface SettingRow {
  readonly name: SettingName;
  readonly label: string;
  readonly value: Line;
  readonly meaning: string;
  /** Nobody has set it, or to what holds anyway. */
  readonly isDefault: boolean;
}

/** @param languageName what the code of a language is called, in English */
export function describeSettings(
  settings: Settings,
  defaults: SettingDefaults,
  languageName: (code: string) => string,
): SettingRow[] {
  const { language, answerLength, visibility, channels, roles, threads } = settings;
  return [
    {
      name: 'language',
      label: 'Language',
      value: [language ? languageName(language) : defaults.language],
      meaning: 'what answers are written in where a reader asks for none',
      isDefault: language === undefined,
    },
    {
      name: 'answerLength',
      label: 'Length',
      value: [answerLength],
      meaning: answerLength === 'short' ? 'at most three sentences; a summary is one' : 'what the question needs',
      isDefault: answerLength === 'normal',
    },
    {
      name: 'visibility',
      label: 'Visibility',
      value: [visibility],
      meaning: `${visibility === 'private' ? 'only the asker sees an answer' : 'everybody in the channel sees an answer'}, unless the asker says otherwise`,
      isDefault: visibility === 'public',
    },
    {
      name: 'channels',
      label: 'Channels',
      value: channels.length ? mentions('channel', channels) : ['all'],
      meaning: channels.length ? 'questions are answered only there' : 'questions are answered everywhere',
      isDefault: !channels.length,
    },
    {
      name: 'roles',
      label: 'Roles',
      value: roles.length ? mentions('role', roles) : ['all'],
      meaning: roles.length
        ? 'only their members are answered, and those who manage the server'
        : 'everybody is answered',
      isDefault: !roles.length,
    },
    {
      name: 'threads',
      label: 'Threads',
      value: [threads ? 'on' : 'off'],
      meaning: threads ? 'a question opens a thread of its own' : 'a question is answered where it was asked',
      isDefault: !threads,
    },
    limitRow('serverDailyAnswers', 'Answers a day', settings.serverDailyAnswers, 'for all readers of this server'),
    limitRow('readerDailyAnswers', 'Answers a reader', settings.readerDailyAnswers, 'for one reader a day'),
  ];
}

/** What the panel says besides. */
export interface SettingsNews {
  /** Missing where nothing was to be changed. */
  readonly changed?: readonly SettingName[];
  /** What I may not do in the channels that matter, in sentences. */
  readonly lacking: readonly string[];
}

export function renderSettings(rows: readonly SettingRow[], { changed, lacking }: SettingsNews): Message {
  return {
    status: 'ok',
    blocks: [
      ...(changed ? [{ kind: 'paragraph', line: [changedText(rows, changed)] } satisfies Block] : []),
      { kind: 'heading', line: ['Settings of this server'] },
      { kind: 'list', items: rows.map(rowLine) },
      ...lackingBlocks(lacking),
      {
        kind: 'note',
        line: [
          'To change one, type it: ',
          { kind: 'command', name: 'settings' },
          ' language:German. With reset everything is as it was at first.',
        ],
      },
    ],
    private: true,
  };
}

/** @param inTerminal whoever runs the program asks, not a reader in a direct message */
export function renderSettingsElsewhere(rows: readonly SettingRow[], inTerminal: boolean): Message {
  const where = inTerminal
    ? 'Settings are kept for each Discord server; there, those who manage it type /settings. Here these hold:'
    : 'Settings are for servers: type /settings in a server that you manage. Here these hold:';
  return {
    status: 'ok',
    blocks: [
      { kind: 'paragraph', line: [where] },
      { kind: 'list', items: rows.map(rowLine) },
      ...(inTerminal
        ? [{ kind: 'note', line: ['The language comes from DEFAULT_LANGUAGE in .env.'] } satisfies Block]
        : []),
    ],
    private: true,
  };
}

export function renderSettingsRefused(problem: string, help: string): Message {
  return { status: 'invalid', blocks: [{ kind: 'paragraph', line: [`${problem} ${help}`] }], private: true };
}

function rowLine({ label, value, meaning, isDefault }: SettingRow): Line {
  return labelled(label, ...value, `${isDefault ? ' (default)' : ''} — ${meaning}`);
}

function limitRow(
  name: 'serverDailyAnswers' | 'readerDailyAnswers',
  label: string,
  limit: number | undefined,
  whose: string,
): SettingRow {
  return {
    name,
    label,
    value: [limit === undefined ? 'no limit of this server' : counted(limit, 'answer')],
    meaning: `by the language model, ${whose}; then abstracts are quoted`,
    isDefault: limit === undefined,
  };
}

function changedText(rows: readonly SettingRow[], changed: readonly SettingName[]): string {
  const labels = rows.filter(({ name }) => changed.includes(name)).map(({ label }) => label.toLowerCase());
  return labels.length ? `Changed: ${labels.join(', ')}.` : 'It was so already; nothing changed.';
}

function lackingBlocks(lacking: readonly string[]): Block[] {
  if (!lacking.length) return [];
  return [
    { kind: 'heading', line: ['What I am not allowed to do'] },
    { kind: 'list', items: lacking.map((sentence) => [sentence]) },
  ];
}

function mentions(of: 'channel' | 'role', ids: readonly string[]): Line {
  return ids.flatMap((id, index): Span[] => [...(index ? [', '] : []), { kind: 'mention', of, id }]);
}
