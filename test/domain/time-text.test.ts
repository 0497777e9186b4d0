import { expect, it } from 'vitest';
import { plainLine } from '../../src/domain/message.ts';
import { timeText } from '../../src/domain/time-text.ts';

const now = Date.parse('2026-07-01T06:00:00Z');

it('a moment is told by the clock of its place, and named', () => {
  const at = Date.parse('2026-07-01T07:00:00Z');
  expect(timeText({ kind: 'time', at, as: 'moment', zone: 'Europe/Berlin', now })).toBe(
    'Wednesday, 1 July 2026 at 09:00 (Europe/Berlin)',
  );
  expect(plainLine([{ kind: 'time', at, as: 'moment', now }])).toBe('Wednesday, 1 July 2026 at 07:00 (UTC)');
});

it.each([
  [3_600_000, 'in 1 hour'],
  [-130_000, '2 minutes ago'],
  [26 * 3_600_000, 'tomorrow'],
  [-20_000, '20 seconds ago'],
  [40 * 86_400_000, 'next month'],
])('%i milliseconds from now is %s', (distance, words) => {
  expect(timeText({ kind: 'time', at: now + distance, as: 'relative', now })).toBe(words);
});
