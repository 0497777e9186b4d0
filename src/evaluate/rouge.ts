/**
 * A summary and a reference in, ROUGE-1, ROUGE-2 and ROUGE-L out. Pure.
 *
 * As Google's rouge-score computes them (google-research/rouge: `tokenize.py`, `rouge_scorer.py`), after Lin (2004),
 * "ROUGE: A Package for Automatic Evaluation of Summaries": words of ASCII letters and digits in lower case, those of
 * more than three characters stemmed; F1 of the shared words, of the shared pairs of words, and of the longest common
 * subsequence. Stems are Snowball English (Porter2) here and Porter's there, which differ in few words.
 */
import { stem } from 'porter2';

/** F1 each, 0 to 1. */
export interface Rouge {
  readonly rouge1: number;
  readonly rouge2: number;
  readonly rougeL: number;
}

const LONGEST_UNSTEMMED = 3;

export function rouge(summary: string, reference: string): Rouge {
  const [a, b] = [tokens(summary), tokens(reference)];
  return {
    rouge1: f1(shared(a, b), a.length, b.length),
    rouge2: f1(shared(pairs(a), pairs(b)), a.length - 1, b.length - 1),
    rougeL: f1(longestCommonSubsequence(a, b), a.length, b.length),
  };
}

/** The best over several references, each measure by itself. @throws RangeError when there is none */
export function bestRouge(summary: string, references: readonly string[]): Rouge {
  if (!references.length) throw new RangeError('there is no reference');
  const all = references.map((reference) => rouge(summary, reference));
  const best = (measure: keyof Rouge) => Math.max(...all.map((one) => one[measure]));
  return { rouge1: best('rouge1'), rouge2: best('rouge2'), rougeL: best('rougeL') };
}

export function tokens(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map((word) =>
    word.length > LONGEST_UNSTEMMED ? stem(word) : word,
  );
}

function pairs(words: readonly string[]): string[] {
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
}

/** How many the two share, each as often as both have it. */
function shared(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const item of right) counts.set(item, (counts.get(item) ?? 0) + 1);
  let found = 0;
  for (const item of left) {
    const count = counts.get(item) ?? 0;
    if (!count) continue;
    counts.set(item, count - 1);
    found += 1;
  }
  return found;
}

function longestCommonSubsequence(left: readonly string[], right: readonly string[]): number {
  let before = new Array<number>(right.length + 1).fill(0);
  for (const word of left) {
    const row = [0];
    for (const [at, other] of right.entries()) {
      row.push(word === other ? (before[at] ?? 0) + 1 : Math.max(before[at + 1] ?? 0, row[at] ?? 0));
    }
    before = row;
  }
  return before.at(-1) ?? 0;
}

function f1(common: number, ofLeft: number, ofRight: number): number {
  return common ? (2 * common) / (ofLeft + ofRight) : 0;
}
