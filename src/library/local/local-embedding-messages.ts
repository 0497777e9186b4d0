/** What Paperboy and the process of its local model say to each other. */

/** The one argument of the process, as JSON. */
export interface LocalModelSettings {
  /** The folder of the optional packages. */
  readonly packages: string;
  /** A model of the hub, or the absolute path of a folder with one. */
  readonly model: string;
  /** Whether `model` is a folder. */
  readonly folder: boolean;
  /** Where files of the hub are kept. */
  readonly cacheFolder: string;
  /** Where the hub or its mirror is. */
  readonly hubUrl: string;
  /** How long the hub may be silent. */
  readonly silenceMilliseconds: number;
}

export interface LocalModelQuestion {
  readonly number: number;
  readonly texts: readonly string[];
}

/**
 * Which stage failed: the packages, the way to the hub, the hub does not have the model, the model's files, or the
 * model at work.
 */
export type LocalModelTrouble = 'packages' | 'unreachable' | 'missing' | 'unreadable' | 'failing';

export type LocalModelReply =
  | { readonly number: number; readonly vectors: readonly (readonly number[])[] }
  | { readonly number: number; readonly trouble: LocalModelTrouble; readonly reason: string };
