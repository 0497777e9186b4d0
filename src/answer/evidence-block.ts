/** Evidence → the numbered sentences that a model reads, as data that cannot break out of its fence. Pure but for the marker. */
import { randomBytes } from 'node:crypto';
import type { Evidence } from '../domain/evidence.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { paperKey, sentenceKey } from './keys.ts';

const MOST_SENTENCE_CHARACTERS = 600;
const MOST_SENTENCES = 16;

/** A fence that a stranger who wrote an abstract cannot know. */
export function newMarker(): string {
  return `=====${randomBytes(9).toString('hex')}=====`;
}

/** One heading a paper, one line a sentence. Invisible characters and orders are gone, lines cannot be faked. */
export function evidenceBlock(evidence: readonly Evidence[]): string {
  return evidence
    .map(({ paper, sentences }, position) => {
      const when = paper.publishedAt ?? paper.listedOn;
      const heading = `[${paperKey(position)}] ${clean(paper.title)}${when ? ` (${when})` : ''}`;
      const lines = sentences
        .filter((sentence) => !readsAsOrder(sentence.text))
        .slice(0, MOST_SENTENCES)
        .map((sentence) => `${sentenceKey(position, sentence.index)} ${clean(sentence.text)}`);
      return [heading, ...lines].join('\n');
    })
    .join('\n\n');
}

/** Keys and fences in a stranger's text lose their form. */
function clean(text: string): string {
  return shorten(cleanText(text), MOST_SENTENCE_CHARACTERS)
    .replace(/={3,}/g, '=')
    .replace(/\[(P\d+)\]/gi, '($1)')
    .replace(/\b(P\d+)\.(s\d+)\b/gi, '$1 $2');
}
