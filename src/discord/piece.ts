/** The smallest things that a message is split into: rendered Markdown that stays whole. */

/** How good a place the gap before a piece is to split a message at. */
export const Break = { grapheme: 0, word: 1, sentence: 2, paragraph: 3, block: 4 } as const;
export type BreakRank = (typeof Break)[keyof typeof Break];

export interface Piece {
  /** Rendered Markdown, markers such as `- ` of its block included. */
  readonly text: string;
  /** What stands between this piece and the one before; left out where a message is split. */
  readonly gap: string;
  readonly rank: BreakRank;
  /** What has to be said again where a message is split before this piece: `-# `, `> `. */
  readonly prefix: string;
}

/** No piece is longer, so that any two fit into one message. */
export const LONGEST_PIECE = 900;
