/** A digest and its style → the messages that are posted, one after the other. */
import type { Digest, DigestEntry } from '../domain/digest.ts';
import type { Block, Message } from '../domain/message.ts';
import type { DigestStyle } from '../domain/subscription.ts';
import { say, type Words } from '../domain/words.ts';
import {
  cardsOf,
  compactOf,
  countOf,
  heading,
  MOST_WITH_LINES,
  paragraph,
  summarizeOne,
  titleOf,
  whoWroteThem,
} from './digest-parts.ts';
import { themeBlocks } from './digest-wrap-up.ts';
import { sourceLine } from './paper-lines.ts';

export interface DigestMessages {
  /** Posted in the place itself; at least one. A list of cards may be longer than a message of a platform holds. */
  readonly messages: readonly Message[];
  /** Posted in a thread below the last of them, where there are threads; elsewhere after it. */
  readonly thread?: { readonly name: Words; readonly messages: readonly Message[] };
}

/** Papers that the headline of a thread names. */
const NAMED = 3;

export function renderDigest(digest: Digest, style: DigestStyle): DigestMessages {
  const { entries, themes, roseLate } = digest;
  const title = titleOf(digest);
  const opening: Block[] = [heading(title), paragraph(countOf(digest))];
  if (!entries.length && !themes.length && !roseLate.length) return { messages: [message(opening, [], digest)] };
  if (digest.edition !== 'daily') return renderWrapUp(digest, style, opening, title);
  if (style === 'compact') {
    const lines = entries.length > MOST_WITH_LINES ? [] : whoWroteThem(entries);
    const blocks = [...opening, compactOf(entries), ...lines];
    return { messages: [message(blocks, entries, digest, 'select')] };
  }
  if (style === 'cards')
    return { messages: [message([...opening, cardsOf(entries, digest), ...whoWroteThem(entries)], entries)] };
  return {
    messages: [message([...opening, named(entries), paragraph(inThread(entries.length))], entries, digest, 'select')],
    thread: { name: title, messages: [message([cardsOf(entries, digest), ...whoWroteThem(entries)], entries)] },
  };
}

function renderWrapUp(digest: Digest, style: DigestStyle, opening: readonly Block[], title: Words): DigestMessages {
  const { entries, roseLate } = digest;
  const themes = message([...opening, ...themeBlocks(digest)], [], digest);
  const lists: Message[] = [
    ...(entries.length ? [listOf(say('Not to miss'), entries, digest, style)] : []),
    ...(roseLate.length ? [listOf(say('Rose late'), roseLate, digest, style)] : []),
  ];
  if (style !== 'thread' || !lists.length) return { messages: [themes, ...lists] };
  return { messages: [themes], thread: { name: title, messages: lists } };
}

function listOf(title: Words, entries: readonly DigestEntry[], digest: Digest, style: DigestStyle): Message {
  const list = style === 'compact' ? compactOf(entries) : cardsOf(entries, digest);
  const blocks = [heading(title), list, ...whoWroteThem(entries)];
  return style === 'compact' ? message(blocks, entries, undefined, 'select') : message(blocks, entries);
}

function named(entries: readonly DigestEntry[]): Block {
  return { kind: 'list', items: entries.slice(0, NAMED).map(({ paper }) => sourceLine(paper)) };
}

function inThread(papers: number): Words {
  return papers > NAMED
    ? say('All of them, with what they are about, are in the thread.')
    : say('What they are about is in the thread.');
}

function message(
  blocks: readonly Block[],
  entries: readonly DigestEntry[],
  digest?: Pick<Digest, 'picture'>,
  below?: 'select',
): Message {
  const actions = below ? summarizeOne(entries) : [];
  return {
    status: 'ok',
    blocks,
    ...(entries.length && { papers: entries.map(({ paper }) => paper) }),
    ...(digest?.picture && { files: [digest.picture] }),
    ...(actions.length && { actions }),
  };
}
