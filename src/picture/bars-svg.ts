/** Counts over time → a picture of stacked bars with a legend, as SVG. Pure. */
import { shorten } from '../domain/text/clean.ts';
import { BACKGROUND, GRID, HIGHLIGHT, QUIET_TEXT, REST, SERIES, TEXT } from './palette.ts';

export interface Bar {
  /** Below it: "24 Jun". */
  readonly label: string;
  /** One count a series, in their order. */
  readonly counts: readonly number[];
  /** It is part of what the picture is about; the others are there to compare. */
  readonly highlighted: boolean;
}

export interface Series {
  readonly name: string;
  /** At the right of the legend, under its heading: "25 · 21". */
  readonly note: string;
  /** What belongs to no series of its own. */
  readonly isRest?: boolean;
}

export interface BarPicture {
  readonly title: string;
  /** What is counted, above the axis: "Papers a week, by listing day". */
  readonly unit: string;
  /** What the highlighted bars are: "24–30 June". */
  readonly highlight: string;
  readonly bars: readonly Bar[];
  readonly series: readonly Series[];
  /** What the notes of the series are: "this week · a week before". */
  readonly notes: string;
  readonly source: string;
}

/** Units of the drawing; shown 400 pixels wide, a unit is a pixel and the smallest text 12 pixels high. */
export const WIDTH = 400;
const MARGIN = 14;
const AXIS_WIDTH = 26;
const PLOT_HEIGHT = 150;
const LINE_HEIGHT = 18;
const TITLE = 15;
const SMALL = 12;
/** A letter of the font is this much of its size wide, on average. */
const LETTER = 0.53;
/** Between two bars, as a share of their distance. */
const GAP = 0.22;
/** Between the parts of a bar, so that they are told apart without their colours. */
const SEAM = 1;

