/**
 * Colours of a picture that brings its own background, so that it reads the same on a light and on a dark page. Each
 * has a contrast of at least 4.5:1 against both backgrounds, as WCAG 2.2 asks of text (1.4.3).
 */
export const BACKGROUND = '#1b1f24';
/** Behind the part of a picture that it is about. */
export const HIGHLIGHT = '#2a3038';
export const TEXT = '#f2f4f6';
/** Labels of axes, the source line. */
export const QUIET_TEXT = '#b9c1ca';
export const GRID = '#454d57';
/** In the order of the series; neighbours differ in lightness too, for whoever sees few colours. */
export const SERIES = ['#6cb6ff', '#ffb454', '#5fd3a2', '#f792bb', '#f5e663', '#c3a6ff'] as const;
/** What belongs to none of the series. */
export const REST = '#9aa4af';
