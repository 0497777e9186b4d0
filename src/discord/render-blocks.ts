/** Blocks come in; pieces of Discord Markdown go out, with the distance that each keeps from the one before. */
import { type Block, withoutCards } from '../domain/message.ts';
import { Break, type Piece } from './piece.ts';
import { renderBlock } from './render-block.ts';
import type { CommandIds } from './render-line.ts';

/** Lists of papers as numbered entries; for cards see `cards/`. */
export function renderBlocks(blocks: readonly Block[], commandIds: CommandIds): Piece[] {
  const pieces: Piece[] = [];
  let before: Block | undefined;
  for (const block of withoutCards(blocks)) {
    const [first, ...rest] = renderBlock(block, commandIds);
    if (!first) continue;
    // A message does not end with a heading.
    const rank = before?.kind === 'heading' ? Break.grapheme : Break.block;
    pieces.push({ ...first, gap: gapBetween(before, block), rank }, ...rest);
    before = block;
  }
  return pieces;
}

/** Headings, code blocks and small print bring their own distance; between all else an empty line makes it. */
function gapBetween(before: Block | undefined, block: Block): string {
  const bringsDistance = ['heading', 'note', 'sources'].includes(block.kind) || before?.kind === 'heading';
  const introduced = block.kind === 'list' && before?.kind === 'paragraph';
  return bringsDistance || introduced ? '\n' : '\n\n';
}
