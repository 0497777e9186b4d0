import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';
import { createFakeClock } from './doubles/fake-clock.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  write(createLog('warn', createFakeClock(), (line) => lines.push(line)));
  return lines;
}

describe('a line of the log', () => {
  it('is one JSON object; an error is told with its stack and its causes', () => {
    const error = new Error('outer', { cause: new Error('inner') });
    const [line = ''] = logged((log) => log.error('it-failed', { id: 7, error }));
    expect(line.endsWith('}\n')).toBe(true);
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      event: 'it-failed',
      id: 7,
      error: { message: 'outer', stack: expect.stringContaining('log.test'), cause: { message: 'inner' } },
    });
  });

  it('holds nothing that a terminal could obey, for a bot logs to one, and loses nothing', () => {
    const text = 'a\u001b[31mb\u009b1m\u202ec';
    const [line = ''] = logged((log) => log.warn('server-said', { text }));
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(JSON.parse(line).text).toBe(text);
  });

  it('is left out below the wanted level', () => {
    expect(logged((log) => log.info('nothing-special'))).toEqual([]);
  });
});
