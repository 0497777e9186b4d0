/** Time that runs faster than the wall's, so that minutes of the bot's patience pass in a test. */
import { type Clock, systemClock } from '../../src/domain/clock.ts';

/** @param factor how many milliseconds pass in one real millisecond */
export function createQuickClock(factor: number): Clock {
  const start = systemClock.now();
  return {
    now: () => start + (systemClock.now() - start) * factor,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / factor, signal),
  };
}
