/** The command line of a job in, its flags and words out, or a sentence on what is wrong with it. */
import { parseArgs } from 'node:util';
import { InvalidInput } from '../domain/errors.ts';

type Kinds = Readonly<Record<string, 'string' | 'boolean'>>;
type Flags<K extends Kinds> = { readonly [Name in keyof K]?: K[Name] extends 'string' ? string : boolean };

/**
 * @param mostWords how many words may stand beside the flags
 * @throws InvalidInput naming the flag that is not known and those that are
 */
export function readFlags<K extends Kinds>(
  job: string,
  argv: readonly string[],
  kinds: K,
  mostWords: number,
): { flags: Flags<K>; words: readonly string[] } {
  const options = Object.fromEntries(Object.entries(kinds).map(([name, type]) => [name, { type }]));
  const known = Object.keys(kinds).length
    ? `It knows ${Object.keys(kinds)
        .map((name) => `--${name}`)
        .join(', ')}.`
    : 'It takes no flags.';
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    if (positionals.length > mostWords) {
      throw new InvalidInput(`"${positionals[mostWords]}" is one word too many for ${job}.`, known);
    }
    return { flags: values as Flags<K>, words: positionals };
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw new InvalidInput(`${reason.replace(/\.$/, '')}.`, `This is about "npm start -- ${job}". ${known}`, {
      cause: error,
    });
  }
}
