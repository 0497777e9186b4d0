/** A folder of prompt files in, filled prompts out. Every file and every variable is checked before the first question. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfiguration } from '../domain/errors.ts';

/** The variables of each prompt's user part; the system parts have none. */
const VARIABLES = {
  answer: ['question', 'language', 'papers', 'marker'],
  retry: ['kept', 'failed', 'marker'],
  verify: ['sentences', 'claim', 'marker'],
  summarize: ['length', 'reader', 'language', 'papers', 'marker'],
  compare: ['focus', 'papers', 'marker'],
  trends: ['themes', 'papers', 'marker'],
  condense: ['question', 'history', 'marker'],
  research: ['question', 'part', 'written', 'papers', 'marker'],
  'research-plan': ['question', 'count'],
  'research-gather': ['question', 'parts', 'marker'],
} as const;

export type PromptName = keyof typeof VARIABLES;
export type PromptValues<Name extends PromptName> = Readonly<Record<(typeof VARIABLES)[Name][number], string>>;

export interface Prompts {
  /** Another one whenever a word of any prompt changes. */
  readonly version: string;
  /** The two parts of a prompt with its variables filled in. */
  fill<Name extends PromptName>(name: Name, values: PromptValues<Name>): { system: string; user: string };
}

const VARIABLE = /\{\{\s*([\w-]+)\s*\}\}/g;

/** @throws InvalidConfiguration naming every missing file and every unknown or missing variable */
export function loadPrompts(folder: string): Prompts {
  const problems: string[] = [];
  const read = (file: string, wanted: readonly string[]): string => {
    let text: string;
    try {
      text = readFileSync(join(folder, file), 'utf8').trim();
    } catch {
      problems.push(`prompts/${file} is missing.`);
      return '';
    }
    if (!text && !wanted.length) problems.push(`prompts/${file} is empty.`);
    const found = new Set([...text.matchAll(VARIABLE)].map(([, name]) => name as string));
    for (const name of found)
      if (!wanted.includes(name)) problems.push(`prompts/${file} has the unknown variable {{${name}}}.`);
    for (const name of wanted) if (!found.has(name)) problems.push(`prompts/${file} lacks the variable {{${name}}}.`);
    return text;
  };
  const names = Object.keys(VARIABLES) as PromptName[];
  const texts = new Map(
    names.map((name) => [
      name,
      { system: read(`${name}.system.md`, []), user: read(`${name}.user.md`, VARIABLES[name]) },
    ]),
  );
  if (problems.length)
    throw new InvalidConfiguration(problems.join('\n'), 'prompts/README.md names the files and their variables.');

  const version = createHash('sha256')
    .update(JSON.stringify([...texts]))
    .digest('hex')
    .slice(0, 16);
  return {
    version,
    fill(name, values) {
      const { system, user } = texts.get(name) as { system: string; user: string };
      return {
        system,
        user: user.replace(VARIABLE, (_, variable: string) => (values as Record<string, string>)[variable] ?? ''),
      };
    },
  };
}
