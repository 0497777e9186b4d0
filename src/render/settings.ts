/** What is set for a server → a panel that says each setting, its value and what it means; for those who manage the server. */
import type { Action } from '../domain/actions.ts';
import type { Block, Line, Message, Span } from '../domain/message.ts';
import type { SettingName, Settings } from '../domain/settings.ts';
import { inARow, inTurn, type Label, languageName, say, sayCounted, type Value, type Words } from '../domain/words.ts';
import { labelled } from './paper-lines.ts';

/** What holds where a server sets nothing. */
export interface SettingDefaults {
  /** The name of a language, in English. */
  readonly language: string;
}

/** One setting, as a person reads it. */
export interface SettingRow {
  readonly name: SettingName;
  readonly label: Words;
  readonly value: Value;
  readonly meaning: Words;
  /** Nobody has set it, or to what holds anyway. */
  readonly isDefault: boolean;
}

/** @param nameOf what the code of a language is called, in English */
export function describeSettings(
  settings: Settings,
  defaults: SettingDefaults,
  nameOf: (code: string) => string,
): SettingRow[] {
  const { language, answerLength, visibility, channels, roles, threads } = settings;
  return [
    {
      name: 'language',
      label: say('Language'),
      value: languageName(language ? nameOf(language) : defaults.language),
      meaning: say('what answers are written in where a reader asks for none'),
      isDefault: language === undefined,
    },
    {
      name: 'answerLength',
      label: say('Length'),
      value: answerLength === 'short' ? say('short') : say('normal'),
      meaning:
        answerLength === 'short' ? say('at most three sentences; a summary is one') : say('what the question needs'),
      isDefault: answerLength === 'normal',
    },
    {
      name: 'visibility',
      label: say('Visibility'),
      value: visibility === 'private' ? say('private') : say('public'),
      meaning:
        visibility === 'private'
          ? say('only the asker sees an answer, unless the asker says otherwise')
          : say('everybody in the channel sees an answer, unless the asker says otherwise'),
      isDefault: visibility === 'public',
    },
    {
      name: 'channels',
      label: say('Channels'),
      value: channels.length ? mentions('channel', channels) : say('all'),
      meaning: channels.length ? say('questions are answered only there') : say('questions are answered everywhere'),
      isDefault: !channels.length,
    },
    {
      name: 'roles',
      label: say('Roles'),
      value: roles.length ? mentions('role', roles) : say('all'),
      meaning: roles.length
        ? say('only their members are answered, and those who manage the server')
        : say('everybody is answered'),
      isDefault: !roles.length,
    },
    {
      name: 'threads',
      label: say('Threads'),
      value: threads ? say('on') : say('off'),
      meaning: threads ? say('a question opens a thread of its own') : say('a question is answered where it was asked'),
      isDefault: !threads,
    },
    limitRow(
      'serverDailyAnswers',
      say('Answers a day'),
      settings.serverDailyAnswers,
      say('by the language model, for all readers of this server; then abstracts are quoted'),
    ),
    limitRow(
      'readerDailyAnswers',
      say('Answers a reader'),
      settings.readerDailyAnswers,
      say('by the language model, for one reader a day; then abstracts are quoted'),
    ),
  ];
}

/** What the panel says besides. */
export interface SettingsNews {
  /** Missing where nothing was to be changed. */
  readonly changed?: readonly SettingName[];
  /** What I may not do in the channels that matter, in sentences. */
  readonly lacking: readonly Label[];
  /** What can be pressed to change them. */
  readonly actions: readonly Action[];
}

export function renderSettings(rows: readonly SettingRow[], { changed, lacking, actions }: SettingsNews): Message {
  return {
    status: 'ok',
    blocks: [
      ...(changed ? [{ kind: 'paragraph', line: [changedText(rows, changed)] } satisfies Block] : []),
      { kind: 'heading', line: [say('Settings of this server')] },
      { kind: 'list', items: rows.map(rowLine) },
      ...lackingBlocks(lacking),
      {
        kind: 'note',
        line: [
          say('To change one, choose below or type it: {example}.', {
            example: [{ kind: 'command', name: 'settings' }, ' language:German'],
          }),
        ],
      },
    ],
    private: true,
    actions,
  };
}

/** @param inTerminal whoever runs the program asks, not a reader in a direct message */
export function renderSettingsElsewhere(rows: readonly SettingRow[], inTerminal: boolean): Message {
  const where = inTerminal
    ? say('Settings are kept for each Discord server; there, those who manage it type /settings. Here these hold:')
    : say('Settings are for servers: type /settings in a server that you manage. Here these hold:');
  return {
    status: 'ok',
    blocks: [
      { kind: 'paragraph', line: [where] },
      { kind: 'list', items: rows.map(rowLine) },
      ...(inTerminal
        ? [{ kind: 'note', line: [say('The language comes from DEFAULT_LANGUAGE in .env.')] } satisfies Block]
        : []),
    ],
    private: true,
  };
}

export function renderSettingsRefused(problem: Label, help: Label): Message {
  return { status: 'invalid', blocks: [{ kind: 'paragraph', line: [inTurn(problem, help)] }], private: true };
}

function rowLine({ label, value, meaning, isDefault }: SettingRow): Line {
  const shown = isDefault ? say('{value} (default)', { value }) : inARow([value]);
  return labelled(label, shown, ' — ', meaning);
}

function limitRow(
  name: 'serverDailyAnswers' | 'readerDailyAnswers',
  label: Words,
  limit: number | undefined,
  meaning: Words,
): SettingRow {
  return {
    name,
    label,
    value:
      limit === undefined
        ? say('no limit of this server')
        : sayCounted({ one: '{count} answer', other: '{count} answers' }, limit),
    meaning,
    isDefault: limit === undefined,
  };
}

/** In the middle of a sentence. */
const CALLED: Readonly<Record<SettingName, Words>> = {
  language: say('language'),
  answerLength: say('length'),
  visibility: say('visibility'),
  channels: say('channels'),
  roles: say('roles'),
  threads: say('threads'),
  serverDailyAnswers: say('answers a day'),
  readerDailyAnswers: say('answers a reader'),
};

function changedText(rows: readonly SettingRow[], changed: readonly SettingName[]): Words {
  const labels = rows.filter(({ name }) => changed.includes(name)).map(({ name }) => CALLED[name]);
  return labels.length
    ? say('Changed: {settings}.', { settings: inARow(labels, ', ') })
    : say('It was so already; nothing changed.');
}

function lackingBlocks(lacking: readonly Label[]): Block[] {
  if (!lacking.length) return [];
  return [
    { kind: 'heading', line: [say('What I am not allowed to do')] },
    { kind: 'list', items: lacking.map((sentence) => [sentence]) },
  ];
}

function mentions(of: 'channel' | 'role', ids: readonly string[]): Line {
  return ids.flatMap((id, index): Span[] => [...(index ? [', '] : []), { kind: 'mention', of, id }]);
}
