/** Evidence for tests: a paper whose abstract is given sentence by sentence, with scores where they matter. */
import type { Evidence } from '../../src/domain/evidence.ts';
import type { Paper } from '../../src/domain/paper.ts';
import { paper } from './paper.ts';

export interface EvidenceFacts extends Partial<Omit<Paper, 'abstract'>> {
  readonly title: string;
  readonly score?: number;
  readonly named?: boolean;
}

/** @param sentences texts, or texts with their scores; without one a sentence scores .5 */
export function evidence(
  { score = 1, named = false, ...facts }: EvidenceFacts,
  sentences: readonly (string | readonly [text: string, score: number])[],
): Evidence {
  const scored = sentences.map((sentence, index) => {
    const [text, value] = typeof sentence === 'string' ? [sentence, 0.5] : sentence;
    return { index, text, score: value };
  });
  return {
    paper: paper({ ...facts, abstract: scored.map(({ text }) => text).join(' ') }),
    score,
    named,
    sentences: scored,
  };
}
