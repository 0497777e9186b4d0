/** Sentences of strangers that speak to a language model instead of to a reader. */
import { cleanText } from './clean.ts';
import { asLatin } from './look-alikes.ts';
import { ORDERS, ORDERS_OF_ANYBODY } from './order-patterns.ts';
import { splitSentences } from './sentences.ts';

/** Characters that only hide text: tags (a copy of ASCII that shows as nothing) and changes of the writing direction. */
const HIDING = /[\u{e0020}-\u{e007e}\u202d\u202e]/u;
const BASE64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{24,}={0,2}(?![A-Za-z0-9+/_-])/g;
const READABLE = /^[\p{L}\p{N}\p{P}\p{Zs}]+$/u;

/**
 * Whether a sentence reads as an order to a model, or has nothing to read. Such a sentence is neither shown to a model nor
 * cited. Research about such orders may lose a sentence by it, and nothing else.
 */
export function readsAsOrder(sentence: string): boolean {
  if (HIDING.test(sentence)) return true;
  const text = asLatin(cleanText(sentence.normalize('NFKC')));
  if (!/\p{L}/u.test(text)) return true;
  return ORDERS.some((order) => order.test(text)) || hidesText(text);
}

/** Sentences in base64. */
function hidesText(text: string): boolean {
  return (text.match(BASE64) ?? []).some((code) => {
    const decoded = Buffer.from(code, 'base64').toString('utf8');
    return READABLE.test(decoded) && /\s/.test(decoded);
  });
}

/**
 * A question without its orders, which a model would read as part of its task.
 * @returns an empty text when there is nothing else in it
 */
export function withoutOrders(question: string): string {
  const isOrder = (sentence: string) =>
    ORDERS_OF_ANYBODY.some((order) => order.test(asLatin(cleanText(sentence.normalize('NFKC')))));
  const sentences = splitSentences(question);
  const left = sentences.filter((sentence) => !isOrder(sentence));
  return left.length === sentences.length ? question : left.join(' ');
}
