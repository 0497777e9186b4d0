import { describe, expect, it } from 'vitest';
import { type BarPicture, barsSvg, drawable, niceTop, WIDTH } from '../../src/picture/bars-svg.ts';
import { createPainter } from '../../src/picture/paint.ts';
import { BACKGROUND, HIGHLIGHT, QUIET_TEXT, REST, SERIES, TEXT } from '../../src/picture/palette.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const picture: BarPicture = {
  title: 'Themes of 24–30 Jun 2026',
  unit: 'Papers a week, by listing day',
  highlight: '24–30 Jun',
  bars: Array.from({ length: 8 }, (_, at) => ({
    label: `${at + 1} Jun`,
    counts: [at + 3, 5, 0, 8],
    highlighted: at === 7,
  })),
  series: [
    { name: 'Robots & arms', note: '10 · 7' },
    { name: 'Speech <recognition> that goes on and on and on and on and on', note: '5 · 5' },
    { name: 'Proteins', note: '0 · 0' },
    { name: 'Others', note: '8 · 8', isRest: true },
  ],
  notes: '24–30 Jun · average before',
  source: 'Source: 120 papers of this library',
};
const { svg, height } = barsSvg(picture);
const texts = [
  ...svg.matchAll(/<text x="([\d.-]+)" y="([\d.-]+)" font-size="(\d+)"[^>]*text-anchor="(\w+)">([^<]*)</g),
].map(([, x, y, size, anchor, words = '']) => ({ x: Number(x), y: Number(y), size: Number(size), anchor, words }));

describe('a picture of counts', () => {
  it('brings its own background, on which every colour has a contrast of at least 4.5 to 1', () => {
    expect(svg).toContain(`<rect x="0" y="0" width="${WIDTH}" height="${height}" fill="${BACKGROUND}"/>`);
    for (const background of [BACKGROUND, HIGHLIGHT])
      for (const colour of [TEXT, QUIET_TEXT, REST, ...SERIES])
        expect(contrast(colour, background), `${colour} on ${background}`).toBeGreaterThanOrEqual(4.5);
  });

  it('uses no colour but those', () => {
    const used = new Set([...svg.matchAll(/fill="(#\w+)"/g)].map(([, colour]) => colour));
    for (const colour of used)
      expect([BACKGROUND, HIGHLIGHT, '#454d57', TEXT, QUIET_TEXT, REST, ...SERIES]).toContain(colour);
  });

  it('has no text under 12 pixels where it is shown 400 pixels wide, and none that leaves it', () => {
    expect(texts.length).toBeGreaterThan(15);
    for (const { x, y, size, anchor, words } of texts) {
      expect(size).toBeGreaterThanOrEqual(12);
      const width = words.replace(/&\w+;/g, '&').length * size * 0.5;
      const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
      expect(left, words).toBeGreaterThanOrEqual(0);
      expect(left + width, words).toBeLessThanOrEqual(WIDTH);
      expect(y).toBeGreaterThan(size - 3);
      expect(y).toBeLessThan(height);
    }
  });

  it('says what it shows: title, unit, every group, its numbers, the source', () => {
    const said = texts.map(({ words }) => words);
    for (const words of [picture.title, picture.unit, picture.highlight, picture.source, 'Robots &amp; arms', '10 · 7'])
      expect(said).toContain(words);
    expect(said.some((words) => words.startsWith('Speech &lt;recognition&gt;') && words.endsWith('…'))).toBe(true);
  });

  it('draws bars as high as their counts', () => {
    const robots = [
      ...svg.matchAll(new RegExp(`<rect [^>]*width="([\\d.]+)" height="([\\d.]+)" fill="${SERIES[0]}"`, 'g')),
    ].map(([, , barHeight]) => Number(barHeight));
    // The last one is the square of the legend.
    const [first = 0, second = 0] = robots;
    expect(robots).toHaveLength(9);
    expect((second + 1) / (first + 1)).toBeCloseTo(4 / 3, 2);
  });

  it('without a count, without a bar, or with letters that the font has not is drawn all the same', () => {
    expect(barsSvg({ ...picture, bars: [] }).svg).toContain('</svg>');
    expect(
      barsSvg({ ...picture, bars: picture.bars.map((bar) => ({ ...bar, counts: [0, 0, 0, 0] })) }).svg,
    ).not.toContain('NaN');
    expect(drawable('机器人 robots 🤖')).toBe('robots');
    expect(barsSvg({ ...picture, title: '机器人' }).svg).toContain('</svg>');
  });

  it('has axes that are easy to read', () => {
    expect([0, 1, 3, 9, 11, 135, 215, 999].map(niceTop)).toEqual([2, 2, 4, 10, 12, 160, 240, 1000]);
  });
});

describe('the painter', () => {
  const painter = createPainter();
  const never = new AbortController().signal;

  it('makes a PNG, two and a half pixels a unit, the same for the same picture', async () => {
    const png = Buffer.from(await painter.paintBars(picture, never));
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(png.readUInt32BE(16)).toBe(WIDTH * 2.5);
    expect(png.readUInt32BE(20)).toBeCloseTo(height * 2.5, -1);
    expect(png.length).toBeLessThan(300_000);
    expect(Buffer.from(await painter.paintBars(picture, never))).toEqual(png);
  });

  it('draws words: without them it is another picture', async () => {
    const silent = { ...picture, title: ' ', unit: ' ', source: ' ' };
    expect(
      Buffer.from(await painter.paintBars(silent, never)).equals(Buffer.from(await painter.paintBars(picture, never))),
    ).toBe(false);
  });

  it('stops when it is told to', async () => {
    const reason = new Error('enough');
    await expect(painter.paintBars(picture, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
