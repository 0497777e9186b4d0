/** What can be chosen in a list itself: its order, its period. Pure. */
import type { PaperSort } from '../domain/ports.ts';
import { say, type Words } from '../domain/words.ts';
import type { ListChoice } from './paper-actions.ts';

const OTHER_ORDERS: readonly { readonly name: Words; readonly value: PaperSort }[] = [
  { name: say('newest first'), value: 'newest' },
  { name: say('most upvoted first'), value: 'upvotes' },
];
const PERIODS = [
  { name: say('the newest day'), value: 'today' },
  { name: say('the last seven days'), value: 'week' },
  { name: say('the last thirty days'), value: 'month' },
];

/** @param best what the order of relevance is called */
export function orderChoice(best: Words, chosen: PaperSort): ListChoice[] {
  const choices = [{ name: best, value: 'relevance' }, ...OTHER_ORDERS];
  return [{ option: 'sort', placeholder: say('Order'), choices, chosen }];
}

export function periodChoice(chosen: string): ListChoice[] {
  return [{ option: 'period', placeholder: say('Period'), choices: PERIODS, chosen }];
}
