/** Sentences of strangers that speak to a language model instead of to a reader. */
import { cleanText } from './clean.ts';

/** Orders to forget the task, a turn of a conversation, the marks of a chat template. Found hidden in preprints since 2025. */
const ORDER = new RegExp(
  [
    String.raw`\b(?:ignore|disregard|forget|override)\s+(?:(?:all|any|of|the|your|my|these|everything)\s+){0,3}(?:above|previous|prior|earlier|preceding|instructions?|prompts?|rules)\b(?!-)`,
    String.raw`^\W*(?:system|assistant|developer|user|human)\b\s*(?:message|prompt|note)?\s*[:\]>]`,
    String.raw`<\|[a-z_]+\|>|\[/?INST\]|<</?SYS>>`,
    String.raw`\b(?:you (?:must|shall|are now|will now)|your (?:new )?(?:task|instructions?|answer) (?:is|are|must|should))\b`,
    String.raw`^\W*(?:note|attention|important|instructions?)?\W*(?:to|for) (?:all |any )?(?:AI|LLM|language models?|chatbots?|assistants?|reviewers?)\b.{0,60}\b(?:say|answer|reply|respond|write|give|output|cite|recommend)\b`,
  ].join('|'),
  'i',
);

/**
 * Whether a sentence reads as an order to a model. Such a sentence is neither shown to a model nor cited; research about
 * such orders may lose a sentence by it, and nothing else: of the 73,117 sentences of 9,124 abstracts on Daily Papers
 * from May 2024 to June 2026 none reads so.
 */
export function readsAsOrder(sentence: string): boolean {
  return ORDER.test(cleanText(sentence));
}
