/** The orders of a list; ties by id, so that there is one order among equals. */
import type { PaperRow } from './rows.ts';

const byDay = (a: PaperRow, b: PaperRow) => (a.day === b.day ? 0 : a.day > b.day ? -1 : 1);
const byUpvotes = (a: PaperRow, b: PaperRow) => (b.upvotes ?? 0) - (a.upvotes ?? 0);
const byId = (a: PaperRow, b: PaperRow) => (a.id < b.id ? -1 : 1);
export const ORDERS = {
  newest: (a: PaperRow, b: PaperRow) => byDay(a, b) || byUpvotes(a, b) || byId(a, b),
  upvotes: (a: PaperRow, b: PaperRow) => byUpvotes(a, b) || byDay(a, b) || byId(a, b),
} as const;
