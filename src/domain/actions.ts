/** What can be done with a message by pressing rather than typing. Plain data: each edge draws it, or leaves it out. */
import type { Label } from './words.ts';

/** A command as it would be typed: its name, and its options by name. May name an unlisted command. */
export interface ActionCommand {
  readonly command: string;
  readonly args: Readonly<Record<string, string | number | boolean>>;
}

/** What a press does. */
export type ActionEffect =
  /** Runs a command, whose answer is a new reply. */
  | ({ readonly do: 'run'; readonly private?: true; readonly fresh?: true } & ActionCommand)
  /** Runs a command, whose answer takes the place of this message. Whoever is not the asker gets a private reply instead. */
  | ({ readonly do: 'replace'; readonly fresh?: true } & ActionCommand)
  /** Asks for a text in a small window, and runs the command with it. The answer is a new reply. */
  | ({ readonly do: 'ask'; readonly private?: true; readonly window: ActionWindow } & ActionCommand)
  | { readonly do: 'open'; readonly url: string };

/** The window of an `ask`: one field. */
export interface ActionWindow {
  /** At most 45 characters. */
  readonly title: Label;
  /** Above the field; at most 45 characters. */
  readonly label: Label;
  /** The option of the command that the text goes into. */
  readonly option: string;
  readonly placeholder?: Label;
  /** Characters, at most 4,000. */
  readonly maxLength?: number;
  /** The window may be sent empty; then the option is left out. */
  readonly optional?: true;
  /** The command is run without the text as soon as the window opens, and nothing is shown of it. */
  readonly runsAtOnce?: true;
}

export type ActionButton = {
  readonly kind: 'button';
  /** At most 80 characters; may be empty where there is an emoji. */
  readonly label: Label;
  /** One Unicode emoji; never the only way to tell two buttons apart without a label. */
  readonly emoji?: string;
  readonly style?: 'primary' | 'secondary' | 'danger';
  readonly disabled?: true;
  /** Others than the asker are told that it is not for them. */
  readonly only?: 'asker';
} & ActionEffect;

/** Runs a command with the chosen value in one of its options. At most 25 values. */
export type ActionSelect = {
  readonly kind: 'select';
  /** Shown while nothing is selected. */
  readonly placeholder: Label;
  readonly do: 'run' | 'replace';
  readonly private?: true;
  /** The option of the command that the chosen value goes into. */
  readonly option: string;
  /** Labels and values at most 100 characters; values are different from each other. */
  readonly choices: readonly ActionChoice[];
  readonly disabled?: true;
} & ActionCommand;

export interface ActionChoice {
  readonly label: Label;
  readonly value: string;
  readonly description?: Label;
  readonly selected?: true;
}

/** Runs a command with the ids of all chosen channels or roles, with commas between them, in one of its options. Left out where more than 25 are. */
export type ActionPlaces = {
  readonly kind: 'places';
  readonly of: 'channel' | 'role';
  /** Shown while none is chosen. */
  readonly placeholder: Label;
  readonly do: 'run' | 'replace';
  readonly option: string;
  /** Ids. */
  readonly selected: readonly string[];
} & ActionCommand;

/** Order is what a person sees; an edge puts up to five buttons in a row, and all else in a row of its own. */
export type Action = ActionButton | ActionSelect | ActionPlaces;
