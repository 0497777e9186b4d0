/** A picture → PNG. The only home of the renderer and of its font. */
import { fileURLToPath } from 'node:url';
import { type BarPicture, barsSvg, WIDTH } from './bars-svg.ts';

const FONT = '@expo-google-fonts/atkinson-hyperlegible';
const FONT_FILES = ['400Regular/AtkinsonHyperlegible_400Regular.ttf', '700Bold/AtkinsonHyperlegible_700Bold.ttf'];
const FONT_FAMILY = 'Atkinson Hyperlegible';
/** Pixels a unit: sharp on screens of high density, and beyond the 550 pixels that Discord shows at most. */
const SHARPNESS = 2.5;

/** Draws counts over time; the same input gives the same bytes. */
export interface Painter {
  /** @returns a PNG @throws Error where the renderer is missing or fails, and the signal's reason */
  paintBars(picture: BarPicture, signal: AbortSignal): Promise<Uint8Array>;
}

export function createPainter(): Painter {
  return {
    async paintBars(picture, signal) {
      signal.throwIfAborted();
      // Loaded with the first picture: most runs of the program draw none.
      const { renderAsync } = await import('@resvg/resvg-js');
      const fontFiles = FONT_FILES.map((file) => fileURLToPath(import.meta.resolve(`${FONT}/${file}`)));
      // Without the signal: the renderer takes hold of it for itself, and takes each only once. It needs 50 ms.
      const image = await renderAsync(barsSvg(picture).svg, {
        // Fonts of the machine would make another picture on each.
        font: { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT_FAMILY },
        fitTo: { mode: 'width', value: WIDTH * SHARPNESS },
      });
      signal.throwIfAborted();
      return image.asPng();
    },
  };
}
