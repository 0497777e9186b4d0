/** What a question asks for, as far as its words tell. */
import type { PaperId } from './paper.ts';
import type { PaperFilter } from './ports.ts';

/**
 * `paper`: about one paper; `comparison`: about several named ones; `list`: papers on a topic are wanted; `theme`: what
 * is known about a topic; `newest` and `most-upvoted`: a list in that order; `full-text`: a detail that abstracts do not
 * hold (a table, a figure, a hyperparameter, the code); `live`: something of this moment that no library holds (prices,
 * who is online, today's weather); `question`: anything else.
 */
export type Intent =
  | 'paper'
  | 'comparison'
  | 'list'
  | 'theme'
  | 'newest'
  | 'most-upvoted'
  | 'full-text'
  | 'live'
  | 'question';

export interface QuestionReading {
  /** What to rank by: the question without its dates, exclusions and people. May be empty. */
  readonly topic: string;
  /** The topic with the people in it, for when the library knows none of them ("images from ImageNet"). */
  readonly topicWithPeople: string;
  /** The days only; people are names until the library has been asked. */
  readonly days: PaperFilter;
  /** A date that was meant and does not exist, as it was typed: "2026-02-31". */
  readonly impossibleDate?: string;
  /** Texts in quotation marks, without them; also part of the topic. */
  readonly phrases: readonly string[];
  /** Texts after a minus sign, "but not", "without", "except" and the like. */
  readonly excluded: readonly string[];
  /** Names that may be those of authors or organisations ("by Ada Lovelace", "from Example Lab", "Lovelace et al."). */
  readonly people: readonly string[];
  readonly papers: readonly PaperId[];
  readonly intent: Intent;
}
