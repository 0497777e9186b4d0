/**
 * The catalogues of the bot's own words, for those who write them:
 *
 *   npm run words                            what each catalogue lacks and what is wrong with it
 *   npm run words -- collect                 writes words/en.json anew from the source
 *   npm run words -- missing LANGUAGE        prints what a catalogue lacks, as JSON
 *   npm run words -- merge LANGUAGE FILE     checks a JSON of translations and puts it into the catalogue
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogueData, catalogueSchema, missingFrom, problemsOf } from '../src/words/check-catalogue.ts';
import type { English } from '../src/words/english.ts';
import { CATALOGUES } from '../src/words/locales.ts';
import { collectEnglish, readCatalogue, readEnglish, WORDS } from './words/source.ts';

const [job = 'check', language = '', file = ''] = process.argv.slice(2);
const JOBS: Readonly<Record<string, () => number>> = { check, collect, missing, merge };
process.exitCode = JOBS[job]?.() ?? fail(`There is no "${job}"; there are: ${Object.keys(JOBS).join(', ')}.`);

function check(): number {
  const { english, problems } = collectEnglish();
  for (const problem of problems) console.log(problem);
  const isCurrent = JSON.stringify(english) === JSON.stringify(readEnglish());
  if (!isCurrent) console.log('words/en.json is not what the source says: npm run words -- collect');
  const wrong = CATALOGUES.map((name) => {
    const data = readCatalogue(name);
    const [found, lacking] = [problemsOf(data, english, name), sizeOf(missingFrom(data, english))];
    console.log(
      `${name}: ${sizeOf(english) - lacking} of ${sizeOf(english)}, ${lacking} lacking, ${found.length} wrong`,
    );
    for (const problem of found) console.log(`  ${problem}`);
    return found.length + lacking;
  });
  return problems.length || !isCurrent || wrong.some((count) => count > 0) ? 1 : 0;
}

function collect(): number {
  const { english, problems } = collectEnglish();
  for (const problem of problems) console.error(problem);
  write('en', english);
  // What is no longer said need not be translated.
  for (const name of CATALOGUES) write(name, inOrder(readCatalogue(name), english));
  console.error(`${sizeOf(english)} names and sentences`);
  return problems.length ? 1 : 0;
}

function missing(): number {
  if (!isCatalogue(language)) return fail(`Which one? ${CATALOGUES.join(', ')}`);
  console.log(JSON.stringify(missingFrom(readCatalogue(language), readEnglish()), null, 2));
  return 0;
}

function merge(): number {
  if (!isCatalogue(language) || !file) return fail(`Which one, and which file? ${CATALOGUES.join(', ')}`);
  const parsed = catalogueSchema.partial().safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) return fail(`${file} is no catalogue: ${parsed.error.message}`);
  const [before, english] = [readCatalogue(language), readEnglish()];
  const merged: CatalogueData = {
    commands: { ...before.commands, ...parsed.data.commands },
    options: { ...before.options, ...parsed.data.options },
    sentences: { ...before.sentences, ...parsed.data.sentences },
    counted: { ...before.counted, ...parsed.data.counted },
  };
  const problems = problemsOf(merged, english, language);
  if (problems.length) return fail(`Nothing was written:\n${problems.join('\n')}`);
  write(language, inOrder(merged, english));
  console.log(`${language} lacks ${sizeOf(missingFrom(merged, english))} of ${sizeOf(english)}`);
  return 0;
}

/** In the order of the English, and without what is no longer said. */
function inOrder(data: CatalogueData, english: English): CatalogueData {
  const pick = <Value>(keys: readonly string[], from: Readonly<Record<string, Value>>) =>
    Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));
  return {
    commands: pick(english.commands, data.commands),
    options: pick(english.options, data.options),
    sentences: pick(english.sentences, data.sentences),
    counted: pick(
      english.counted.map(({ other }) => other),
      data.counted,
    ),
  };
}

function write(name: string, data: CatalogueData | English): void {
  writeFileSync(join(WORDS, `${name}.json`), `${JSON.stringify(data, null, 2)}\n`);
}

function sizeOf({ commands, options, sentences, counted }: English): number {
  return commands.length + options.length + sentences.length + counted.length;
}

function isCatalogue(name: string): boolean {
  return CATALOGUES.some((known) => known === name);
}

function fail(problem: string): number {
  console.error(problem);
  return 1;
}
