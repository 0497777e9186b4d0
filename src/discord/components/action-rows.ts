/** Actions of a message come in; rows of Discord's components go out, and what must be stored before they are shown. */
import { ButtonStyle, ChannelType, ComponentType } from 'discord.js';
import type { Action, ActionButton, ActionPlaces, ActionSelect, ActionWindow } from '../../domain/actions.ts';
import { type Catalogue, say, textIn } from '../../domain/words.ts';
import { type Payload, type Verb, writeCustomId } from './custom-id.ts';
import { keyOf, type StoredActions } from './stored-actions.ts';

/** As Discord's REST interface takes it. */
export type WireComponent = Readonly<Record<string, unknown>>;

/** https://discord.com/developers/docs/components/reference#action-row */
const BUTTONS_A_ROW = 5;
const MOST_ROWS = 5;
const MOST_CHOICES = 25;
const LONGEST_LABEL = 80;
const LONGEST_CHOICE = 100;
const LONGEST_PLACEHOLDER = 150;

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

/** Where questions can be asked, and the categories that such channels are in. */
const PLACES_TO_ASK = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildCategory,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildStageVoice,
  ChannelType.GuildForum,
];

/** Draws the actions of one message: every component of it has an id of its own. */
export interface ActionDrawer {
  draw(action: Action): WireComponent;
  /** @param actions more than five rows hold are left out, and lists of places that could not show all that are chosen */
  rows(actions: readonly Action[]): WireComponent[];
  /** Stores what did not fit into the ids; to be awaited before the message is sent. */
  stored(): Promise<void>;
}

export interface DrawerOptions {
  /** The id of whom the message answers. */
  readonly asker: string;
  readonly actions: StoredActions;
  /** A message in several parts cannot be replaced, so that its `replace` becomes a new reply. */
  readonly replaceable?: boolean;
}

export function createActionDrawer({ asker, actions, replaceable = true }: DrawerOptions): ActionDrawer {
  const storing: Promise<void>[] = [];
  let drawn = 0;

  const customIdOf = (verb: Verb, payload: Payload): string => {
    const place = drawn++;
    const json = JSON.stringify(payload);
    const inline = writeCustomId({ verb, asker, body: json }, place);
    if (inline) return inline;
    const key = keyOf(json);
    storing.push(actions.keep(asker, key, payload));
    return writeCustomId({ verb, asker, body: `#${key}` }, place) as string;
  };
  const verbOf = (action: Exclude<Action, { do: 'open' }>): Verb =>
    action.do === 'replace' && !replaceable ? 'run' : action.do;

  const drawButton = (action: ActionButton): WireComponent => {
    const { label, emoji, style = 'secondary', disabled } = action;
    const face = {
      type: ComponentType.Button,
      ...(label && { label: cut(textIn(label), LONGEST_LABEL) }),
      ...(emoji && { emoji: { name: emoji } }),
      ...(disabled && { disabled }),
    };
    if (action.do === 'open') return { ...face, style: ButtonStyle.Link, url: action.url };
    return { ...face, style: STYLES[style], custom_id: customIdOf(verbOf(action), payloadOf(action)) };
  };
  const drawSelect = (action: ActionSelect): WireComponent => ({
    type: ComponentType.StringSelect,
    custom_id: customIdOf(verbOf(action), payloadOf(action)),
    placeholder: cut(textIn(action.placeholder), LONGEST_PLACEHOLDER),
    ...(action.disabled && { disabled: true }),
    options: action.choices.slice(0, MOST_CHOICES).map(({ label, value, description, selected }) => ({
      label: cut(textIn(label), LONGEST_CHOICE),
      value,
      ...(description && { description: cut(textIn(description), LONGEST_CHOICE) }),
      ...(selected && { default: true }),
    })),
  });
  const drawPlaces = (action: ActionPlaces): WireComponent => ({
    type: action.of === 'role' ? ComponentType.RoleSelect : ComponentType.ChannelSelect,
    custom_id: customIdOf(verbOf(action), payloadOf(action)),
    placeholder: cut(textIn(action.placeholder), LONGEST_PLACEHOLDER),
    min_values: 0,
    max_values: MOST_CHOICES,
    default_values: action.selected.map((id) => ({ id, type: action.of })),
    ...(action.of === 'channel' && { channel_types: PLACES_TO_ASK }),
  });
  const draw = (action: Action) => {
    if (action.kind === 'button') return drawButton(action);
    return action.kind === 'places' ? drawPlaces(action) : drawSelect(action);
  };

  return {
    draw,
    rows: (all) => rowsOf(all).map((row) => ({ type: ComponentType.ActionRow, components: row.map(draw) })),
    async stored() {
      await Promise.all(storing);
    },
  };
}

/** Below an answer that is being written. @param run the interaction that it answers */
export function stopRow(asker: string, run: string, words?: Catalogue): WireComponent {
  const custom_id = writeCustomId({ verb: 'stop', asker, body: run }, 0);
  const button = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: textIn(say('Stop'), words),
    custom_id,
  };
  return { type: ComponentType.ActionRow, components: [button] };
}

function rowsOf(actions: readonly Action[]): Action[][] {
  const rows: Action[][] = [];
  for (const action of actions) {
    // Whatever is chosen in it would take the others away.
    if (action.kind === 'places' && action.selected.length > MOST_CHOICES) continue;
    const last = rows.at(-1);
    const fits = last && last.length < BUTTONS_A_ROW && last[0]?.kind === 'button' && action.kind === 'button';
    if (fits) last.push(action);
    else rows.push([action]);
  }
  return rows.slice(0, MOST_ROWS);
}

function payloadOf(action: Exclude<Action, { do: 'open' }>): Payload {
  const details = {
    ...('private' in action && action.private && { private: 1 as const }),
    ...('fresh' in action && action.fresh && { fresh: 1 as const }),
    ...('only' in action && action.only === 'asker' && { asker: 1 as const }),
    ...(action.kind !== 'button' && { option: action.option }),
    ...(action.do === 'ask' && { window: shownWindow(action.window) }),
  };
  const args = { ...action.args };
  return Object.keys(details).length ? [action.command, args, details] : [action.command, args];
}

/** As it is stored: in the words of who reads the button. */
function shownWindow({ title, label, placeholder, ...others }: ActionWindow) {
  return {
    ...others,
    title: textIn(title),
    label: textIn(label),
    ...(placeholder !== undefined && { placeholder: textIn(placeholder) }),
  };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
