/** A message with a list of papers comes in; Discord's Components V2, a card a paper, go out. */
import { ComponentType } from 'discord.js';
import type { Action } from '../../domain/actions.ts';
import { type Message, type PlainBlock, withoutCards } from '../../domain/message.ts';
import type { CardsBlock } from '../../domain/paper-card.ts';
import { type Catalogue, say, textIn } from '../../domain/words.ts';
import type { ActionDrawer, WireComponent } from '../components/action-rows.ts';
import { renderBlocks } from '../render-blocks.ts';
import type { CommandIds } from '../render-line.ts';
import { splitPieces } from '../split.ts';
import { cardText } from './card-text.ts';

/** Papers a page: five cards of six components each leave room for heading, notes, paging and two selects. */
export const CARDS_A_PAGE = 5;
/** https://discord.com/developers/docs/components/reference: of a message, counted nested; and of all its text. */
const MOST_COMPONENTS = 40;
const MOST_TEXT = 4_000;
/** Characters above the cards, and as many below; mostly they are few, and the cards have the rest. */
const MOST_AROUND = 1_000;
const BUTTONS_A_ROW = 5;
const CUT = '\n-# …';
const NOTHING_TO_SHOW = say('There is nothing to show.');

export interface LayOutContext {
  readonly commandIds: CommandIds;
  readonly drawer: ActionDrawer;
  /** English without them. */
  readonly words?: Catalogue | undefined;
}

/** Whether a message is one list of papers that fits into cards. Files would need components of their own. */
export function hasCards({ blocks, files, actions = [] }: Message): boolean {
  const lists = blocks.filter((block) => block.kind === 'cards');
  const [list] = lists;
  if (!list || lists.length > 1 || files?.length) return false;
  const components = 2 + sum(list.items.map((card) => 1 + componentsOf(card.actions))) + componentsOf(actions);
  return list.items.length <= CARDS_A_PAGE && components <= MOST_COMPONENTS;
}

/**
 * Any message as Components V2, for a message that once had them can never go back to content: without cards its
 * blocks become one text.
 * @returns at most 40 components with at most 4,000 characters; a text that is longer is cut and ends in "…"
 */
export function layOut(message: Message, { commandIds, drawer, words }: LayOutContext): WireComponent[] {
  const rows = drawer.rows(message.actions ?? []);
  const { blocks } = message;
  const at = hasCards(message) ? blocks.findIndex(({ kind }) => kind === 'cards') : -1;
  const list = blocks[at];
  if (list?.kind !== 'cards') {
    return [
      ...textDisplays(fitBlocks(withoutCards(blocks), commandIds, MOST_TEXT) || `-# ${textIn(NOTHING_TO_SHOW, words)}`),
      ...rows,
    ];
  }
  const above = fitBlocks(withoutCards(blocks.slice(0, at)), commandIds, MOST_AROUND);
  const below = fitBlocks(withoutCards(blocks.slice(at + 1)), commandIds, MOST_AROUND);
  const left = MOST_TEXT - above.length - below.length;
  return [...textDisplays(above), ...cardsOf(list, left, drawer, words), ...textDisplays(below), ...rows];
}

/** @param most characters of all of them together */
function cardsOf(
  { items, first = 1 }: CardsBlock,
  most: number,
  drawer: ActionDrawer,
  words?: Catalogue,
): WireComponent[] {
  const limit = Math.floor(most / Math.max(1, items.length));
  return items.flatMap((card, index) => [
    ...textDisplays(cardText(card, index + first, limit, words)),
    ...drawer.rows(card.actions),
  ]);
}

/** The actions and their rows: five buttons, or a select alone. */
function componentsOf(actions: readonly Action[]): number {
  let left = 0;
  let rows = 0;
  for (const { kind } of actions) {
    if (kind !== 'button' || left === 0) rows += 1;
    left = kind !== 'button' ? 0 : (left || BUTTONS_A_ROW) - 1;
  }
  return actions.length + rows;
}

function fitBlocks(blocks: readonly PlainBlock[], commandIds: CommandIds, limit: number): string {
  const [first = '', ...rest] = splitPieces(renderBlocks(blocks, commandIds), limit - CUT.length);
  return rest.length ? first + CUT : first;
}

function textDisplays(content: string): WireComponent[] {
  return content ? [{ type: ComponentType.TextDisplay, content }] : [];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
