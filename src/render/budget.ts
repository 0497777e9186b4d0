/** A budget that is used up → one sentence: whose it is, and when it comes back. */
import type { BudgetStop } from '../domain/budget.ts';
import { say, sayCounted, type Words } from '../domain/words.ts';

/** @param stop missing where only that much is known, that some budget was in the way */
export function budgetSentence(stop: BudgetStop | undefined): Words {
  if (!stop) return say('The budget for the language model is used up for now.');
  const time = timeOf(stop.backAt);
  switch (stop.budget) {
    case 'reader':
      return sayCounted(
        {
          one: 'You have had today’s {count} answer by the language model; more come at {time}.',
          other: 'You have had today’s {count} answers by the language model; more come at {time}.',
        },
        stop.limit,
        { time },
      );
    case 'reader-pace':
      return say('You are asking faster than the language model may answer you; it answers you again at {time}.', {
        time,
      });
    case 'server':
      return sayCounted(
        {
          one: 'This server has had today’s {count} answer by the language model; more come at {time}.',
          other: 'This server has had today’s {count} answers by the language model; more come at {time}.',
        },
        stop.limit,
        { time },
      );
    case 'spend':
    case 'tokens':
      return say('Today’s budget for the language model is used up; it comes back at {time}.', { time });
    case 'unreadable':
      return say('The language model is off, because the record of what it has used today cannot be read.');
  }
}

/** Such as `12:04 UTC`; rounded up to the minute, for it must not be before. */
export function timeOf(instant: number): string {
  const minute = 60_000;
  return `${new Date(Math.ceil(instant / minute) * minute).toISOString().slice(11, 16)} UTC`;
}
