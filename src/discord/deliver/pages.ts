/** Messages of a digest come in; the same, in as many messages as Discord's cards need, go out. Pure. */
import type { Message } from '../../domain/message.ts';
import type { CardsBlock } from '../../domain/paper-card.ts';
import { say } from '../../domain/words.ts';
import { CARDS_A_PAGE, hasCards } from '../cards/lay-out.ts';

/** A list of more papers than a message holds goes on in the next one; a picture stands before the list. */
export function pagesOf(message: Message): Message[] {
  const { files, ...rest } = message;
  const cards = rest.blocks.findIndex(({ kind }) => kind === 'cards');
  const list = rest.blocks[cards];
  if (list?.kind !== 'cards' || hasCards(message)) return [message];
  const { blocks, actions, ...others } = rest;
  const above = blocks.slice(0, cards);
  const below = blocks.slice(cards + 1);
  const pages = inPages(list);
  const opening: Message[] = files?.length ? [{ ...others, files, blocks: above }] : [];
  return [
    ...opening,
    ...pages.map((page, index): Message => {
      const isFirst = index === 0 && !opening.length;
      const isLast = index === pages.length - 1;
      return {
        ...others,
        blocks: [...(isFirst ? above : []), page, ...(isLast ? below : [])],
        ...(isLast && actions && { actions }),
      };
    }),
  ];
}

function inPages(list: CardsBlock): CardsBlock[] {
  const { items, first = 1, next } = list;
  const starts = Array.from({ length: Math.ceil(items.length / CARDS_A_PAGE) }, (_, page) => page * CARDS_A_PAGE);
  return starts.map((start, page) => ({
    kind: 'cards',
    items: items.slice(start, start + CARDS_A_PAGE),
    first: first + start,
    ...(next && page === starts.length - 1 && { next }),
  }));
}

/** The same with something to press: a button carries what the message is known by again. */
export function withPressable(message: Message): Message {
  const { blocks, actions = [] } = message;
  const onCards = blocks.flatMap((block) =>
    block.kind === 'cards' ? block.items.flatMap((item) => item.actions) : [],
  );
  if ([...actions, ...onCards].some((action) => action.do !== 'open')) return message;
  const more = { command: 'trending', args: { period: 'week' }, private: true } as const;
  return {
    ...message,
    actions: [...actions, { kind: 'button', label: say('Trending this week'), do: 'run', ...more }],
  };
}
