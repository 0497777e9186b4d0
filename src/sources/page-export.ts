/** In: the text of an exported Daily Papers page, in either of its layouts. Out: its papers, and what could not be read. */
import { SourceFault } from '../domain/errors.ts';
import type { Day, Paper } from '../domain/paper.ts';
import type { Batch } from '../domain/ports.ts';
import { dayIn, readWhen, yearOfPage } from './page-day.ts';
import { type PageLine, pairLines, type TitledAbstract, type Unpaired } from './page-lines.ts';
import { batchOf, paperFrom } from './record.ts';

const BUTTON = 'Subscribe';
const SHORT_HEADER = [
  'Get trending papers in your email inbox once a day!',
  'Get trending papers in your email inbox!',
  BUTTON,
];
const LONG_HEADER = [
  'new',
  'Get trending papers in your email inbox!',
  BUTTON,
  'Daily Papers',
  'byAK and the research community',
];
const AUTHORS = /^\s*• (\d+) authors?$/;

export interface PageOptions {
  /** The day of reading, from which the page's own year follows. */
  readonly today: Day;
}

/**
 * Reads both layouts of the page. Short: a title line and an abstract line for each paper, nothing else. Long: blocks
 * between blank lines, title, abstract and, for most papers, `who / · / when`. A date without a year belongs to the
 * page's year, which is that of the latest "Feb 2" not after `today`; a written year always counts. No ids are in it.
 * Where the text is cut, whole papers are read and the rest is in `skipped` with its line.
 * @throws SourceFault when the text is no exported page
 */
export function readPageExport(text: string, label: string, { today }: PageOptions): Batch {
  const lines = linesOf(text);
  const filled = lines.filter((line) => line.text.trim() !== '');
  const records: Paper[] = [];
  const unpaired: Unpaired[] = [];
  const layout = layoutOf(filled.map((line) => line.text.trim()));
  if (layout === 'unknown') {
    const help = 'Save the Daily Papers page as text, from its first line on, and import that file.';
    throw new SourceFault(`${label} is no exported Daily Papers page.`, help);
  }
  if (layout === 'long') readLong(lines, today, records, unpaired);
  if (layout === 'short') readShort(filled, records, unpaired);
  if (!records.length && !unpaired.length) unpaired.push({ line: lines.length, reason: 'ends before its first paper' });
  return batchOf(
    label,
    records,
    unpaired.map(({ line, reason }) => ({ where: `${label} line ${line}`, reason })),
  );
}

/** Whether a text looks like an exported page, or like the beginning of one. */
export function isPageExport(text: string): boolean {
  const filled = linesOf(text.slice(0, 2000)).map((line) => line.text.trim());
  return layoutOf(filled.filter((line) => line !== '')) !== 'unknown';
}

function linesOf(text: string): PageLine[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.map((line, index) => ({ text: line, line: index + 1, open: index === lines.length - 1 }));
}

function layoutOf(filled: readonly string[]): 'short' | 'long' | 'header-only' | 'unknown' {
  if (isStartOf(SHORT_HEADER, filled) || isStartOf(LONG_HEADER, filled)) return 'header-only';
  const top = filled.slice(0, LONG_HEADER.length + 1);
  if (top.includes('Daily Papers') && top.some((line) => line.startsWith('byAK'))) return 'long';
  const fused = top.findIndex((line) => line.startsWith(BUTTON));
  return fused > 0 && top.slice(0, fused).every((line) => SHORT_HEADER.includes(line)) ? 'short' : 'unknown';
}

/** Whether the lines are a header that was cut somewhere. */
function isStartOf(header: readonly string[], filled: readonly string[]): boolean {
  if (filled.length > header.length) return false;
  return filled.every((line, index) =>
    index === filled.length - 1 ? header[index]?.startsWith(line.replace(/\uFFFD$/, '')) : header[index] === line,
  );
}

