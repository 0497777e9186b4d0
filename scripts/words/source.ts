/** The source of this checkout → what it says in English, and the catalogues as they are. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { commands } from '../../commands/index.ts';
import { messageCommands } from '../../commands/message-commands.ts';
import { type CatalogueData, catalogueSchema } from '../../src/words/check-catalogue.ts';
import { type English, englishSchema } from '../../src/words/english.ts';
import { type Collected, collectWords, englishOf, type SourceFile } from './collect-english.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
export const WORDS = join(ROOT, 'words');
const EMPTY: CatalogueData = { commands: {}, options: {}, sentences: {}, counted: {} };

export function sourceFiles(): SourceFile[] {
  return ['src', 'commands'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') })),
  );
}

/** What the source says now. */
export function collectEnglish(): { readonly english: English; readonly problems: Collected['problems'] } {
  const collected = collectWords(sourceFiles());
  const definitions = [...commands, ...messageCommands].map(({ definition }) => definition);
  return { english: englishOf(collected, definitions), problems: collected.problems };
}

/** What `words/en.json` says. */
export function readEnglish(): English {
  return englishSchema.parse(JSON.parse(readFileSync(join(WORDS, 'en.json'), 'utf8')));
}

/** @returns an empty one where there is no file yet */
export function readCatalogue(name: string): CatalogueData {
  let text: string;
  try {
    text = readFileSync(join(WORDS, `${name}.json`), 'utf8');
  } catch {
    return EMPTY;
  }
  return catalogueSchema.parse(JSON.parse(text));
}
