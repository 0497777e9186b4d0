/** What an admin types → their server's settings, shown or changed. */
import { ENGLISH, findLanguage, type Language } from '../answer/language.ts';
import type { Call } from '../domain/command.ts';
import type { Message } from '../domain/message.ts';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  isEmptyPatch,
  type ServerSettings,
  type Settings,
  type SettingsChange,
  type SettingsPatch,
} from '../domain/settings.ts';
import {
  describeSettings,
  renderSettings,
  renderSettingsElsewhere,
  renderSettingsRefused,
  type SettingRow,
} from '../render/settings.ts';
import { readLanguage, suggestLanguages } from './languages.ts';

export interface SettingsFlowOptions {
  /** Missing where there are no servers. */
  readonly settings?: ServerSettings;
  /** The operator's, for servers that set none; English without it. */
  readonly defaultLanguage?: Language;
}

/** Takes what was set away, so that the default holds again. */
const BACK_TO_DEFAULT = 'default';

export function createSettingsFlow({ settings: servers, defaultLanguage = ENGLISH }: SettingsFlowOptions) {
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
      return { kind: 'refused', problem: 'Settings are kept for servers.', help: 'Type /settings in one.' };
    }
    if (!mayManage) return NOT_YOURS;
    const read = { ...patch, ...(patch.language && { language: codeOf(patch.language) }) };
    return servers.change(server, (before) => changeSettings(before, read));
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
        const settings = await servers.settingsOf(server);
        return yield renderSettings(describeServer(settings), { lacking: lackingIn(settings, call) });
      }
      const change = await changeServer(patch, call);
      if (change.kind === 'refused') return yield renderSettingsRefused(change.problem, change.help);
      const { settings, changed } = change;
      yield renderSettings(describeServer(settings), { changed, lacking: lackingIn(settings, call) });
    },

    suggestSettingLanguages(typed: string) {
      const choices = suggestLanguages(typed === BACK_TO_DEFAULT ? '' : typed);
      const none = { name: `the default (${defaultLanguage.name})`, value: BACK_TO_DEFAULT };
      return BACK_TO_DEFAULT.startsWith(typed.trim().toLowerCase()) ? [none, ...choices].slice(0, 25) : choices;
    },
  };
}

const NOT_YOURS = {
  kind: 'refused',
  problem: 'Only those who manage this server may see and change its settings.',
  help: 'You need the permission “Manage Server”; an admin grants it under Server Settings → Roles.',
} as const;

/** A tag, or `null` for none of the server's own. @throws InvalidInput */
function codeOf(typed: string): string | null {
  if (typed.trim().toLowerCase() === BACK_TO_DEFAULT) return null;
  return readLanguage(typed)?.code ?? null;
}

/** In every channel that is set, or in this one. */
function lackingIn({ channels }: Settings, { whatIsLacking }: Call): readonly string[] {
  if (!whatIsLacking) return [];
  return channels.length ? [...new Set(channels.flatMap((channel) => whatIsLacking(channel)))] : whatIsLacking();
}
