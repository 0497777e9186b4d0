/** The shapes that cross the wire, as far as the loopback Discord reads or writes them. Field names are Discord's. */
export interface WireUser {
  readonly id: string;
  readonly username: string;
  readonly global_name: string | null;
  readonly discriminator: string;
  readonly avatar: string | null;
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

export interface WireComponent {
  readonly type: number;
  readonly id?: number;
  readonly custom_id?: string;
  readonly label?: string;
  readonly style?: number;
  readonly url?: string;
  readonly sku_id?: string;
  readonly disabled?: boolean;
  readonly content?: string;
  readonly components?: readonly WireComponent[];
  readonly accessory?: WireComponent;
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
  } | null;
  readonly flags?: number | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly poll?: unknown;
  readonly sticker_ids?: readonly string[] | null;
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
  readonly nonce?: string | number;
  readonly [more: string]: unknown;
}

export interface WireChoice {
  readonly name: string;
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
}

/** A command as a bot describes it. */
export interface CommandBody {
  readonly name: string;
  readonly type?: number;
  readonly description?: string | null;
  readonly options?: readonly WireOption[] | null;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
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
  readonly data?: MessageBody & {
    readonly choices?: readonly WireChoice[];
    readonly custom_id?: string;
    readonly title?: string;
  };
}

export const MessageFlag = { crossposted: 1, ephemeral: 64, loading: 128, componentsV2: 32768 } as const;
export const InteractionType = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export const CallbackType = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;
export const ComponentType = { row: 1, button: 2, textDisplay: 10 } as const;
export const OptionType = { subcommand: 1, subcommandGroup: 2, string: 3, integer: 4, boolean: 5, number: 10 } as const;

/** Every component of a message, nested ones and accessories included, in reading order. */
export function everyComponent(components: readonly WireComponent[] | null | undefined): WireComponent[] {
  return (components ?? []).flatMap((component) => [
    component,
    ...everyComponent(component.components),
    ...(component.accessory ? everyComponent([component.accessory]) : []),
  ]);
}
