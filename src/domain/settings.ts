/** What an admin of a server may set, and how one change of it is made. Pure; where it is kept stands behind `ServerSettings`. */
import { type Label, say, type Words } from './words.ts';

export interface Settings {
  /** What answers are written in where a reader asks for no language, as BCP 47 writes it. */
  readonly language?: string;
  readonly answerLength: 'normal' | 'short';
  /** Who sees an answer where the reader does not say. */
  readonly visibility: 'public' | 'private';
  /** Ids of the channels, forums and categories that questions are answered in; everywhere when empty. */
  readonly channels: readonly string[];
  /** Ids of the roles whose members are answered; everybody when empty. */
  readonly roles: readonly string[];
  /** Whether every question opens a thread of its own. */
  readonly threads: boolean;
  /** Answers by the language model that all readers of this server may have a day; the operator's limit holds too. */
  readonly serverDailyAnswers?: number;
  /** Answers by the language model that one reader may have a day in this server; the operator's limit holds too. */
  readonly readerDailyAnswers?: number;
}

export type SettingName = keyof Settings;

export const DEFAULT_SETTINGS: Settings = {
  answerLength: 'normal',
  visibility: 'public',
  channels: [],
  roles: [],
  threads: false,
};

/** More would not fit one message that names them all. */
export const MOST_PLACES = 40;

/** What is asked to be different; `null` takes a value away, what is missing stays. */
export interface SettingsPatch {
  readonly language?: string | null;
  readonly answerLength?: Settings['answerLength'];
  readonly visibility?: Settings['visibility'];
  readonly threads?: boolean;
  readonly addChannel?: string;
  readonly removeChannel?: string;
  readonly addRole?: string;
  readonly removeRole?: string;
  /** All of them, in place of those before. */
  readonly channels?: readonly string[];
  readonly roles?: readonly string[];
  readonly serverDailyAnswers?: number | null;
  readonly readerDailyAnswers?: number | null;
  /** Back to the defaults, before anything else of the patch. */
  readonly reset?: boolean;
}

export type SettingsChange =
  /** `changed` may be empty: everything was so already. */
  | { readonly kind: 'changed'; readonly settings: Settings; readonly changed: readonly SettingName[] }
  | { readonly kind: 'refused'; readonly problem: Label; readonly help: Label };

/** The settings of servers. */
export interface ServerSettings {
  /** Never rejects: what cannot be read is as it was last, or the default. May be a few seconds old. */
  settingsOf(server: string): Promise<Settings>;
  /**
   * Reads, changes and writes in one step, so that two admins do not undo each other's change.
   * @param change nothing is written where it refuses @throws StateFault
   */
  change(server: string, change: (settings: Settings) => SettingsChange): Promise<SettingsChange>;
}

export function isEmptyPatch(patch: SettingsPatch): boolean {
  return Object.values(patch).every((value) => value === undefined || value === false) && patch.threads === undefined;
}

export function changeSettings(before: Settings, patch: SettingsPatch): SettingsChange {
  const { language, answerLength, visibility, threads, serverDailyAnswers, readerDailyAnswers } = patch;
  const start = patch.reset ? DEFAULT_SETTINGS : before;
  const channels = changeList(patch.channels ?? start.channels, patch.addChannel, patch.removeChannel, CHANNELS);
  if ('problem' in channels) return { kind: 'refused', ...channels };
  const roles = changeList(patch.roles ?? start.roles, patch.addRole, patch.removeRole, ROLES);
  if ('problem' in roles) return { kind: 'refused', ...roles };
  const settings: Settings = withoutNull({
    ...start,
    ...(answerLength && { answerLength }),
    ...(visibility && { visibility }),
    ...(threads !== undefined && { threads }),
    ...(language !== undefined && { language }),
    ...(serverDailyAnswers !== undefined && { serverDailyAnswers }),
    ...(readerDailyAnswers !== undefined && { readerDailyAnswers }),
    channels: channels.list,
    roles: roles.list,
  });
  const names = new Set([...Object.keys(before), ...Object.keys(settings)] as SettingName[]);
  return { kind: 'changed', settings, changed: [...names].filter((name) => !same(before[name], settings[name])) };
}

/** What is said of a list of places or roles that cannot be changed so. */
interface Listed {
  readonly both: Words;
  readonly notSet: Words;
  readonly none: Words;
  readonly full: Words;
  readonly makeRoom: Words;
}

const CHANNELS: Listed = {
  both: say('The same channel cannot be added and removed.'),
  notSet: say('That channel is not among those that are set.'),
  none: say('None is set, so I answer in every channel that I can see. To keep me to some, add those.'),
  full: say('{number} channels are set already, and there cannot be more.', { number: MOST_PLACES }),
  makeRoom: say('Remove one first, or add a whole category in their place.'),
};
const ROLES: Listed = {
  both: say('The same role cannot be added and removed.'),
  notSet: say('That role is not among those that are set.'),
  none: say('None is set, so I answer everybody. To keep me to some, add those.'),
  full: say('{number} roles are set already, and there cannot be more.', { number: MOST_PLACES }),
  makeRoom: say('Remove one first.'),
};

type ListChange = { readonly list: readonly string[] } | { readonly problem: Label; readonly help: Label };

function changeList(
  list: readonly string[],
  add: string | undefined,
  remove: string | undefined,
  { both, notSet, none, full, makeRoom }: Listed,
): ListChange {
  if (add !== undefined && add === remove) {
    return { problem: both, help: say('Give only one of the two.') };
  }
  if (remove !== undefined && !list.includes(remove)) {
    return { problem: notSet, help: list.length ? say('Type the command without options to see which are.') : none };
  }
  const left = list.filter((id) => id !== remove);
  const next = add === undefined || left.includes(add) ? left : [...left, add];
  if (next.length <= MOST_PLACES) return { list: next };
  return { problem: full, help: makeRoom };
}

function withoutNull(settings: { readonly [Name in SettingName]?: Settings[Name] | null }): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)) as unknown as Settings;
}

function same(one: Settings[SettingName], other: Settings[SettingName]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
