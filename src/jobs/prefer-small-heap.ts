/** For jobs that take in many papers and end: V8 collects sooner and keeps less. */
import v8 from 'node:v8';

/**
 * A sync of two years peaks at 440 MB instead of 670, at the same speed. The bot and the terminal do without: there the
 * same setting doubles the time of an answer.
 */
export function preferSmallHeap(): void {
  v8.setFlagsFromString('--optimize-for-size');
}
