/** A catalogue beside the English that it translates → what is wrong with it, and what it lacks, in sentences. Pure. */
import { z } from 'zod';
import { type English, gapsOf } from './english.ts';

export const catalogueSchema = z.strictObject({
  commands: z.record(z.string(), z.string()),
  options: z.record(z.string(), z.string()),
  /** English → the translation. */
  sentences: z.record(z.string(), z.string()),
  /** The English of many → the forms of the language, by the categories of Unicode CLDR. */
  counted: z.record(z.string(), z.record(z.string(), z.string())),
});
export type CatalogueData = z.infer<typeof catalogueSchema>;

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const NAME = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u;
/** It stands for millions and may be left out: what stands for the rest is understood. */
const RARE = 'many';

/** @returns problems, a sentence each: unknown English, other gaps, wrong plural forms, names that Discord refuses */
export function problemsOf(data: CatalogueData, english: English, language: string): string[] {
  const counted = new Map(english.counted.map((forms) => [forms.other, forms]));
  return [
    ...namesProblems('command', data.commands, english.commands, language),
    ...namesProblems('option', data.options, english.options, language),
    ...unknown(Object.keys(data.sentences), english.sentences),
    ...unknown(Object.keys(data.counted), [...counted.keys()]),
    ...Object.entries(data.sentences).flatMap(([key, text]) => sentenceProblems(key, key, text, [])),
    ...Object.entries(data.counted).flatMap(([key, forms]) => countedProblems(counted.get(key), key, forms, language)),
  ];
}

/** @returns the English that it has no translation of */
export function missingFrom(data: CatalogueData, english: English): English {
  return {
    commands: english.commands.filter((name) => data.commands[name] === undefined),
    options: english.options.filter((name) => data.options[name] === undefined),
    sentences: english.sentences.filter((sentence) => data.sentences[sentence] === undefined),
    counted: english.counted.filter(({ other }) => data.counted[other] === undefined),
  };
}

function unknown(keys: readonly string[], known: readonly string[]): string[] {
  const all = new Set(known);
  return keys.filter((key) => !all.has(key)).map((key) => `nothing in English is “${key}”`);
}

/** @param optional gaps that a form may do without */
function sentenceProblems(key: string, english: string, text: string, optional: readonly string[]): string[] {
  if (!text.trim()) return [`“${key}” is translated by nothing`];
  const [wanted, given] = [gapsOf(english), gapsOf(text)];
  const lost = wanted.filter((gap) => !given.includes(gap) && !optional.includes(gap));
  const invented = given.filter((gap) => !wanted.includes(gap));
  return [
    ...(lost.length ? [`“${text}” lacks {${lost.join('}, {')}} of “${key}”`] : []),
    ...(invented.length ? [`“${text}” has {${invented.join('}, {')}}, which “${key}” does not have`] : []),
  ];
}

function countedProblems(
  english: English['counted'][number] | undefined,
  key: string,
  forms: Readonly<Record<string, string>>,
  language: string,
): string[] {
  const ofOne = gapsOf(english?.one ?? key);
  const notOfOne = gapsOf(key).filter((gap) => !ofOne.includes(gap));
  const categories: readonly string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const lost = categories.filter((category) => category !== RARE && forms[category] === undefined);
  const invented = Object.keys(forms).filter((category) => !categories.includes(category));
  return [
    ...(lost.length ? [`“${key}” lacks the form for ${lost.join(', ')}`] : []),
    ...(invented.length ? [`“${key}” has a form for ${invented.join(', ')}, which the language does not have`] : []),
    // "A paper" needs no number, and what English leaves out for one may be left out elsewhere.
    ...Object.entries(forms).flatMap(([category, text]) =>
      sentenceProblems(key, key, text, category === 'other' ? [] : ['count', ...notOfOne]),
    ),
  ];
}

function namesProblems(
  what: 'command' | 'option',
  names: Readonly<Record<string, string>>,
  known: readonly string[],
  language: string,
): string[] {
  const refused = Object.values(names).filter((name) => !NAME.test(name) || name !== name.toLocaleLowerCase(language));
  const taken = Object.values(names).filter((name, at, all) => all.indexOf(name) !== at);
  return [
    ...unknown(Object.keys(names), known),
    ...refused.map((name) => `“${name}” is no name that Discord takes for a ${what}`),
    ...taken.map((name) => `two ${what}s are called “${name}”`),
  ];
}
