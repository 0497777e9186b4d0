/** The sentences of an abstract in, those that nobody is shown as evidence out. Pure. */
import { analyse } from './analyse.ts';
import { readsAsOrder } from './orders.ts';

/**
 * Orders to a model, and where there is one, also sentences that have no word in common with the title and what is left:
 * an order may be told over several sentences, of which only the first reads as one.
 * @returns positions
 */
export function withheldSentences(title: string, sentences: readonly string[]): ReadonlySet<number> {
  const orders = new Set(sentences.keys().filter((at) => readsAsOrder(sentences[at] as string)));
  if (!orders.size) return orders;
  const wordsOf = sentences.map((sentence) => analyse(sentence).words);
  const others = [...sentences.keys()].filter((at) => !orders.has(at));
  const foreign = others.filter((at) => {
    const around = new Set([
      ...analyse(title).words,
      ...others.filter((other) => other !== at).flatMap((other) => wordsOf[other] as string[]),
    ]);
    return !wordsOf[at]?.some((word) => around.has(word));
  });
  return new Set([...orders, ...foreign]);
}
