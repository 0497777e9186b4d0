/** Evidence → the numbered sentences that a model reads, as data that cannot break out of its fence. Pure but for the marker. */
import { randomBytes } from 'node:crypto';
import type { Evidence } from '../domain/evidence.ts';
import { cleanText, shorten } from '../domain/text/clean.ts';
import { readsAsOrder } from '../domain/text/orders.ts';
import { paperKey, sentenceKey } from './keys.ts';

const MOST_SENTENCE_CHARACTERS = 600;
const MOST_SENTENCES = 16;
/** In place of a title that reads as an order. */
const UNTITLED = '(title left out)';

/** What `newMarker` makes; a stranger's text cannot hold it. */
export const MARKER = /={5}[0-9a-f]{18}={5}/g;

/** A fence that a stranger who wrote an abstract cannot know. */
export function newMarker(): string {
  return `=====${randomBytes(9).toString('hex')}=====`;
}

/** One heading a paper, one line a sentence. Invisible characters and orders are gone, lines cannot be faked. */
export function evidenceBlock(evidence: readonly Evidence[]): string {
  return evidence
    .map(({ paper, sentences }, position) => {
      const when = paper.publishedAt ?? paper.listedOn;
      const title = readsAsOrder(paper.title) ? UNTITLED : clean(paper.title);
      const heading = `[${paperKey(position)}] ${title}${when ? ` (${when})` : ''}`;
      const lines = sentences
        .filter((sentence) => !readsAsOrder(sentence.text))
        .slice(0, MOST_SENTENCES)
        .map((sentence) => `${sentenceKey(position, sentence.index)} ${clean(sentence.text)}`);
      return [heading, ...lines].join('\n');
    })
    .join('\n\n');
}

function clean(text: string): string {
  return asData(text, MOST_SENTENCE_CHARACTERS);
}

/** A stranger's text on one line of its own: invisible characters are gone, keys and fences lose their form. */
export function asData(text: string, mostCharacters: number): string {
  return shorten(cleanText(text), mostCharacters)
    .replace(/={3,}/g, '=')
    .replace(/\[(P\d+)\]/gi, '($1)')
    .replace(/\b(P\d+)\.(s\d+)\b/gi, '$1 $2');
}
