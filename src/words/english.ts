/** Every sentence and every name that the bot says or is called by, in English: what each catalogue translates. */
import { z } from 'zod';

const countedForms = z.object({ one: z.string(), other: z.string() });

/** `words/en.json`, which `npm run words -- collect` writes from the source. */
export const englishSchema = z.strictObject({
  /** Words of commands' names: `ask`, `daily`. */
  commands: z.array(z.string()),
  /** Names of their options. */
  options: z.array(z.string()),
  sentences: z.array(z.string()),
  counted: z.array(countedForms),
});
export type English = z.infer<typeof englishSchema>;

/** The gaps of a sentence, each once, in order of the alphabet. */
export function gapsOf(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap as string))].sort();
}
