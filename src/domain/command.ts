/** What a command is. One literal describes it; types, registration, parsers and help are derived from the literal. */
import type { PricedUsage } from './budget.ts';
import type { Message } from './message.ts';
import type { PaperId } from './paper.ts';
import type { Settings } from './settings.ts';
import type { Destination } from './subscription.ts';
import type { Label } from './words.ts';

interface OptionBase {
  /** At most 100 characters, for Discord's sake. */
  readonly description: string;
  readonly required?: boolean;
}

export interface StringOption extends OptionBase {
  readonly type: 'string';
  readonly maxLength?: number;
  /** What can be chosen, when nothing else may be said. */
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  /** Suggestions come while typing, from `complete` of the command. */
  readonly autocomplete?: true;
  /** It holds the id of one of these, chosen from a list where the platform has one; of a `post-place` posts can be put there. */
  readonly holds?: 'channel' | 'post-place' | 'role';
}

export interface BooleanOption extends OptionBase {
  readonly type: 'boolean';
}

/** A whole number. */
export interface IntegerOption extends OptionBase {
  readonly type: 'integer';
  readonly least?: number;
  readonly most?: number;
}

export type OptionDefinition = StringOption | BooleanOption | IntegerOption;

/** What an option holds once it is read. */
export type OptionContent = string | boolean | number;

/** What commands of two words have in common that begin with the same word. */
export interface CommandGroup {
  /** The first word: lower case, 1 to 32 characters. */
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
}

export interface CommandDefinition {
  /** Lower case, 1 to 32 characters; of a command in a group two words, `daily setup`. */
  readonly name: string;
  /** There for every command of two words; who may use them and who sees replies is the same for all of a group. */
  readonly group?: CommandGroup;
  /** At most 100 characters. */
  readonly description: string;
  readonly category: 'answers' | 'papers' | 'paperboy';
  /** A line that shows the command at work, without the slash and the name. */
  readonly example: string;
  /** It is run on somebody's message, not typed; its option `text` holds what stands there. Its name is shown as it is. */
  readonly target?: 'message';
  /** Its replies are for the asker only, where the platform can do that. */
  readonly private?: true;
  /** For those who look after a server (Manage Server), and in servers only, where the platform can do that. */
  readonly managersOnly?: true;
  /** Required options come first. Order is what a person sees. */
  readonly options: Readonly<Record<string, OptionDefinition>>;
}

type OptionValue<Option> = Option extends { type: 'boolean' }
  ? boolean
  : Option extends { type: 'integer' }
    ? number
    : Option extends { choices: readonly { value: infer Value }[] }
      ? Value
      : string;

/** The arguments that a definition describes: required options as they are, the others possibly `undefined`. */
export type Arguments<Definition extends CommandDefinition> = {
  readonly [Name in keyof Definition['options'] as Definition['options'][Name] extends { required: true }
    ? Name
    : never]: OptionValue<Definition['options'][Name]>;
} & {
  readonly [Name in keyof Definition['options'] as Definition['options'][Name] extends { required: true }
    ? never
    : Name]?: OptionValue<Definition['options'][Name]>;
};

/** A suggestion while typing: what is shown and what is sent. Both at most 100 characters. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** A place where posts can be put. */
export interface PostPlace {
  readonly id: string;
  /** Without its mark. */
  readonly name: string;
  readonly form: Extract<Destination, { readonly kind: 'channel' }>['form'];
  /** What I may not do there that a post needs, in sentences with where to grant it. */
  readonly lacking: readonly Label[];
  /** Where I cannot tell whether a post stands there already, in such a sentence. */
  readonly cannotLookBack?: Label;
}

/** Who is typing, and where: what suggestions may depend on. */
export interface Typing {
  /** The same for the same person, and for nobody else. */
  readonly reader: string;
  /** Missing in direct messages and in the terminal. */
  readonly server?: string;
  /** The language of the reader's client, as BCP 47 writes it. */
  readonly locale?: string;
  /** Whether they look after the server (Manage Server), or run the program itself: then without a server. */
  readonly mayManage?: boolean;
  /** The name of a channel of this server; nothing where it is gone. */
  readonly channelName?: (channel: string) => string | undefined;
}

/** Who runs a command, where, and until when. */
export interface Call {
  readonly signal: AbortSignal;
  /** The same for the same person, and for nobody else. */
  readonly reader: string;
  /** The community that it is run in; missing in direct messages and in the terminal. */
  readonly server?: string;
  /** Where a conversation goes on: a channel, a thread, the terminal. */
  readonly place: string;
  /** What the place is about, such as a thread on one paper: a question that names no other is on these. */
  readonly about?: readonly PaperId[];
  /** The language of the reader's client, as BCP 47 writes it. */
  readonly locale?: string;
  /** Papers that a page of a list holds there; ten without it. */
  readonly pageLength?: number;
  /** Whether they look after the server (Manage Server), or run the program itself: then without a server. */
  readonly mayManage?: boolean;
  /** What the admins of the server set; missing outside of servers. */
  readonly settings?: Settings;
  /**
   * What I may not do in another channel of this server, in sentences with where to grant it; nothing where I may do
   * all that I need. Missing outside of servers. @param channel an id; without it, the place of the call
   */
  readonly whatIsLacking?: (channel?: string) => readonly Label[];
  /**
   * Where a daily post could be put; nothing where I see no such channel, or no post can be put there. Missing outside of
   * servers. @param channel an id; without it, the place of the call
   */
  readonly postPlace?: (channel?: string) => PostPlace | undefined;
  /** What keeps me from telling the members of a role, in a sentence; nothing where I can. Missing outside of servers. */
  readonly whyNotTell?: (role: string) => Label | undefined;
  /** Nobody but the reader sees the reply; in any other, what was said in private may not be repeated. */
  readonly isPrivate?: true;
  /** An answer is written anew, and not one that was kept. */
  readonly fresh?: true;
  /** Told what each request to a model took that was made for this call. */
  readonly onUsage?: (usage: PricedUsage) => void;
}

/** What every edge (Discord, the terminal) sees of a command. `Services` is what the commands are given to work with. */
export interface Command<Services> {
  readonly definition: CommandDefinition;
  /** Each yield replaces the one before; the last is the answer. */
  run(
    args: Readonly<Record<string, OptionContent | undefined>>,
    services: Services,
    call: Call,
  ): AsyncGenerator<Message>;
  complete?(option: string, typed: string, services: Services, typing?: Typing): Promise<readonly Choice[]>;
}
