/** In: how a command ended. Out: what the shell is told. */
import type { MessageStatus } from '../domain/message.ts';

/** What shells give for Ctrl+C. */
export const STOPPED = 130;

const EXIT_CODES: Record<MessageStatus, number> = {
  ok: 0,
  answered: 0,
  partial: 0,
  abstained: 0,
  progress: 1,
  failed: 1,
  invalid: 1,
  'not-found': 2,
  ambiguous: 2,
};

/** 0: answered, or said honestly that it cannot; 1: failed, or not understood; 2: nothing or too much was found. */
export function exitCode(status: MessageStatus): number {
  return EXIT_CODES[status];
}
