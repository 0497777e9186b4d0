/** Figures in, a table to read out. */
import type { Times } from './measure.ts';

export interface Table {
  readonly heading: string;
  /** Names of the columns after the first; none for a list of facts. */
  readonly columns?: readonly string[];
  /** What was measured, then a figure a column. */
  readonly rows: readonly (readonly string[])[];
}

/** What a measurement found: tables to read, and the same figures for a program. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly figures: unknown;
}

export interface Row {
  readonly what: string;
  readonly figure: string;
  /** What the figure is held against, such as "under 2 s". */
  readonly beside?: string;
}

export function findingsOf(heading: string, rows: readonly Row[]): Findings {
  const cells = rows.map(({ what, figure, beside }) => [what, beside ? `${figure}  (${beside})` : figure]);
  return { tables: [{ heading, rows: cells }], figures: rows };
}

export function renderTable({ heading, columns = [], rows }: Table): string {
  const all = columns.length ? [['', ...columns], ...rows] : rows;
  const widths = all.reduce<number[]>(
    (most, row) => row.map((cell, column) => Math.max(most[column] ?? 0, cell.length)),
    [],
  );
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [heading, ...lines.map((line) => `  ${line.trimEnd()}`)].join('\n');
}

export function describeTimes({ p50, p95, p99, perSecond }: Times): string {
  return `${[p50, p95, p99].map(rounded).join(' / ')} ms, ${rounded(perSecond)} a second`;
}

export function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? 'memory not known here' : `${Math.round(bytes / 1e6)} MB`;
}

export function secondsOf(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

export function wholeNumber(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Three digits that say something: 0.042, 4.2, 42, 4200. */
export function rounded(value: number): string {
  if (value >= 100) return String(Math.round(value));
  return value >= 1 ? value.toFixed(1) : value.toFixed(3);
}
