/** One interaction as the person sees it: what stands there now, what stood there before, and waiting until it is done. */
import { acknowledgeWithin } from './interactions.ts';
import type { HistoryEntry, Interaction, State } from './state.ts';
import type { FilledIn } from './typed-form.ts';
import { findComponents, type Wanted } from './visible.ts';
import { waitUntil } from './wait-until.ts';
import { everyComponent, MessageFlag, type WireMessage, type WireModal } from './wire.ts';

export interface SettledOptions {
  /** The reply is done when this holds, however soon after the last edit. */
  readonly until?: (reply: WireMessage) => boolean;
  /** Without `until`: done when nothing changed for so many milliseconds. Default 400. */
  readonly quiet?: number;
  /** Milliseconds after which waiting fails. Default 10,000. */
  readonly timeout?: number;
}

export interface ReplyHandle {
  readonly interaction: Interaction;
  /** The reply as it stands; undefined before there is one and after it was deleted. While it says "thinking…", `flags` has 128. */
  readonly reply: WireMessage | undefined;
  /** Everything readable in the reply: content, embeds, text displays. */
  readonly text: string;
  readonly ephemeral: boolean;
  /** Whether the person still sees "thinking…". */
  readonly thinking: boolean;
  /** Every state that was shown, follow-ups and deletions included, with times in milliseconds. */
  readonly history: readonly HistoryEntry[];
  readonly followUps: readonly WireMessage[];
  /** Waits for the first answer of any kind, a deferral included. */
  acknowledged(timeout?: number): Promise<void>;
  /** Waits for the finished reply. Throws when the bot does not answer in time; the error tells what was seen. */
  settled(options?: SettledOptions): Promise<WireMessage>;
  /**
   * Presses the button with this label, emoji or custom id, on the reply or on what follows it (the newest wins).
   * @throws Error when there is none, it is disabled or a link, or the person does not see it
   */
  press(button: string): Promise<ReplyHandle>;
  /** The same. */
  click(button: string): Promise<ReplyHandle>;
  /** Chooses in the select with this placeholder or custom id, options by label or value. @throws Error as `press` */
  choose(select: string, values: readonly string[]): Promise<ReplyHandle>;
  /** The form that the bot has shown instead of an answer. Throws when there is none within 3 s. */
  form(): Promise<WireModal>;
  /** Fills in the form, fields by label or custom id, and sends it. Throws when nobody could send that. */
  submit(values: FilledIn): Promise<ReplyHandle>;
}

/** What the person of this handle can do with what they see. */
export interface Hands {
  use(on: WireMessage, wanted: Wanted, name: string, values?: readonly string[]): Promise<ReplyHandle>;
  submit(interaction: Interaction, modal: WireModal, values: FilledIn): Promise<ReplyHandle>;
}

export function createReplyHandle(state: State, interaction: Interaction, hands: Hands): ReplyHandle {
  const seen = () => {
    const what = interaction.history.map((entry) => `${entry.what} ${excerpt(entry.message)}`.trim());
    return `${interaction.name}: seen so far: ${what.join(' → ') || 'nothing'}`;
  };
  const failWhenIgnored = () => {
    if (interaction.acknowledged === undefined && state.now() - interaction.createdAt > acknowledgeWithin) {
      throw new Error(`${interaction.name}: the application did not respond within 3 s`);
    }
  };
  /** The reply, or the last follow-up where the bot took the reply away. */
  const shown = () => {
    failWhenIgnored();
    const message = interaction.original ?? interaction.followUps.at(-1);
    return message && !(message.flags & MessageFlag.loading) ? message : undefined;
  };

  const use = async (wanted: Wanted, name: string, values?: readonly string[]) => {
    failWhenIgnored();
    const { original, followUps } = interaction;
    const messages = [...(original ? [original] : []), ...followUps].reverse();
    const on = messages.find((message) => findComponents(message, wanted, name).length > 0) ?? messages.at(-1);
    if (!on) throw new Error(`${interaction.name}: there is no ${wanted} "${name}", and no reply yet`);
    return hands.use(on, wanted, name, values);
  };
  const form = () => {
    const check = () => {
      failWhenIgnored();
      return interaction.modal;
    };
    return waitUntil(state.changes, check, { timeout: acknowledgeWithin, describe: () => `no form; ${seen()}` });
  };

  return {
    interaction,
    get reply() {
      return interaction.original;
    },
    get text() {
      return interaction.original ? messageText(interaction.original) : '';
    },
    get ephemeral() {
      return Boolean((interaction.original?.flags ?? 0) & MessageFlag.ephemeral);
    },
    get thinking() {
      return Boolean((interaction.original?.flags ?? 0) & MessageFlag.loading);
    },
    history: interaction.history,
    followUps: interaction.followUps,
    async acknowledged(timeout = acknowledgeWithin) {
      const check = () => {
        failWhenIgnored();
        return interaction.acknowledged;
      };
      await waitUntil(state.changes, check, { timeout, describe: seen });
    },
    async settled({ until, quiet = 400, timeout = 10_000 } = {}) {
      let length = -1;
      let since = 0;
      const check = () => {
        const message = shown();
        if (!message) return undefined;
        if (until) return until(message) ? message : undefined;
        if (interaction.history.length !== length) {
          length = interaction.history.length;
          since = performance.now();
        }
        return performance.now() - since >= quiet ? message : undefined;
      };
      return waitUntil(state.changes, check, { timeout, describe: seen });
    },
    press: (button) => use('button', button),
    click: (button) => use('button', button),
    choose: (select, values) => use('select', select, values),
    form,
    submit: async (values) => hands.submit(interaction, await form(), values),
  };
}

/** Everything readable in a message, a line each. */
export function messageText({ content, embeds, components }: WireMessage): string {
  const embedded = embeds.flatMap(({ author, title, description, fields = [], footer }) => [
    author?.name,
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]);
  const displayed = everyComponent(components).map((component) => component.content);
  return [content, ...embedded, ...displayed].filter(Boolean).join('\n');
}

function excerpt(message: WireMessage | undefined): string {
  const text = message ? messageText(message) : '';
  return text ? JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text) : '';
}
