/** Pieces come in; messages that Discord takes go out, split at blocks, else lines, sentences, words, graphemes. */
import type { Piece } from './piece.ts';

/** https://discord.com/developers/docs/resources/message#create-message; counted in UTF-16 units, the stricter way. */
export const MESSAGE_LIMIT = 2000;

/**
 * @param pieces none longer than the limit
 * @returns parts of at most `limit` characters; joined by their gaps they are the whole
 */
export function splitPieces(pieces: readonly Piece[], limit: number = MESSAGE_LIMIT): string[] {
  const parts: string[] = [];
  for (let start = 0; start < pieces.length; ) {
    const end = endOfPart(pieces, start, limit);
    parts.push(joinPieces(pieces.slice(start, end)));
    start = end;
  }
  return parts;
}

export function joinPieces(pieces: readonly Piece[]): string {
  return pieces.map((piece, index) => (index === 0 ? piece.prefix : piece.gap) + piece.text).join('');
}

/** The best gap in the second half of what fits: the highest rank, and of these the last. */
function endOfPart(pieces: readonly Piece[], start: number, limit: number): number {
  let length = 0;
  let best = start + 1;
  let bestRank = -1;
  for (let index = start; index < pieces.length; index += 1) {
    const piece = pieces[index] as Piece;
    const separator = index === start ? piece.prefix : piece.gap;
    const inSecondHalf = length >= limit / 2;
    if (index > start && (!inSecondHalf || piece.rank >= bestRank)) {
      best = index;
      bestRank = inSecondHalf ? piece.rank : -1;
    }
    length += separator.length + piece.text.length;
    if (length > limit) return best;
  }
  return pieces.length;
}
