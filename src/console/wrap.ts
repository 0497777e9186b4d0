/** Lines that fit. In: runs of escaped text and a width in columns. Out: lines of runs, broken between words. */
import { displayWidth, graphemeWidth, splitGraphemes } from './display-width.ts';
import { MARKS, type Run } from './style.ts';

interface Word {
  readonly runs: Run[];
  width: number;
  /** White space stands before it. */
  readonly spaced: boolean;
}

/** A line never begins with these, nor ends with those (a small part of JIS X 4051). */
const NEVER_FIRST = /^[、。，．！？：；）」』】〉》〕・ー]/u;
const NEVER_LAST = /[（「『【〈《〔]$/u;

/**
 * Greedy wrapping. White space folds to one space. Between wide characters a line may break without a space, a glued
 * run stays with what stands before it, and only a word wider than the whole line is cut, after a hyphen if it has one.
 */
export function wrap(runs: readonly Run[], width: number): Run[][] {
  const lines: Run[][] = [[]];
  let filled = 0;
  const startLine = () => {
    lines.push([]);
    filled = 0;
  };
  for (const word of splitWords(runs)) {
    const space = word.spaced && filled > 0 ? 1 : 0;
    if (filled > 0 && filled + space + word.width > width) startLine();
    else if (space) append(lines, { text: ' ', mark: spaceMark(lines, word) });
    if (filled > 0) filled += space;
    for (const unit of word.width > width ? cut(word, width) : [word]) {
      if (filled > 0 && filled + unit.width > width) startLine();
      for (const run of unit.runs) append(lines, run);
      filled += unit.width;
    }
  }
  return lines;
}

function splitWords(runs: readonly Run[]): Word[] {
  const words: Word[] = [];
  let spaced = false;
  let joins = false;
  const glue = (run: Run) => {
    const last = words.at(-1);
    if (!last) return void words.push({ runs: [run], width: displayWidth(run.text), spaced: false });
    last.runs.push(run);
    last.width += displayWidth(run.text);
  };
  for (const run of runs) {
    if (run.glued) {
      if (spaced && words.length) glue({ text: ' ', mark: MARKS.none, glued: true });
      glue(run);
      [spaced, joins] = [false, true];
      continue;
    }
    for (const chunk of run.text.match(/\s+|\S+/g) ?? []) {
      if (/^\s/.test(chunk)) {
        [spaced, joins] = [true, false];
        continue;
      }
      for (const [index, text] of splitAtWide(chunk).entries()) {
        const part = { ...run, text };
        if (joins && index === 0) glue(part);
        else words.push({ runs: [part], width: displayWidth(text), spaced: spaced && index === 0 });
      }
      [spaced, joins] = [false, true];
    }
  }
  return words;
}

/** `"模型model"` → `["模", "型", "model"]`; text without wide characters stays whole. */
function splitAtWide(text: string): string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return [text];
  const parts: string[] = [];
  let wideBefore = true;
  for (const grapheme of splitGraphemes(text)) {
    const wide = graphemeWidth(grapheme) === 2;
    const last = parts.at(-1);
    const breaks = (wide || wideBefore) && !NEVER_FIRST.test(grapheme) && !(last && NEVER_LAST.test(last));
    if (last === undefined || breaks) parts.push(grapheme);
    else parts[parts.length - 1] = last + grapheme;
    wideBefore = wide;
  }
  return parts;
}

/** Between the parts of "knowledge-intensive". */
const AFTER_HYPHEN = /(?<=[\p{L}\p{N}][-‐–])(?=[\p{L}\p{N}])/u;

/** The pieces of a word that is wider than a line: parts with their hyphens, else graphemes, with what is glued to them while it fits. */
function cut(word: Word, width: number): Word[] {
  const units: Word[] = [];
  const glued = displayWidth(word.runs.map((run) => (run.glued ? run.text : '')).join(''));
  for (const run of word.runs) {
    const whole = displayWidth(run.text);
    const last = units.at(-1);
    if (run.glued && last && last.width + whole <= width) {
      last.runs.push(run);
      last.width += whole;
    } else if (run.glued && whole <= width) {
      if (run.text.trim()) units.push({ runs: [run], width: whole, spaced: false });
    } else {
      const parts = run.text.split(AFTER_HYPHEN);
      for (const [index, part] of parts.entries()) {
        const fits = displayWidth(part) + (index === parts.length - 1 ? glued : 0) <= width;
        for (const text of fits ? [part] : splitGraphemes(part)) {
          units.push({ runs: [{ ...run, text }], width: displayWidth(text), spaced: false });
        }
      }
    }
  }
  return units;
}

function append(lines: Run[][], run: Run): void {
  const line = lines.at(-1);
  const last = line?.at(-1);
  if (line && last && last.mark === run.mark) line[line.length - 1] = { text: last.text + run.text, mark: run.mark };
  else line?.push({ text: run.text, mark: run.mark });
}

/** Underlines and links run on through the spaces within them. */
function spaceMark(lines: readonly Run[][], word: Word) {
  const before = lines.at(-1)?.at(-1)?.mark;
  return before && before === word.runs[0]?.mark ? before : MARKS.none;
}
