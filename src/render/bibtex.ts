/** Papers → BibTeX entries: one a paper, keys unique, everything escaped, so that no title can run a command. Pure. */
import { arxivIdOf, type Paper, paperAddress } from '../domain/paper.ts';
import { cleanText } from '../domain/text/clean.ts';
import { QUERY_STOP_WORDS } from '../domain/text/stop-words.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  $: '\\$',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '"': "''",
};
/** The archive of an old identifier is its class: `hep-th/9901001`, `math/0309136`. */
const OLD_IDENTIFIER = /^([a-z-]+)\/\d{7}$/;

/** @returns entries separated by an empty line, in the order of the papers; letters beyond ASCII stay (UTF-8) */
export function bibTex(papers: readonly Paper[]): string {
  const taken = new Set<string>();
  return papers.map((paper) => `${entry(paper, uniqueKey(paper, taken))}\n`).join('\n');
}

function entry(paper: Paper, key: string): string {
  const arxivId = arxivIdOf(paper);
  const day = paper.publishedAt ?? paper.listedOn;
  const primaryClass = OLD_IDENTIFIER.exec(arxivId ?? '')?.[1];
  const fields: readonly (readonly [string, string | undefined])[] = [
    // Double braces keep the capitals of names.
    ['title', `{{${escapeLatex(paper.title)}}}`],
    ['author', authorsOf(paper)],
    ['year', day && `{${day.slice(0, 4)}}`],
    ['month', day && MONTHS[Number(day.slice(5, 7)) - 1]],
    ['eprint', arxivId && `{${arxivId}}`],
    ['archivePrefix', arxivId && '{arXiv}'],
    ['primaryClass', primaryClass && `{${primaryClass}}`],
    ['url', paperAddress(paper) && `{${paperAddress(paper)}}`],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = ${value},`] : []));
  return [`@misc{${key},`, ...lines, '}'].join('\n');
}

/** An organisation stands in where no names are known; it and names with "and" or a comma in them stay whole in braces. */
function authorsOf({ authors, organisation }: Paper): string | undefined {
  const names = authors.map((name) => {
    const escaped = escapeLatex(name);
    return /\band\b|,/i.test(name) ? `{${escaped}}` : escaped;
  });
  if (names.length) return `{${names.join(' and ')}}`;
  return organisation ? `{{${escapeLatex(organisation)}}}` : undefined;
}

/** "lovelace2026ask": last name, year, first word of the title that says something; a letter after it where it is taken. */
function uniqueKey(paper: Paper, taken: Set<string>): string {
  const lastName = paper.authors[0]?.trim().split(/\s+/).at(-1) ?? paper.organisation ?? '';
  const name = ascii(lastName) || 'paper';
  const words = paper.title
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !QUERY_STOP_WORDS.has(word.toLowerCase()));
  const year = (paper.publishedAt ?? paper.listedOn)?.slice(0, 4) ?? '';
  const base = `${name}${year}${ascii(words[0] ?? '')}`;
  let key = base;
  for (let number = 0; taken.has(key); number += 1) key = `${base}${suffix(number)}`;
  taken.add(key);
  return key;
}

/** b … z, then numbers. */
function suffix(number: number): string {
  return number < 25 ? String.fromCharCode(98 + number) : `-${number}`;
}

function ascii(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

function escapeLatex(text: string): string {
  return cleanText(text).replace(/[\\{}~^$&%#_"]/g, (character) => SPECIAL[character] ?? character);
}
