/** What can be chosen in a list itself: its order, its period. Pure. */
import type { PaperSort } from '../domain/ports.ts';
import type { ListChoice } from './paper-actions.ts';

const OTHER_ORDERS: readonly { readonly name: string; readonly value: PaperSort }[] = [
  { name: 'newest first', value: 'newest' },
  { name: 'most upvoted first', value: 'upvotes' },
];
const PERIODS = [
  { name: 'the newest day', value: 'today' },
  { name: 'the last seven days', value: 'week' },
  { name: 'the last thirty days', value: 'month' },
];

/** @param best what the order of relevance is called */
export function orderChoice(best: string, chosen: PaperSort): ListChoice[] {
  const choices = [{ name: best, value: 'relevance' }, ...OTHER_ORDERS];
  return [{ option: 'sort', placeholder: 'Order', choices, chosen }];
}

export function periodChoice(chosen: string): ListChoice[] {
  return [{ option: 'period', placeholder: 'Period', choices: PERIODS, chosen }];
}