function readShort(filled: readonly PageLine[], records: Paper[], unpaired: Unpaired[]) {
  // The first title is fused to the button before it.
  const first = filled.findIndex((line) => line.text.trim().startsWith(BUTTON));
  const [fused, ...others] = filled.slice(first);
  if (!fused) return;
  const read = pairLines([{ ...fused, text: fused.text.trimStart().slice(BUTTON.length) }, ...others], true);
  records.push(...read.pairs.map((pair) => toPaper(pair, {})));
  unpaired.push(...read.unpaired);
}

function readLong(lines: readonly PageLine[], today: Day, records: Paper[], unpaired: Unpaired[]) {
  const blocks = blocksOf(lines);
  const byline = blocks.findIndex(([line]) => line?.text.startsWith('byAK'));
  const pageWhen = readWhen(blocks[byline + 1]?.[0]?.text ?? '');
  const pageYear = pageWhen && yearOfPage(pageWhen, today);
  let run: PageLine[] = [];

  function endRun(details: readonly PageLine[]) {
    const read = pairLines(run, false);
    const last = read.pairs.at(-1);
    const described = details.length > 0 && last?.lastLine === run.at(-1)?.line ? last : undefined;
    unpaired.push(...read.unpaired);
    for (const pair of read.pairs) {
      const known = pair === described ? readDetails(details, pageYear) : {};
      records.push(toPaper(pair, known));
    }
    const line = details[0]?.line;
    if (line !== undefined && !described) unpaired.push({ line, reason: 'details without a paper' });
    else if (line !== undefined && !isWhole(details)) unpaired.push({ line, reason: 'these details are cut off' });
    run = [];
  }

  for (const block of blocks.slice(byline + (pageWhen || isCutDay(blocks[byline + 1]) ? 2 : 1))) {
    if (isDetails(block)) endRun(block);
    else run.push(asOneLine(block));
  }
  endRun([]);
}

/** The page's day, cut by the end of the file: `Fe`. */
function isCutDay(block: readonly PageLine[] | undefined): boolean {
  return block?.[0]?.open === true;
}

function blocksOf(lines: readonly PageLine[]): PageLine[][] {
  const blocks: PageLine[][] = [];
  let open = false;
  for (const line of lines) {
    const filled = line.text.trim() !== '';
    if (filled && open) blocks.at(-1)?.push(line);
    else if (filled) blocks.push([line]);
    open = filled;
  }
  return blocks;
}

function asOneLine(block: readonly PageLine[]): PageLine {
  const text = block.map((line) => line.text).join(' ');
  return { text, line: block[0]?.line ?? 0, open: block.at(-1)?.open ?? false };
}

function isDetails([who, dot]: readonly PageLine[]): boolean {
  return dot ? dot.text.trim() === '·' || dot.text === '\uFFFD' : who !== undefined && /^\s*•/.test(who.text);
}

function isWhole(details: readonly PageLine[]): boolean {
  return details.length === 3 && readWhen(details[2]?.text ?? '') !== undefined;
}

function readDetails([who, dot, last]: readonly PageLine[], pageYear: number | undefined): Partial<Paper> {
  // Where the file ends after "Oct 9", a year may have been cut off: better no day than a wrong one.
  const when = readWhen(last?.text ?? '');
  const cut = last?.open && when?.year === undefined && when?.comments === undefined;
  const publishedAt = when && !cut ? dayIn(when, pageYear) : undefined;
  const authorCount = AUTHORS.exec(who?.text ?? '')?.[1];
  const named = dot && who && authorCount === undefined ? who.text.trim() : undefined;
  return {
    ...(authorCount !== undefined && { authorCount: Number(authorCount) }),
    // `google Google`: the account, then the name.
    ...(named && !named.startsWith('•') && { organisation: named.replace(/^\S+\s+/, '') }),
    ...(publishedAt && { publishedAt }),
    ...(when && { comments: when.comments ?? 0 }),
  };
}

function toPaper({ title, abstract }: TitledAbstract, details: Partial<Paper>): Paper {
  return paperFrom({ ...details, title, abstract, source: 'page-export' });
}
