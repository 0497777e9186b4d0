/** The shapes that cross the wire, as far as the loopback Discord reads or writes them. Field names are Discord's. */
import type { WireComponent, WireModal } from './wire-components.ts';

export * from './wire-components.ts';

export interface WireUser {
  readonly id: string;
  readonly username: string;
  readonly global_name: string | null;
  readonly discriminator: string;
  readonly avatar: string | null;
  readonly avatar_decoration_data: null;
  readonly clan: null;
  readonly collectibles: null;
  readonly display_name_styles: null;
  readonly bot: boolean;
  readonly flags: number;
  readonly public_flags: number;
  readonly primary_guild: null;
}

export interface WireEmbed {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly color?: number;
  readonly footer?: { readonly text: string };
  readonly author?: { readonly name: string };
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline?: boolean }[];
}

export interface WireAttachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  readonly description?: string;
}

/** What a bot sends to create or edit a message. */
export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: readonly WireEmbed[] | null;
  readonly components?: readonly WireComponent[] | null;
  readonly attachments?: readonly { readonly id: string | number; readonly description?: string }[] | null;
  readonly allowed_mentions?: {
    readonly parse?: readonly string[] | null;
    readonly users?: readonly string[] | null;
    readonly roles?: readonly string[] | null;
    readonly replied_user?: boolean | null;
  } | null;
  readonly flags?: number | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly message_reference?: {
    readonly message_id?: string;
    readonly channel_id?: string | null;
    readonly fail_if_not_exists?: boolean | null;
    readonly type?: number | null;
  } | null;
  readonly poll?: unknown;
  readonly sticker_ids?: readonly string[] | null;
}

/** What starts a thread; with a message it is a post in a forum. */
export interface ThreadBody {
  readonly name: string;
  readonly type?: number | null;
  readonly auto_archive_duration?: number | null;
  readonly invitable?: boolean | null;
  readonly applied_tags?: readonly string[] | null;
  readonly message?: MessageBody;
}

export interface WireMessage {
  readonly id: string;
  readonly type: number;
  readonly channel_id: string;
  readonly author: WireUser;
  readonly webhook_id?: string;
  readonly application_id?: string;
  readonly timestamp: string;
  edited_timestamp: string | null;
  content: string;
  embeds: readonly WireEmbed[];
  components: readonly WireComponent[];
  attachments: readonly WireAttachment[];
  flags: number;
  mentions: readonly WireUser[];
  reactions?: readonly WireReaction[];
  thread?: Readonly<Record<string, unknown>>;
  readonly nonce?: string | number;
  readonly interaction_metadata?: Readonly<Record<string, unknown>>;
  readonly [more: string]: unknown;
}

export interface WireReaction {
  readonly emoji: { readonly id: string | null; readonly name: string };
  readonly count: number;
  readonly count_details: { readonly burst: number; readonly normal: number };
  readonly burst_colors: readonly string[];
  readonly me: boolean;
  readonly me_burst: boolean;
}

export interface WireChoice {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly value: string | number;
}

export interface WireOption {
  readonly type: number;
  readonly name: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly WireChoice[];
  readonly min_length?: number;
  readonly max_length?: number;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly options?: readonly WireOption[];
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
}

/** A command as a bot describes it. */
export interface CommandBody {
  readonly name: string;
  readonly type?: number;
  readonly description?: string | null;
  readonly options?: readonly WireOption[] | null;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
  /** Where it is offered: 0 = servers, 1 = with the bot, 2 = between people. */
  readonly contexts?: readonly number[] | null;
  /** Who can bring it there: 0 = the server, 1 = a person. */
  readonly integration_types?: readonly number[] | null;
  readonly default_member_permissions?: string | number | null;
}

/** A command as Discord keeps it. */
export interface WireCommand extends CommandBody {
  readonly id: string;
  readonly application_id: string;
  readonly version: string;
  readonly type: number;
  readonly guild_id?: string;
  readonly [more: string]: unknown;
}

export interface CallbackBody {
  readonly type: number;
  readonly data?: MessageBody & { readonly choices?: readonly WireChoice[] } & Partial<
      Pick<WireModal, 'custom_id' | 'title'>
    >;
}

export const MessageFlag = {
  crossposted: 1,
  suppressEmbeds: 4,
  hasThread: 32,
  ephemeral: 64,
  loading: 128,
  componentsV2: 32768,
} as const;
export const CommandType = { slash: 1, user: 2, message: 3 } as const;
/** Where an interaction came from. */
export const Context = { guild: 0, botDirect: 1, privateChannel: 2 } as const;
/** Who installed the application. */
export const Installation = { guild: 0, user: 1 } as const;
export const InteractionType = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export const CallbackType = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;
export const OptionType = { subcommand: 1, subcommandGroup: 2, string: 3, integer: 4, boolean: 5, number: 10 } as const;