export function barsSvg(picture: BarPicture): { readonly svg: string; readonly height: number } {
  const { bars, series } = picture;
  const titles = wrapped(picture.title, lettersIn(WIDTH - 2 * MARGIN, TITLE + 1), 2);
  const unitAt = MARGIN + titles.length * (TITLE + 5) + SMALL;
  const [left, right, top] = [MARGIN + AXIS_WIDTH, WIDTH - MARGIN, unitAt + 26];
  const bottom = top + PLOT_HEIGHT;
  const most = niceTop(Math.max(1, ...bars.map(({ counts }) => sum(counts))));
  const step = (right - left) / Math.max(1, bars.length);
  const heightOf = (count: number) => (count / most) * PLOT_HEIGHT;
  const notesAt = bottom + LINE_HEIGHT * 2 + 2;
  const legendAt = notesAt + (picture.notes ? LINE_HEIGHT : 2);
  const sourceAt = legendAt + series.length * LINE_HEIGHT + 4;
  const height = sourceAt + 12;

  const parts = [
    rectangle(0, 0, WIDTH, height, BACKGROUND),
    ...titles.map((line, at) => text(MARGIN, MARGIN + 12 + at * (TITLE + 5), line, { size: TITLE, bold: true })),
    text(MARGIN, unitAt, picture.unit, { colour: QUIET_TEXT }),
    ...highlighting(),
    ...[0, most / 2, most].flatMap((count) => [
      rectangle(left, bottom - heightOf(count) - 0.5, right - left, 1, count ? GRID : QUIET_TEXT),
      text(left - 6, bottom - heightOf(count) + 4, count.toLocaleString('en-US'), {
        colour: QUIET_TEXT,
        anchor: 'end',
      }),
    ]),
    ...bars.flatMap(barParts),
    ...bars.flatMap(barLabels),
    ...(picture.notes ? [text(right, notesAt, picture.notes, { colour: QUIET_TEXT, anchor: 'end' })] : []),
    ...series.flatMap(legendParts),
    text(MARGIN, sourceAt, picture.source, { colour: QUIET_TEXT }),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">${parts.join('')}</svg>`;
  return { svg, height };

  function highlighting(): string[] {
    const first = bars.findIndex(({ highlighted }) => highlighted);
    if (first < 0 || bars.every(({ highlighted }) => highlighted)) return [];
    const count = bars.filter(({ highlighted }) => highlighted).length;
    const [x, width] = [left + first * step, count * step];
    return [
      rectangle(x, top - 18, width, PLOT_HEIGHT + 18, HIGHLIGHT),
      // Right-aligned to the band, for it stands at the right end of the picture.
      text(Math.min(right, x + width) - 3, top - 22, picture.highlight, { anchor: 'end' }),
    ];
  }

  /** The first series on top, as in the legend. */
  function barParts({ counts }: Bar, at: number): string[] {
    const width = step * (1 - GAP);
    let y = bottom;
    return counts
      .map((count, place) => ({ count, colour: colourOf(series[place], place) }))
      .reverse()
      .flatMap(({ count, colour }) => {
        if (!count) return [];
        const full = heightOf(count);
        y -= full;
        return [rectangle(left + at * step + (step * GAP) / 2, y, width, Math.max(0.5, full - SEAM), colour)];
      });
  }

  function barLabels({ label, counts }: Bar, at: number): string[] {
    const middle = left + (at + 0.5) * step;
    const total = sum(counts);
    const every = Math.ceil((Math.max(...bars.map((bar) => bar.label.length)) * SMALL * LETTER + 6) / step);
    // Counted from the end: the newest bar is labelled always.
    const isLabelled = (bars.length - 1 - at) % every === 0;
    const number = total.toLocaleString('en-US');
    const fits = number.length * SMALL * LETTER <= step;
    return [
      ...(isLabelled
        ? [
            text(Math.min(middle, right - (label.length * SMALL * LETTER) / 2), bottom + 16, label, {
              colour: QUIET_TEXT,
              anchor: 'middle',
            }),
          ]
        : []),
      ...(fits && total ? [text(middle, bottom - heightOf(total) - 4, number, { anchor: 'middle' })] : []),
    ];
  }

  function legendParts(entry: Series, at: number): string[] {
    const y = legendAt + at * LINE_HEIGHT;
    const room = lettersIn(right - MARGIN - 18, SMALL) - entry.note.length - 2;
    return [
      rectangle(MARGIN, y - 10, 11, 11, colourOf(entry, at)),
      text(MARGIN + 18, y, shorten(entry.name, Math.max(8, room)), {}),
      text(right, y, entry.note, { colour: QUIET_TEXT, anchor: 'end' }),
    ];
  }
}

function colourOf(series: Series | undefined, at: number): string {
  return series?.isRest ? REST : (SERIES[at % SERIES.length] as string);
}

/** The next number above that is easy to read and to halve: 2, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40 … */
export function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  const steps = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].map((factor) => Math.round(factor * power * 10) / 10);
  return Math.max(2, steps.find((step) => step >= most && step % 2 === 0) ?? 20 * power);
}

interface Lettering {
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

function text(x: number, y: number, words: string, lettering: Lettering): string {
  const { size = SMALL, bold = false, colour = TEXT, anchor = 'start' } = lettering;
  const weight = bold ? ' font-weight="700"' : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}"${weight} fill="${colour}" text-anchor="${anchor}">${escaped(drawable(words))}</text>`;
}

function rectangle(x: number, y: number, width: number, height: number, colour: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${colour}"/>`;
}

/** The font has Latin letters; of a word in another script nothing could be drawn. */
export function drawable(words: string): string {
  return words
    .normalize('NFC')
    .replace(/[^\u0020-\u007e\u00a0-\u017f‐-―‘’“”•…−×]/gu, '')
    .trim();
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function wrapped(words: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && (last.length + 1 + word.length <= letters || lines.length === most))
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => shorten(line, letters));
}

function lettersIn(width: number, size: number): number {
  return Math.floor(width / (size * LETTER));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
