/** What retrieval hands to answering: papers with the sentences that bear on the question. */
import type { Paper } from './paper.ts';

export interface EvidenceSentence {
  /** Position in the abstract, from 0. */
  readonly index: number;
  readonly text: string;
  /** How well the sentence fits the question; comparable within one question only. */
  readonly score: number;
}

export interface Evidence {
  readonly paper: Paper;
  /** Fused score of the paper, best first; comparable within one question only. */
  readonly score: number;
  /** Every sentence of the abstract, in its order. */
  readonly sentences: readonly EvidenceSentence[];
  /** The question named this paper (id, address, title or short name). */
  readonly named: boolean;
}
