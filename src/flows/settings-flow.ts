/** What an admin types → their server's settings, shown or changed. */
import { ENGLISH, findLanguage, type Language } from '../answer/language.ts';
import type { Call, Choice } from '../domain/command.ts';
import { InvalidInput } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  isEmptyPatch,
  type ServerSettings,
  type SettingName,
  type Settings,
  type SettingsChange,
  type SettingsPatch,
} from '../domain/settings.ts';
import { shorten } from '../domain/text/clean.ts';
import { type Label, say } from '../domain/words.ts';
import {
  describeSettings,
  renderSettings,
  renderSettingsElsewhere,
  renderSettingsRefused,
  type SettingRow,
} from '../render/settings.ts';
import { settingsActions } from '../render/settings-actions.ts';
import { choiceOf, readLanguage, suggestLanguages } from './languages.ts';

export interface SettingsFlowOptions {
  /** Missing where there are no servers. */
  readonly settings?: ServerSettings;
  /** The operator's, for servers that set none; English without it. */
  readonly defaultLanguage?: Language;
}

/** Takes what was set away, so that the default holds again. */
const BACK_TO_DEFAULT = 'default';

export function createSettingsFlow({ settings: servers, defaultLanguage = ENGLISH }: SettingsFlowOptions) {
  const noneOfItsOwn = { name: `the default (${defaultLanguage.name})`, value: BACK_TO_DEFAULT };

  /** Each setting of these, in words. */
  function describeServer(settings: Settings): SettingRow[] {
    return describeSettings(settings, { language: defaultLanguage.name }, (code) => findLanguage(code)?.name ?? code);
  }

  /**
   * Changes what is set for the server of the call.
   * @throws InvalidInput when a language is none, StateFault when it cannot be written
   */
  async function changeServer(patch: SettingsPatch, call: Call): Promise<SettingsChange> {
    const { server, mayManage } = call;
    if (server === undefined || !servers) {
      return { kind: 'refused', problem: say('Settings are kept for servers.'), help: say('Type /settings in one.') };
    }
    if (!mayManage) return NOT_YOURS;
    const read = { ...patch, ...(patch.language && { language: codeOf(patch.language) }) };
    return servers.change(server, (before) => changeSettings(before, read));
  }

  /** The panel of these, and what can be pressed below it. */
  function panel(settings: Settings, call: Call, changed?: readonly SettingName[]): Message {
    const actions = settingsActions(settings, languageChoices(settings.language));
    return renderSettings(describeServer(settings), { changed, lacking: lackingIn(settings, call), actions });
  }

  /** Those that are asked for most, the one that is set among them. */
  function languageChoices(set: string | undefined): Choice[] {
    const common = suggestLanguages('');
    const known = set === undefined ? undefined : findLanguage(set);
    const own = known && !common.some(({ value }) => value === known.code) ? [choiceOf(known)] : [];
    return [noneOfItsOwn, ...own, ...common].slice(0, 25);
  }

  async function* change(patch: SettingsPatch, call: Call): AsyncGenerator<Message> {
    const outcome = await changeServer(patch, call);
    if (outcome.kind === 'refused') return yield renderSettingsRefused(outcome.problem, outcome.help);
    yield panel(outcome.settings, call, outcome.changed);
  }

  return {
    describeServer,
    changeServer,

    /** Without anything to change, the panel. @throws InvalidInput, StateFault */
    async *settings(patch: SettingsPatch, call: Call): AsyncGenerator<Message> {
      const { server, mayManage } = call;
      if (server === undefined || !servers) {
        return yield renderSettingsElsewhere(describeServer(DEFAULT_SETTINGS), mayManage === true);
      }
      if (!mayManage) return yield renderSettingsRefused(NOT_YOURS.problem, NOT_YOURS.help);
      if (isEmptyPatch(patch)) {
        return yield panel(await servers.settingsOf(server), call);
      }
      yield* change(patch, call);
    },

    /**
     * One setting, as the panel's lists and windows give it. @param value ids with commas between them, or a number
     * @throws InvalidInput, StateFault
     */
    settingsPanel(setting: PanelSetting, value: string, call: Call): AsyncGenerator<Message> {
      const isPlaces = setting === 'channels' || setting === 'roles';
      return change({ [setting]: isPlaces ? idsIn(value) : limitIn(value) }, call);
    },

    suggestSettingLanguages(typed: string) {
      const choices = suggestLanguages(typed === BACK_TO_DEFAULT ? '' : typed);
      return BACK_TO_DEFAULT.startsWith(typed.trim().toLowerCase()) ? [noneOfItsOwn, ...choices].slice(0, 25) : choices;
    },
  };
}

/** What the panel has lists and windows for, that a typed command has other options for. */
export type PanelSetting = 'channels' | 'roles' | 'serverDailyAnswers' | 'readerDailyAnswers';

const MOST_ANSWERS = 100_000;

function idsIn(value: string): string[] {
  return value.split(',').filter((id) => /^\d{1,25}$/.test(id));
}

/** `null` for no limit. @throws InvalidInput */
function limitIn(value: string): number | null {
  const limit = Number(value.trim().replace(/[\s.,'’]/g, ''));
  if (value.trim() && Number.isInteger(limit) && limit >= 0 && limit <= MOST_ANSWERS) return limit || null;
  throw new InvalidInput(
    say('“{typed}” is no number of answers.', { typed: shorten(value.trim(), 20) }),
    say('Give a whole number up to {most}; 0 is no limit.', { most: MOST_ANSWERS }),
  );
}

const NOT_YOURS = {
  kind: 'refused',
  problem: say('Only those who manage this server may see and change its settings.'),
  help: say('You need the permission “Manage Server”; an admin grants it under Server Settings → Roles.'),
} as const;

/** A tag, or `null` for none of the server's own. @throws InvalidInput */
function codeOf(typed: string): string | null {
  if (typed.trim().toLowerCase() === BACK_TO_DEFAULT) return null;
  return readLanguage(typed)?.code ?? null;
}

/** In every channel that is set, or in this one. */
function lackingIn({ channels }: Settings, { whatIsLacking }: Call): readonly Label[] {
  if (!whatIsLacking) return [];
  return channels.length ? [...new Set(channels.flatMap((channel) => whatIsLacking(channel)))] : whatIsLacking();
}
