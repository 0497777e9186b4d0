/**
 * The baseline: BM25 as everybody has it, in memory, so that a gain over it means something.
 *
 * k1 .9, b .4, one field of title and text, words of letters and digits, stems, the usual short stop list; idf
 * ln(1 + (N − df + .5)/(df + .5)). Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009); parameters
 * and idf as in Anserini and Lucene.
 */
import { stem } from 'porter2';
import { STOP_WORDS } from '../domain/text/stop-words.ts';
import type { EvaluationDocument } from './beir.ts';

const K1 = 0.9;
const B = 0.4;
const WORD = /[\p{L}\p{N}]+/gu;

export interface PlainBm25 {
  /** Ids of documents that share a word with the query, best first; ties by id. */
  rank(query: string, limit: number): string[];
}

export function createPlainBm25(documents: readonly EvaluationDocument[]): PlainBm25 {
  const postings = new Map<string, { document: number; frequency: number }[]>();
  const lengths = documents.map(({ title, text }, document) => {
    const terms = termsOf(`${title} ${text}`);
    for (const [term, frequency] of countTerms(terms)) {
      const list = postings.get(term) ?? [];
      list.push({ document, frequency });
      postings.set(term, list);
    }
    return terms.length;
  });
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1) || 1;

  return {
    rank(query, limit) {
      const scores = new Map<number, number>();
      for (const [term, queryFrequency] of countTerms(termsOf(query))) {
        const list = postings.get(term) ?? [];
        const idf = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5));
        for (const { document, frequency } of list) {
          const norm = K1 * (1 - B + (B * (lengths[document] as number)) / averageLength);
          const score = (queryFrequency * idf * frequency) / (frequency + norm);
          scores.set(document, (scores.get(document) ?? 0) + score);
        }
      }
      return [...scores]
        .map(([document, score]) => ({ id: documents[document]?.id ?? '', score }))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}

function termsOf(text: string): string[] {
  const words = text.toLowerCase().match(WORD) ?? [];
  return words.filter((word) => !STOP_WORDS.has(word)).map(stem);
}

function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
