import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Log } from '../../src/domain/ports.ts';
import { leaveLastWords } from '../../src/jobs/last-words.ts';
import { createRecordingLog } from '../doubles/recording-log.ts';
import { runProgram } from './run-program.ts';

function listen(log?: Log) {
  const process = new EventEmitter();
  const said: string[] = [];
  const codes: number[] = [];
  leaveLastWords({ process, log: () => log, say: (line) => said.push(line), exit: (code) => codes.push(code) });
  return { process, said, codes };
}

describe('an error that nobody foresaw', () => {
  it.each([
    ['unhandledRejection', 'unhandled-rejection'],
    ['uncaughtException', 'uncaught-exception'],
  ])('(%s) is said, is in the log under the same id, and ends the process with a code, once', (event, logged) => {
    const log = createRecordingLog();
    const { process, said, codes } = listen(log);
    const error = new Error('boom');
    process.emit(event, error);
    process.emit('uncaughtException', new Error('and then'));
    expect(codes).toEqual([1]);
    expect(said).toHaveLength(1);
    const [, id = ''] = /Id: ([a-z2-7]{8})$/.exec(said[0] ?? '') ?? [];
    expect(log.lines).toEqual([{ level: 'error', event: logged, facts: { id, error } }]);
  });

  it('ends the process also where the log cannot be written, and is said in full where there is none', () => {
    const broken = {
      ...createRecordingLog(),
      error: () => {
        throw new Error('disk full');
      },
    };
    const first = listen(broken);
    expect(() => first.process.emit('unhandledRejection', new Error('boom'))).toThrow('disk full');
    expect(first.codes).toEqual([1]);
    const { process, said } = listen();
    process.emit('unhandledRejection', new Error('boom'));
    expect(said.join('\n')).toContain('Error: boom');
  });

  it('in the real program ends it with code 1 and its detail in the log', { timeout: 60_000 }, async () => {
    const code = 'setTimeout(() => Promise.reject(new Error("boom in the night")), 1500)';
    const { code: ended, complaint } = await runProgram(['bot'], {
      DISCORD_TOKEN: 'a.b.c',
      // An address that takes connections and never answers.
      DISCORD_API_URL: 'http://10.255.255.1/api',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
    });
    expect(ended).toBe(1);
    expect(complaint).toContain('Paperboy ends because of an error that nobody foresaw.');
    expect(complaint).toMatch(/"event":"unhandled-rejection".*boom in the night/);
  });
});
