/** A budget that is used up → one sentence: whose it is, and when it comes back. */
import type { BudgetStop } from '../domain/budget.ts';
import { counted } from './paper-lines.ts';

/** @param stop missing where only that much is known, that some budget was in the way */
export function budgetSentence(stop: BudgetStop | undefined): string {
  if (!stop) return 'The budget for the language model is used up for now.';
  const at = `at ${timeOf(stop.backAt)}`;
  switch (stop.budget) {
    case 'reader':
      return `You have had today’s ${counted(stop.limit, 'answer')} by the language model; more come ${at}.`;
    case 'reader-pace':
      return `You are asking faster than the language model may answer you; it answers you again ${at}.`;
    case 'server':
      return `This server has had today’s ${counted(stop.limit, 'answer')} by the language model; more come ${at}.`;
    case 'spend':
    case 'tokens':
      return `Today’s budget for the language model is used up; it comes back ${at}.`;
    case 'unreadable':
      return 'The language model is off, because the record of what it has used today cannot be read.';
  }
}

/** Such as `12:04 UTC`; rounded up to the minute, for it must not be before. */
export function timeOf(instant: number): string {
  const minute = 60_000;
  return `${new Date(Math.ceil(instant / minute) * minute).toISOString().slice(11, 16)} UTC`;
}
